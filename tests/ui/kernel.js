/** A kernel made up on the page: it answers for samples as Python does, from images that are drawn here. */

import { show } from "./model.js";

const COLOURS = ["#7a4", "#47a", "#a47"];

/** What the kernel does otherwise than well; tests set it. */
export const ways = {
  /** Images that match, by split. */
  images: { train: 40, val: 5 },
  /** Kinds of requests whose answers wait for as long as their kind stands here. */
  held: [],
  /** So many pictures of each list come; the others wait until it is raised. */
  pictures: Infinity,
  isSilent: false,
  failure: "",
  /** Rows whose picture has a fault, with the state. */
  faults: {},
  /** Names of images by row, in place of those made up. */
  names: {},
  /** Images that those of val are copies of, by row. */
  originals: {},
  /** Requests up to this one are no more wanted by a view. */
  stopped: {},
  /** Of a picked problem: how many of what it counts have no image. */
  unplaced: 0,
};

/** Blob URLs that are held. */
export const held = new Set();

const { createObjectURL, revokeObjectURL } = URL;
URL.createObjectURL = (blob) => {
  const url = createObjectURL(blob);
  held.add(url);
  return url;
};
URL.revokeObjectURL = (url) => {
  held.delete(url);
  revokeObjectURL(url);
};

export async function showWithKernel(payload = "payload.bin") {
  const shown = await show(await import("./report.js"), undefined, payload);
  shown.model.answer = (content) => void answer(shown.model, content);
  return shown;
}

async function answer(model, content) {
  const { view, request } = content;
  if (content.kind === "samples-stop") ways.stopped[view] = Math.max(ways.stopped[view] ?? 0, request);
  if (ways.isSilent) return;
  if (content.kind === "samples") await answerList(model, content);
  if (content.kind === "image") await answerImage(model, content);
}

async function answerList(model, { request, view, picked, split, order, seed, offset, limit, side }) {
  await until(() => !ways.held.includes("samples"));
  if (ways.failure) return model.receive({ kind: "samples-error", request, view, text: ways.failure });
  const images = ways.images[split] ?? 0;
  const places = Array.from({ length: Math.max(0, Math.min(limit, images - offset)) }, (_, i) => offset + i);
  const items = places.map((place) => itemOf(picked, split, place, `${order}${seed}`));
  const unplaced = picked.problem ? ways.unplaced : 0;
  model.receive({ kind: "samples", request, view, split, images, units: 2 * images, unplaced, offset, items });
  for (const [place, item] of items.entries()) {
    await until(() => ways.isSilent || place < ways.pictures);
    if (ways.isSilent || request <= (ways.stopped[view] ?? 0)) return;
    const { head, buffers } = await pictureOf(item, side);
    model.receive({ kind: "thumbnail", request, view, split, row: item.row, ...head }, ...buffers);
  }
}

async function answerImage(model, { request, view, picked, split, row, side }) {
  await until(() => !ways.held.includes("image"));
  const item = itemOf(picked, split, row, "");
  const { head, buffers } = await pictureOf(item, side);
  model.receive({ kind: "image", request, view, item, ...head }, ...buffers);
}

/** Every third image is upright; every image has a small box, a large one that is not picked, and a mask. */
function itemOf({ classes, problem }, split, row, order) {
  const [width, height] = row % 3 === 2 ? [300, 400] : [400, 300];
  const [name] = [problem ?? classes[0] ?? "RBC"];
  const small = { box: [0.1, 0.2, 0.3, 0.25], matches: true, area: 7.5, ratio: 1.6, record: `annotation ${row}` };
  const large = { box: [0.05, 0.02, 0.9, 0.95], matches: false, area: 85.5, ratio: 1.2 };
  const outline = [[0.6, 0.6, 0.9, 0.6, 0.9, 0.9, 0.7, 0.95]];
  const rest = { outline: null, mask: null, record: null, crowd: false };
  const known = classes[0] ?? "RBC";
  return {
    row,
    name: ways.names[row] ?? `${split}-${name}-${order}-${row}.jpg`,
    path: `folder/${ways.names[row] ?? `${split}-${name}-${row}.jpg`}`,
    width,
    height,
    labels: [],
    objects: [
      { class: known, ...rest, ...small },
      { class: "WBC", ...rest, ...large },
      { class: "Platelets", ...rest, box: null, outline, mask: 0, matches: true, area: 9, ratio: null },
    ],
    more: 0,
    ...(split === "val" && ways.originals[row] ? { originals: ways.originals[row] } : {}),
  };
}

async function pictureOf({ row, width, height }, side) {
  const state = ways.faults[row] ?? "ok";
  const scale = side / Math.max(width, height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const head = { state, reason: state === "ok" ? "" : "a reason", type: "image/png", ...size };
  if (state !== "ok") return { head, buffers: [] };
  return { head, buffers: [await drawn(size, COLOURS[row % 3]), await drawn(size, null)] };
}

/** A picture of one colour; without one, a mask that covers its lower half. */
async function drawn({ width, height }, colour) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = colour ?? "#000";
  context.fillRect(0, colour ? 0 : height / 2, width, height);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return new DataView(await blob.arrayBuffer());
}

async function until(isSo) {
  do await new Promise((done) => setTimeout(done, 5));
  while (!isSo());
}
