/** Lets the reader choose what a report is to be made of. */

import type { IDocumentManager } from "@jupyterlab/docmanager";
import { FileDialog } from "@jupyterlab/filebrowser";

import { texts } from "../texts/labextension.ts";
import { mayBeRead } from "./kinds.ts";

/** The path of a file, or of the folder that was open where no file was chosen; null where it was given up. */
export async function choosePath(manager: IDocumentManager, defaultPath = ""): Promise<string | null> {
  const { button, value } = await FileDialog.getOpenFiles({
    manager,
    defaultPath,
    title: texts.choose,
    label: texts.chooseHint,
    filter: ({ type, name }) => (type === "directory" || mayBeRead(name) ? {} : null),
  });
  return button.accept && value?.length ? value[0].path : null;
}
