/** What every part of the page shares: the report, its counts, what is picked and what follows from it. */

import { ClassList } from "./class_list.ts";
import { crossfilter, type Filtered, type SplitCounts, splitCounts } from "./crossfilter.ts";
import { type Axes, axesOf, type Filters, filtersOf, NO_FILTERS } from "./filters.ts";
import type { Samples } from "./gallery/types.ts";
import { type PlaceCounts, placeCounts, type SizeCounts, sizeCounts } from "./places/counts.ts";
import { shownSplits } from "./splits.ts";
import type { Store } from "./store.ts";
import type {
  ChartEntry,
  Counts,
  Kernel,
  Payload,
  Picked,
  ReportDocument,
  RowAxis,
  StepRange,
} from "./types.ts";

/** All that follows from what is picked, worked out once a change. */
export interface Snapshot {
  readonly picked: Picked;
  readonly filters: Filters;
  /** Splits shown beside each other. */
  readonly shown: readonly string[];
  readonly now: ReadonlyMap<string, Filtered>;
}

export class Page {
  readonly report: ReportDocument;
  readonly charts: readonly ChartEntry[];
  /** The counts as they travel. */
  readonly tables: Counts;
  readonly axes: Axes;
  readonly classes: ClassList;
  readonly samples: Samples | null;
  readonly counts: ReadonlyMap<string, SplitCounts>;
  /** Boxes by size at the input of a network, and by place in the image; null where there are no boxes. */
  readonly sizes: SizeCounts | null;
  readonly places: PlaceCounts | null;
  /** Every split with nothing picked. */
  readonly whole: ReadonlyMap<string, Filtered>;

  constructor(
    payload: Payload,
    readonly store: Store,
    /** Asks for more points of curves in a range of steps. */
    readonly onZoom: (range: StepRange) => void = () => undefined,
    readonly kernel: Kernel | null = null,
  ) {
    const { report, counts, charts } = payload;
    this.report = report;
    this.charts = charts;
    this.tables = counts;
    this.axes = axesOf(report.classes, charts);
    this.classes = new ClassList(report, report.comparisons?.val?.classes.at);
    this.samples = payload.samples ?? null;
    this.counts = new Map(
      Object.entries(report.splits).map(([split, { images }]) => [
        split,
        splitCounts(counts, split, images, report.task),
      ]),
    );
    this.sizes = sizeCounts(counts, this.splits);
    this.places = placeCounts(counts, this.splits);
    this.whole = this.#filtered(NO_FILTERS);
  }

  get splits(): string[] {
    return Object.keys(this.report.splits);
  }

  chart(id: string): ChartEntry | undefined {
    return this.charts.find((chart) => chart.id === id);
  }

  /** What the rows of an axis are, as a table is headed. */
  readonly rowsOf = (axis: RowAxis): string => {
    return this.charts.find((chart) => chart.axis === axis)?.rows ?? axis;
  };

  snapshot(picked = this.store.picked): Snapshot {
    const filters = filtersOf(picked, this.axes);
    return { picked, filters, shown: shownSplits(this.report, picked), now: this.#filtered(filters) };
  }

  #filtered(filters: Filters): Map<string, Filtered> {
    return new Map([...this.counts].map(([split, counts]) => [split, crossfilter(counts, filters)]));
  }
}

/** A part of the page; drawing tells when its charts are on the screen. */
export interface Part {
  readonly element: HTMLElement;
  /** Whether its rows are classes, and so follow the order, search and scroll of the class list. */
  readonly showsClasses?: boolean;
  /** Whether nothing outside of it learns that it is drawn, so that it may be drawn for practice. */
  readonly isRehearsed?: boolean;
  /** Make the elements that the splits shown ask for; true if there are new ones. */
  prepare?(snapshot: Snapshot): boolean;
  /** Read sizes from the page (all parts measure before any draws). */
  measure?(): void;
  draw?(snapshot: Snapshot): unknown;
  destroy?(): void;
}
