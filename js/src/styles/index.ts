/** All style sheets as one text, in the order in which they build on each other. */

import about from "./about.css";
import base from "./base.css";
import comparison from "./comparison.css";
import counting from "./counting.css";
import difference from "./difference.css";
import findings from "./findings.css";
import folding from "./folding.css";
import gallery from "./gallery.css";
import lead from "./lead.css";
import narrow from "./narrow.css";
import places from "./places.css";
import plan from "./plan.css";
import print from "./print.css";
import table from "./table.css";

const SHEETS = [
  ...[base, counting, folding, lead, about, table],
  ...[plan, comparison, findings, places, gallery, difference],
  ...[narrow, print],
];

export const styles = SHEETS.join("\n");
