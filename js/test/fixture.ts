/** Data sets made up from a seed: their images one by one, and the payload that Python would make of them. */

import type {
  ChartEntry,
  ClassSummary,
  Counts,
  Curve,
  Payload,
  Summary,
  Table,
  Task,
  Verdict,
} from "../src/types.ts";

export const AREAS = [
  "(0, 0.16)",
  "[0.16, 1.44)",
  "[1.44, 2.56)",
  "[2.56, 10.24)",
  "[10.24, 40.96)",
  "[40.96, 100]",
];
export const RATIOS = [
  "(0, 0.25)",
  "[0.25, 0.5)",
  "[0.5, 0.67)",
  "[0.67, 0.8)",
  "[0.8, 1.25)",
  "[1.25, 1.5)",
  "[1.5, 2)",
  "[2, 4)",
  ">=4",
];
export const PER_IMAGE = ["0", "1", "2", "3", "4", "5-9", ">=10"];
const STEPS = Array.from({ length: 18 }, (_, i) => `[${5 * i + 5}, ${5 * i + 10})`);
export const MASK_AREAS = ["0", "(0, 1)", "[1, 5)", ...STEPS, "[95, 100]"];

export interface Box {
  readonly class: number;
  /** Bins; one past the last bin is "not known". */
  readonly area: number;
  readonly ratio: number;
  readonly edges: number;
}

export interface Image {
  readonly boxes: readonly Box[];
  /** Mask-area bin of each class that has a mask. */
  readonly masks: ReadonlyMap<number, number>;
}

/** A small generator of numbers in [0, 1) that gives the same ones for the same seed. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function makeImages(count: number, classes: number, task: Task, seed: number): Image[] {
  const random = generator(seed);
  const below = (size: number, power = 1) => Math.floor(size * random() ** power);
  const one = () => below(classes, classes > 200 ? 1.6 : 2.2);
  const several = () => 1 + below(4, 2);
  const box = () => ({
    class: one(),
    area: below(20) ? below(6) : 6,
    ratio: below(30) ? below(9, 0.8) : 9,
    edges: below(4, 1.5),
  });
  return Array.from({ length: count }, () => {
    const boxes = task === "detection" ? Array.from({ length: below(14, 2.5) }, box) : [];
    const found =
      task === "multiclass" ? [one()] : task === "detection" ? [] : Array.from({ length: several() }, one);
    return { boxes, masks: new Map(found.map((index) => [index, 1 + below(MASK_AREAS.length - 4, 2)])) };
  });
}

export function perImageBin(boxes: number): number {
  return boxes >= 10 ? 6 : Math.min(boxes, 5);
}

type Cells = Iterable<readonly number[]>;

function table(shape: number[], splits: Record<string, Cells>): Table {
  const found = Object.entries(splits).map(([split, cells]) => {
    const counts = new Map<number, number>();
    for (const cell of cells) {
      const flat = cell.reduce((sum, position, i) => sum * shape[i] + position, 0);
      counts.set(flat, (counts.get(flat) ?? 0) + 1);
    }
    const index = [...counts.keys()].sort((a, b) => a - b);
    const deltas = index.map((flat, i) => flat - (index[i - 1] ?? 0));
    return [split, { index: deltas, count: index.map((flat) => counts.get(flat) ?? 0) }];
  });
  return { shape, splits: Object.fromEntries(found) };
}

function tableOf(shape: number[], splits: Record<string, Image[]>, cells: (image: Image) => Cells): Table {
  const found = Object.entries(splits).map(([split, images]) => [
    split,
    images.flatMap((image) => [...cells(image)]),
  ]);
  return table(shape, Object.fromEntries(found));
}

export function classesIn({ boxes, masks }: Image): number[] {
  return [...new Set([...boxes.map((box) => box.class), ...masks.keys()])];
}

function boxCells({ boxes }: Image): Cells {
  return boxes.map((box) => [box.class, box.area, box.ratio, perImageBin(boxes.length), box.edges]);
}

/** Images by class, per-image bin and set of bins; the last class is "any". */
function setCells(image: Image, classes: number, kind: "area" | "ratio", unknown: number): Cells {
  const bits = (boxes: readonly Box[]) =>
    boxes.reduce((set, box) => (box[kind] === unknown ? set : set | (1 << box[kind])), 0);
  const bin = perImageBin(image.boxes.length);
  const own = classesIn(image).map((index) => [
    index,
    bin,
    bits(image.boxes.filter((box) => box.class === index)),
  ]);
  return [...own, [classes, bin, bits(image.boxes)]];
}

