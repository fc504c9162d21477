/** Three bars and the line of the cutoff. */

import { LabIcon } from "@jupyterlab/ui-components";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16">
<g class="jp-icon3" fill="#616161"><path d="M2 2h11v3H2z"/><path d="M2 6.5h7v3H2z"/><path d="M2 11h4v3H2z"/></g>
<path class="jp-icon-warn0" stroke="#d55e00" stroke-width="1.2" stroke-dasharray="2 1.2" d="M10.5 .5v15"/></svg>`;

export const icon = new LabIcon({ name: "insight-widgets:report", svgstr: SVG });
