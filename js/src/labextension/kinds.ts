/** Which files a report may be made of, by their names alone, and the line of Python that makes it. */

const DATA = /\.(json|jsonl|ya?ml|csv|tsv|txt|xml|parquet)(\.gz)?$/i;
const LOG =
  /^(results|metrics|log)[^/]*\.csv$|^(metrics|log|trainer_state)\.jsonl?$|^events\.out\.tfevents|\.log\.json$/i;

export function mayBeRead(name: string): boolean {
  return DATA.test(name) || LOG.test(name);
}

/** A string of JSON is one of Python too. */
export function lineOfCode(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  const widget = LOG.test(name) ? "TrainingCurves" : "InsightReport";
  return `from insight_widgets import ${widget}\n\n${widget}(${JSON.stringify(path || ".")})`;
}
