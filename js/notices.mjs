/** The licences of what is bundled: as a text beside the bundle, and as JupyterLab lists those of extensions. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Packages whose files hold others, which no import shows. */
const HELD = { "d3-delaunay": ["delaunator", "robust-predicates"] };

/** What bundled packages need for their command lines and types alone. */
const ELSEWHERE = new Set(
  "@types/estree commander iconv-lite json-stringify-pretty-compact rw tslib vega-typings yargs".split(" "),
);

const LICENCE_FILE = /^(licen[cs]e|notice|copying)/i;
const LICENCE_COMMENT = /redistributions? of source code|permission is hereby granted/i;

/** The files of bundles by the folders of their packages; a folder without files is held within another. */
export function packagesOf(...metafiles) {
  const found = new Map();
  for (const path of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const folder = path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
    if (folder) found.set(folder, [...(found.get(folder) ?? []), path]);
  }
  for (const name of Object.values(HELD).flat()) found.set(`node_modules/${name}`, []);
  return new Map([...found].sort());
}

/** What each package is, and the texts of its licence, in the form of JupyterLab's licence reports. */
export async function licencesOf(packages, root) {
  const names = new Set([...packages.keys()].map((folder) => folder.replace(/^.*node_modules\//, "")));
  return Promise.all([...packages].map(([folder, files]) => licenceOf(root, folder, files, names)));
}

async function licenceOf(root, folder, files, names) {
  const told = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
  const unknown = Object.keys(told.dependencies ?? {}).find((one) => !names.has(one) && !ELSEWHERE.has(one));
  if (unknown && files.length > 0) throw new Error(`${folder}: is ${unknown} in the bundle? See notices.mjs`);
  const kept = (await readdir(join(root, folder))).filter((file) => LICENCE_FILE.test(file));
  if (kept.length === 0) throw new Error(`${folder}: no licence text found`);
  const own = await Promise.all(kept.map((file) => readFile(join(root, folder, file), "utf8")));
  const within = await Promise.all(files.map((file) => readFile(join(root, file), "utf8")));
  const extractedText = [...own, ...within.flatMap(licenceComments)].map((text) => text.trim()).join("\n\n");
  return { name: told.name, versionInfo: told.version, licenseId: told.license, extractedText };
}

/** Licences of what the authors of a package took over; the bundle has no comments. */
function licenceComments(source) {
  const comments = [...source.matchAll(/\/\*([\s\S]*?)\*\//g)].map(([, text]) => text);
  return comments.filter((text) => LICENCE_COMMENT.test(text));
}

/** One text; packages under the same licence stand together above it. */
export function notices(licences) {
  const byText = new Map();
  for (const { name, versionInfo, licenseId, extractedText } of licences) {
    const title = `${name} ${versionInfo} (${licenseId})`;
    byText.set(extractedText, [...(byText.get(extractedText) ?? []), title]);
  }
  const parts = [...byText].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`);
  return `The front end contains the following software.\n\n${parts.join(`\n${"-".repeat(78)}\n\n`)}`;
}
