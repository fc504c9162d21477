/** All style sheets as one text, in the order in which they build on each other. */

import base from "./base.css";
import comparison from "./comparison.css";

export const styles = [base, comparison].join("\n");
