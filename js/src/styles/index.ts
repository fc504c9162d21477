/** All style sheets as one text, in the order in which they build on each other. */

import base from "./base.css";
import comparison from "./comparison.css";
import places from "./places.css";

export const styles = [base, comparison, places].join("\n");
