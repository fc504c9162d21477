/** A button in every notebook's toolbar: inserts the lines that show a report. */

import type { JupyterFrontEnd } from "@jupyterlab/application";
import { PathExt } from "@jupyterlab/coreutils";
import type { IDocumentManager } from "@jupyterlab/docmanager";
import { NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";
import { ToolbarButton } from "@jupyterlab/ui-components";

import { texts } from "../texts/labextension.ts";
import { choosePath } from "./choosing.ts";
import { icon } from "./icon.ts";
import { lineOfCode } from "./kinds.ts";

const BEFORE_THE_SPACER = 10;

export function addNotebookButton(app: JupyterFrontEnd, manager: IDocumentManager): void {
  app.docRegistry.addWidgetExtension("Notebook", {
    createNew(panel: NotebookPanel) {
      const button = new ToolbarButton({
        icon,
        tooltip: texts.insert,
        onClick: () => void insert(panel, manager),
      });
      panel.toolbar.insertItem(BEFORE_THE_SPACER, "insightReport", button);
      return button;
    },
  });
}

async function insert(panel: NotebookPanel, manager: IDocumentManager): Promise<void> {
  const folder = PathExt.dirname(manager.services.contents.localPath(panel.context.path));
  const chosen = await choosePath(manager, folder);
  if (chosen !== null) insertReport(panel, PathExt.relative(folder, chosen));
}

/** Into the active cell if it is an empty one of code, else into a new one below it. */
function insertReport({ content }: NotebookPanel, path: string): void {
  const { activeCell } = content;
  const free = activeCell?.model.type === "code" && activeCell.model.sharedModel.getSource().trim() === "";
  if (!free) NotebookActions.insertBelow(content);
  content.activeCell?.model.sharedModel.setSource(lineOfCode(path));
}
