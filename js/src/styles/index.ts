/** All style sheets as one text, in the order in which they build on each other. */

import base from "./base.css";
import comparison from "./comparison.css";
import findings from "./findings.css";
import lead from "./lead.css";
import places from "./places.css";
import table from "./table.css";

export const styles = [base, lead, table, comparison, findings, places].join("\n");
