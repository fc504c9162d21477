/** The JSON contract between Python and the page. Names travel, never indices. */

export type Task = "multiclass" | "multilabel" | "detection" | "segmentation";
export type Verdict = "well" | "mild" | "serious";
export type Grain = "images" | "boxes" | "masks" | "labels";
export type BinAxis = "box_area" | "box_ratio" | "boxes_per_image" | "mask_area";
export type RowAxis = "class" | BinAxis;
export type PanelName = "facts" | "summary" | "curves" | "statistics" | "tables" | "problems";
export type ChartId =
  | "insight_summary"
  | "curve"
  | "label_distribution"
  | "box_labels"
  | "box_area"
  | "box_ratio"
  | "boxes_per_image"
  | "mask_area";

export interface Payload {
  report: ReportDocument;
  counts: Counts;
  charts: ChartEntry[];
  panels: PanelName[];
}

export interface ReportDocument {
  title: string;
  task: Task;
  classes: string[];
  splits: Record<string, { images: number; labels: number }>;
  summary: Summary;
  summaries: Record<string, Summary>;
  curves: Curve[];
  curves_headline: CurvesHeadline | null;
  problems: Problem[];
  tables: Record<string, MomentTable>;
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
  plan: { target: number; labels: number };
  classes: ClassSummary[];
}

export type CurvePoint = [step: number, value: number | null];

export interface Curve {
  metric: string;
  run?: number;
  train: CurvePoint[];
  val: CurvePoint[];
  x?: string;
  best: { split: string; step: number; value?: number } | null;
  verdict: CurveCase | null;
  evidence: { since?: number; stalled_since?: number; [name: string]: unknown };
  /** What the verdict says, and what to do; empty for a metric without a verdict. */
  text: string;
  advice: string;
}

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
  splits: Record<string, { overall: Moments; by_class: Record<string, Moments> }>;
}
export type Moments = (number | null)[];

/** Sparse counts; `index` is flat, row-major, ascending and delta coded. */
export interface Table {
  shape: number[];
  splits: Record<string, { index: number[]; count: number[] }>;
}

export interface Counts {
  labels: Table;
  boxes?: Table;
  images_area?: Table;
  images_ratio?: Table;
  masks?: Table;
}

export interface ChartEntry {
  id: ChartId;
  section: "summary" | "curves" | "statistics";
  title: string;
  note: string;
  grain: Grain;
  axis: RowAxis | "step";
  bins: string[] | null;
  per_class: boolean;
  spec: object;
}

/** What is picked: the only value of the page that travels back to Python. */
export interface Picked {
  classes: string[];
  bins: Partial<Record<BinAxis, string[]>>;
  split: string | null;
}

export interface Host {
  payload: Uint8Array | Payload;
  picked: Picked;
  onPick(picked: Picked): void;
}

export interface Mounted {
  setPicked(picked: Picked): void;
  setPayload(payload: Uint8Array | Payload): Promise<void>;
  destroy(): void;
}
