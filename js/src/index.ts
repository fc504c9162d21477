/** The bundle: used by the widget's stub, and by pages on disk that carry their own payload. */

import { mountBlocks } from "./standalone.ts";

export { mount } from "./report.ts";
export { render } from "./widget.ts";

mountBlocks();
