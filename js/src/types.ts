/** The JSON contract between Python and the page. Names travel, never indices. */

import type { Comparison } from "./comparison/types.ts";
import type { Finding } from "./findings/types.ts";
import type { Samples } from "./gallery/types.ts";
import type { PlaceTable, SizeTable } from "./places/counts.ts";

export type Task = "multiclass" | "multilabel" | "detection" | "segmentation";
export type Verdict = "well" | "mild" | "serious";
export type Grain = "images" | "boxes" | "masks" | "labels";
/** What the rows of a chart are: "class", or the statistic whose bins they are. */
export type RowAxis = string;
export type PanelName =
  | "facts"
  | "findings"
  | "summary"
  | "curves"
  | "statistics"
  | "comparison"
  | "samples"
  | "tables"
  | "problems";

export interface Payload {
  report: ReportDocument;
  counts: Counts;
  charts: ChartEntry[];
  panels: PanelName[];
  /** How the images behind the numbers can be shown; left out where they cannot. */
  samples?: Samples | null;
}

/** A number, and the sentence that goes on from it. */
export interface Sentence {
  number: string;
  text: string;
}

export interface ReportDocument {
  title: string;
  task: Task;
  classes: string[];
  splits: Record<string, { images: number; labels: number }>;
  summary: Summary;
  summaries: Record<string, Summary>;
  curves: Curve[];
  curve_runs: CurveRun[];
  curves_headline: CurvesHeadline | null;
  problems: Problem[];
  tables: Record<string, MomentTable>;
  /** What stands above each chart; a report of curves alone has none. */
  sentences?: Partial<Record<string, Sentence>>;
  /** Train compared with other splits, by their names: validation first. */
  comparisons: Record<string, Comparison>;
  /** What to do next, the most important first. */
  findings: Finding[];
  /** Where there are none: what was looked at. Else: how many more there are. */
  findings_text: string;
  /** How much of the data this is; left out where it is all. */
  so_far?: SoFar;
}

export interface SoFar {
  parts: number;
  of: number;
  /** Counting does not go on. */
  stopped: boolean;
}

export interface ClassSummary {
  name: string;
  count: number;
  share: number;
  verdict: Verdict;
  add: { labels: number; images: number | null };
}

export interface Summary {
  cutoff: number;
  headline: string | null;
  headline_text: string;
  unit: string;
  cutoff_ratio: number;
  serious_ratio: number;
  even_tolerance: number;
  plan: { target: number; labels: number };
  classes: ClassSummary[];
}

export type CurvePoint = [step: number, value: number | null];

export interface Curve {
  metric: string;
  /** Place in `curve_runs`; left out where there is one. */
  run?: number;
  /** Of long curves not all points, but all ups and downs. */
  train: CurvePoint[];
  val: CurvePoint[];
  /** How many points there are in all. */
  points: { train: number; val: number };
  x: string;
  best: { split: string; step: number; value: number } | null;
  lower_is_better: boolean;
  /** The value by chance, where it is known. */
  baseline: number | null;
  verdict: CurveCase | null;
  evidence: { span?: [number, number]; since?: number; stalled_since?: number; [name: string]: unknown };
  /** What the verdict says, and what to do; empty for a metric without a verdict. */
  text: string;
  advice: string;
  /** Its best value, and where. */
  sentence: Sentence | null;
}

export interface CurveRun {
  name: string;
  /** Learning rates by step, where they are logged. */
  rates: CurvePoint[];
  /** What was repaired in its log. */
  notes: string[];
}

/** What a report says of training curves: it may be sent anew while a training runs. */
export type CurvesPart = Pick<
  ReportDocument,
  "curves" | "curve_runs" | "curves_headline" | "findings" | "findings_text"
>;

/** More points of a range of steps, curve by curve. */
export interface CurvesDetail {
  range: StepRange;
  curves: Curve[];
}

export type StepRange = readonly [first: number, last: number];

export type CurveCase = "A" | "B" | "C" | "D" | "nan" | "short";

export interface CurvesHeadline {
  metric: string;
  run: number;
  verdict: CurveCase;
  text: string;
}

export interface Problem {
  code: string;
  split: string | null;
  count: number;
  examples: string[];
  level: "info" | "problem";
  text: string;
}

export interface MomentTable {
  title: string;
  unit: string;
  columns: string[];
  /** By split: the classes by their place, and of each column a number a class. */
  splits: Record<string, { overall: Moments; at: number[]; columns: Moments[] }>;
  /** Classes that are not here, those that have least. */
  left_out: number;
}
export type Moments = (number | null)[];

/** Sparse counts; `index` is flat, row-major, ascending and delta coded. */
export interface Table {
  shape: number[];
  splits: Record<string, { index: number[]; count: number[] }>;
}

export interface BoxTable extends Table {
  /** What each dimension is; those of bins have a last place for "not known", but boxes per image. */
  axes: RowAxis[];
}

export interface Counts {
  labels: Table;
  boxes?: BoxTable;
  images_area?: Table;
  images_ratio?: Table;
  sizes?: SizeTable;
  positions?: PlaceTable;
  masks?: Table;
  together?: CompanionTable;
}

/** Labels of class j in images with class i, i and j not the same. */
export interface CompanionTable extends Table {
  /** How many companions of each class are there, those with most labels; null for all. */
  kept: number | null;
}

export interface ChartEntry {
  id: string;
  section: "summary" | "curves" | "statistics" | "comparison";
  title: string;
  note: string;
  /** What the chart shows, how, and whether balance matters. */
  help: string;
  grain: Grain;
  /** A row axis, or "step" or "place". */
  axis: string;
  /** What its rows are, as a table is headed. */
  rows: string;
  bins: string[] | null;
  per_class: boolean;
  spec: object;
  /** Specs that stand in for it or beside it, by name. */
  others: Record<string, object>;
}

/** What is picked: the only value of the page that travels back to Python. */
export interface Picked {
  classes: string[];
  bins: Partial<Record<RowAxis, string[]>>;
  split: string | null;
  /** The code of a problem: it narrows down the samples, not the charts. */
  problem?: string;
}

/** The way to Python of a report in a notebook. */
export interface Kernel {
  send(content: object): void;
  /** Tells a listener every message, until the function that is returned is called. */
  listen(listener: KernelListener): () => void;
}

export type KernelListener = (content: { kind?: string }, buffers: readonly DataView[]) => void;

export interface Host {
  payload: Uint8Array | Payload;
  picked: Picked;
  onPick(picked: Picked): void;
  /** Training curves that are newer than the payload's, packed as it is. */
  curves?: Uint8Array | null;
  /** Called where curves have more points in a range of steps than the page has. */
  onZoom?(range: StepRange): void;
  /** None for a page on disk. */
  kernel?: Kernel | null;
}

export interface Mounted {
  setPicked(picked: Picked): void;
  setPayload(payload: Uint8Array | Payload): Promise<void>;
  /** Show these training curves; what the reader looks at stays as it is. */
  setCurves(curves: Uint8Array): Promise<void>;
  /** Show more points of a range, if that is still looked at. */
  setDetail(detail: Uint8Array): Promise<void>;
  destroy(): void;
}
