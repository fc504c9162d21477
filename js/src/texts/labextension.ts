/** What the extension says in JupyterLab and Notebook. */

export const texts = {
  title: "Insight report",
  description: "Opens an insight report on a data set or training log from the file browser.",
  /** The name of JupyterLab's own. */
  launcherCategory: "Other",
  open: "Open insight report",
  insert: "Insert an insight report",
  category: "Insight Widgets",
  caption: "Report on a data set or the log of a training run",
  choose: "A data set's file or folder, or the log of a training run",
  chooseHint: "Choose a file; without one, the folder that is open is taken.",
  reading: (path: string) => `Reading ${path || "the folder"} …`,
  unreadable: "No report could be made.",
  again: "Try again",
  noServer:
    "The server's part of Insight Widgets does not run: install insight-widgets where Jupyter's server runs, and start it anew.",
  failed: (status: number) => `The server answered ${status}.`,
  kept: "This is the report as the notebook keeps it. Run the cell again to pick and to see samples.",
  changed: "The file was changed and cannot be read any more; below is the report on it as it was before.",
} as const;
