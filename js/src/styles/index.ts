/** All style sheets as one text, in the order in which they build on each other. */

import base from "./base.css";

export const styles = [base].join("\n");
