/** What tables say. */

import { countText } from "../numbers.ts";

export const texts = {
  find: "Find a row",
  copy: "Copy",
  csv: "CSV",
  region: (caption: string) => `${caption}, table`,
  copyField: "The table as text",
  copyTitle: "Copy the table, for a spreadsheet",
  csvTitle: "Download the table as CSV",
  none: "No row has that name.",
  all: (rows: number) => `Show all ${countText(rows)} rows`,
  more: (shown: number, rows: number) => `Show more (${countText(shown)} of ${countText(rows)} rows)`,
} as const;