export function makeCounts(splits: Record<string, Image[]>, classes: number, task: Task): Counts {
  const labels = tableOf([classes], splits, (image) => classesIn(image).map((index) => [index]));
  if (task === "detection") {
    return {
      labels,
      boxes: {
        ...tableOf([classes, 7, 10, 7, 4], splits, boxCells),
        axes: ["class", "box_area", "box_ratio", "boxes_per_image", "box_edges"],
      },
      images_area: tableOf([classes + 1, 7, 64], splits, (image) => setCells(image, classes, "area", 6)),
      images_ratio: tableOf([classes + 1, 7, 512], splits, (image) => setCells(image, classes, "ratio", 9)),
    };
  }
  if (task !== "segmentation") return { labels };
  const all = [...Array(classes).keys()];
  const masks = tableOf([classes, 22], splits, (image) =>
    all.map((index) => [index, image.masks.get(index) ?? 0]),
  );
  return { labels, masks };
}

const UNITS = { multiclass: "images", multilabel: "labels", detection: "boxes", segmentation: "masks" };

export function unitCounts(images: readonly Image[], classes: number, task: Task): number[] {
  const counts = Array<number>(classes).fill(0);
  for (const image of images)
    for (const index of task === "detection" ? image.boxes.map((box) => box.class) : classesIn(image))
      counts[index]++;
  return counts;
}

function summarise(names: readonly string[], counts: readonly number[], task: Task): Summary {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const cutoff = Math.ceil((0.75 * total) / names.length);
  const verdict = (count: number): Verdict =>
    count >= cutoff ? "well" : count >= cutoff / 2 ? "mild" : "serious";
  const classes: ClassSummary[] = counts.map((count, i) => {
    const labels = Math.max(0, cutoff - count);
    return {
      name: names[i],
      count,
      share: count / total,
      verdict: verdict(count),
      add: { labels, images: labels },
    };
  });
  const serious = classes.filter((one) => one.verdict === "serious").map(({ name }) => name);
  return {
    cutoff,
    headline: "A",
    headline_text: `Seriously under-represented: ${serious.slice(0, 3).join(", ")}. Start there.`,
    unit: UNITS[task],
    cutoff_ratio: 0.75,
    serious_ratio: 0.5,
    even_tolerance: 0.1,
    plan: { target: cutoff, labels: 0 },
    classes: classes.toSorted((a, b) => b.count - a.count),
  };
}

const COMMON = { section: "statistics", per_class: false, rows: "Class" } as const;

