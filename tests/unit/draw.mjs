/** Draw Vega-Lite specs without a page: read jobs from standard input, write what is drawn. */
import { text } from "node:stream/consumers";
import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

const jobs = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await Promise.all(jobs.map(draw))));

async function draw({ spec, data, signals, width }) {
  const warnings = [];
  const say = (...words) => warnings.push(words.join(" "));
  const logger = { warn: say, error: say, info() {}, debug() {}, level() {} };
  const vega = compile(spec, { logger }).spec;
  const view = new View(parse(vega, undefined, { ast: true }), { expr: expressionInterpreter, logger });
  for (const [name, value] of Object.entries(signals)) view.signal(name, value);
  for (const [name, rows] of Object.entries(data)) view.data(name, rows);
  await view.width(width).runAsync();
  const drawn = view.scenegraph().root.items[0].items.filter(({ name }) => name?.startsWith(spec.name));
  return { warnings, svg: await view.toSVG(), marks: drawn.map(({ items }) => items.map(itemOf)) };
}

function itemOf({ x, y, width, height, dx, text, fill, opacity, size, align, defined, items }) {
  const inner = items?.flatMap((mark) => mark.items.map(itemOf));
  return { x, y, width, height, dx, text, fill, opacity, size, align, defined, inner };
}
