/** What is said while parts of the data are counted. */

import { countText } from "../numbers.ts";

export const texts = {
  progress: "Parts that are counted",
  parts: (done: number, of: number) =>
    `${Math.floor((100 * done) / of)} % of the parts (${countText(done)} of ${countText(of)})`,
  going: "Counting goes on; the report is on what is counted so far.",
  stop: "Stop counting",
  stopping: "Stopping; what is counted is kept.",
  stopped: "Counting was stopped; the report is on what was counted.",
  done: "Everything is counted.",
} as const;