function charts(task: Task): ChartEntry[] {
  const classes = { ...COMMON, axis: "class", bins: null } as const;
  const boxes = { ...COMMON, grain: "boxes", spec: {}, others: {} } as const;
  const summary: ChartEntry = {
    ...classes,
    id: "insight_summary",
    section: "summary",
    title: "Insight Summary",
    note: "",
    help: "",
    grain: UNITS[task] as "images",
    spec: {},
    others: {},
  };
  const all: ChartEntry[] = [
    summary,
    {
      ...COMMON,
      id: "curve",
      section: "curves",
      title: "",
      note: "",
      help: "",
      grain: "images",
      axis: "step",
      bins: null,
      spec: {},
      others: {},
    },
    {
      ...classes,
      id: "label_distribution",
      title: "Label distribution",
      note: "Images with the class. Should be balanced.",
      help: "",
      grain: "images",
      spec: {},
      others: {},
    },
  ];
  if (task === "detection")
    all.push(
      {
        ...classes,
        ...boxes,
        id: "box_labels",
        title: "Bounding box labels",
        note: "Boxes of the class. Should be balanced.",
        help: "",
        axis: "class",
        bins: null,
      },
      {
        ...boxes,
        id: "box_area",
        title: "Bounding box area",
        note: "In % of the image. Need not be balanced.",
        help: "",
        axis: "box_area",
        bins: AREAS,
      },
      {
        ...boxes,
        id: "box_ratio",
        title: "Bounding box ratio",
        note: "Width / height. Need not be balanced.",
        help: "",
        axis: "box_ratio",
        bins: RATIOS,
      },
      {
        ...boxes,
        id: "boxes_per_image",
        title: "Bounding boxes per image",
        note: "Need not be balanced.",
        help: "",
        grain: "images",
        axis: "boxes_per_image",
        bins: PER_IMAGE,
      },
    );
  if (task === "segmentation")
    all.push({
      ...boxes,
      id: "mask_area",
      title: "Mask area",
      note: "In % of the image. Need not be balanced.",
      help: "",
      grain: "images",
      axis: "mask_area",
      bins: MASK_AREAS,
      per_class: true,
    });
  return all;
}

function curve(metric: string, falls: boolean): Curve {
  const points = (gap: number) =>
    Array.from({ length: 24 }, (_, i): [number, number | null] => {
      const value = falls ? 1.8 * Math.exp(-i / 7) + gap : 0.8 - 0.7 * Math.exp(-i / 6) - gap;
      return [i + 1, i === 17 && gap > 0 ? null : value];
    });
  const best = { split: "val", step: 24, value: points(0.08)[23][1] ?? 0 };
  const said = { verdict: null, evidence: {}, text: "", advice: "", sentence: null };
  const shown = { train: points(0), val: points(0.08), points: { train: 24, val: 24 } };
  return { metric, x: "epoch", ...shown, best, lower_is_better: falls, baseline: null, ...said };
}

export function makePayload(task: Task, names: string[], sizes: Record<string, number>): Payload {
  const splits = Object.fromEntries(
    Object.entries(sizes).map(([split, size], i) => [split, makeImages(size, names.length, task, 7 + i)]),
  );
  const counts = (images: Image[]) => unitCounts(images, names.length, task);
  const facts = Object.entries(splits).map(([split, images]) => {
    const labels = counts(images).reduce((sum, count) => sum + count, 0);
    return [split, { images: images.length, labels }];
  });
  return {
    report: {
      title: "pets",
      task,
      classes: names,
      splits: Object.fromEntries(facts),
      summary: summarise(names, counts(Object.values(splits).flat()), task),
      summaries: Object.fromEntries(
        Object.entries(splits).map(([split, images]) => [split, summarise(names, counts(images), task)]),
      ),
      curves: [curve("loss", true), curve("mAP", false)],
      curve_runs: [],
      curves_headline: null,
      problems: [
        {
          code: "crowd",
          split: "train",
          count: 12,
          examples: [],
          level: "info",
          text: "Regions that stand for a group; not counted as boxes.",
        },
        {
          code: "box-outside-image",
          split: "val",
          count: 3,
          examples: ["val.json: annotation 17"],
          level: "problem",
          text: "Boxes that reach over the edge of their image; counted, their area cut to the image.",
        },
      ],
      comparisons: {},
      findings: [],
      findings_text: "",
      tables: {},
    },
    counts: makeCounts(splits, names.length, task),
    charts: charts(task),
    panels: ["facts", "summary", "curves", "statistics", "tables", "problems"],
  };
}
