/** What JupyterLab and Notebook load: opens a report on a file or folder in a tab of its own. */

import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette, MainAreaWidget, WidgetTracker } from "@jupyterlab/apputils";
import { IDocumentManager } from "@jupyterlab/docmanager";
import { IFileBrowserFactory } from "@jupyterlab/filebrowser";
import { ILauncher } from "@jupyterlab/launcher";
import { TabPanel } from "@lumino/widgets";

import { choosePath } from "./labextension/choosing.ts";
import { ReportClient } from "./labextension/client.ts";
import { icon } from "./labextension/icon.ts";
import { showKeptOutputs } from "./labextension/kept_output.ts";
import { mayBeRead } from "./labextension/kinds.ts";
import { addNotebookButton } from "./labextension/notebook_button.ts";
import { ReportTab } from "./labextension/tab.ts";
import { texts } from "./texts/labextension.ts";

const OPEN = "insight-widgets:open";
const OPEN_SELECTED = "insight-widgets:open-selected";
const NAMESPACE = "insight-widgets";

type Choose = (folder?: string) => Promise<string | null>;
type Tab = MainAreaWidget<ReportTab>;

const plugin: JupyterFrontEndPlugin<void> = {
  id: "insight-widgets:report",
  description: texts.description,
  autoStart: true,
  requires: [IDocumentManager],
  optional: [IFileBrowserFactory, ICommandPalette, ILauncher, ILayoutRestorer],
  activate,
};

function activate(
  app: JupyterFrontEnd,
  manager: IDocumentManager,
  files: IFileBrowserFactory | null,
  palette: ICommandPalette | null,
  launcher: ILauncher | null,
  restorer: ILayoutRestorer | null,
): void {
  const tabs = new WidgetTracker<Tab>({ namespace: NAMESPACE });
  const choose = (folder?: string) => choosePath(manager, folder || files?.tracker.currentWidget?.model.path);
  addOpening(app, choose, tabs);
  if (files) addToFiles(app, files);
  palette?.addItem({ command: OPEN, category: texts.category });
  launcher?.add({ command: OPEN, category: texts.launcherCategory, rank: 10 });
  addNotebookButton(app, manager);
  showKeptOutputs(app);
  const args = ({ content }: Tab) => ({ path: content.path });
  void restorer?.restore(tabs, { command: OPEN, args, name: ({ content }) => content.path || "." });
}

/** The command that all ways lead to; without a path it asks for one. */
function addOpening(app: JupyterFrontEnd, choose: Choose, tabs: WidgetTracker<Tab>): void {
  const client = new ReportClient(app.serviceManager.serverSettings);
  app.commands.addCommand(OPEN, {
    label: texts.title,
    caption: texts.caption,
    icon,
    describedBy: {
      args: { type: "object", properties: { path: { type: "string" }, cwd: { type: "string" } } },
    },
    execute: async ({ path, cwd }) => {
      const chosen = typeof path === "string" ? path : await choose(cwd as string | undefined);
      if (chosen === null) return null;
      const tab = tabs.find(({ content }) => content.path === chosen) ?? newTab(client, chosen);
      if (!tabs.has(tab)) await tabs.add(tab);
      if (!tab.isAttached) addTab(app.shell, tab);
      app.shell.activateById(tab.id);
      return tab;
    },
  });
}

function newTab(client: ReportClient, path: string): Tab {
  const tab = new MainAreaWidget({ content: new ReportTab(client, path) });
  tab.id = `insight-report-${path || "."}`;
  tab.title.label = path.split("/").at(-1) || texts.title;
  tab.title.caption = `${texts.title}: ${path || "."}`;
  tab.title.icon = icon;
  tab.title.closable = true;
  tab.toolbar.hide();
  return tab;
}

/** Notebook 7 has room for one widget in its main area; beside its list of files there is room for tabs. */
function addTab(shell: JupyterFrontEnd.IShell, tab: Tab): void {
  const [first] = shell.widgets("main");
  if (first instanceof TabPanel) {
    first.addWidget(tab);
    first.currentWidget = tab;
    return;
  }
  shell.add(tab, "main");
  if (!tab.isAttached) shell.add(tab, "right");
}

function addToFiles(app: JupyterFrontEnd, { tracker }: IFileBrowserFactory): void {
  const selected = () => tracker.currentWidget?.selectedItems().next().value;
  app.commands.addCommand(OPEN_SELECTED, {
    label: texts.open,
    icon,
    describedBy: { args: { type: "object", properties: {} } },
    isVisible: () => {
      const item = selected();
      return item !== undefined && (item.type === "directory" || mayBeRead(item.name));
    },
    execute: () => {
      const item = selected();
      if (!item) return null;
      return app.commands.execute(OPEN, { path: app.serviceManager.contents.localPath(item.path) });
    },
  });
  app.contextMenu.addItem({ command: OPEN_SELECTED, selector: ".jp-DirListing-item", rank: 4 });
}

export default plugin;
