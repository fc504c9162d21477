/** Where a count stands in the plot of the Insight Summary. */

export interface Plot {
  /** In pixels, without what the spec keeps free around it. */
  readonly width: number;
  /** The count at the end of the axis. */
  readonly xmax: number;
}

/** What the spec keeps free before the plot. */
const LEFT = 1;

export function xOf(count: number, { width, xmax }: Plot): number {
  return LEFT + (count / xmax) * width;
}
