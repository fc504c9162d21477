/** One thing to do, as Python found and ranked it. */

import type { PanelName, Picked } from "../types.ts";

export interface Finding {
  text: string;
  number: string;
  /** The section that shows it. */
  section: PanelName;
  action: string;
  /** What picks it; null where nothing does. */
  picked: Picked | null;
}
