/** Builds the front end into the Python package: the bundle, the stub, the notices, the versions, the extension. */

import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = join(HERE, "..", "insight_widgets", "static");
const MOST_BYTES = 1_000_000;

const minifiedCss = {
  name: "minified-css",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const bundle = (entry, outfile) =>
  build({
    entryPoints: [join(HERE, "src", entry)],
    outfile: join(STATIC, outfile),
    absWorkingDir: HERE,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    charset: "utf8",
    metafile: true,
    plugins: [minifiedCss],
  });

/** JupyterLab has its own packages already, and the bundle becomes a piece that is fetched when it is needed. */
async function buildExtension() {
  const core = join(HERE, "node_modules", "@jupyterlab", "core-meta", "core.package.json");
  const builder = join(HERE, "node_modules", "@jupyter", "builder", "lib", "build-labextension.js");
  await build({
    entryPoints: [join(HERE, "src", "labextension.ts")],
    outfile: join(HERE, "lib", "labextension.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    external: ["@jupyterlab/*", "@lumino/*", "insight-widgets-report"],
  });
  execFileSync(process.execPath, [builder, "--core-package-file", core, HERE], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The folders of the packages that files of a bundle come from. */
function packagesOf(metafile) {
  const inputs = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules/"));
  return [...new Set(inputs.map((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)[0]))].sort();
}

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(HERE, folder, "package.json"), "utf8"));
  const files = (await readdir(join(HERE, folder))).filter((file) =>
    /^(licen[cs]e|notice|copying)/i.test(file),
  );
  if (files.length === 0) throw new Error(`${name}: no licence text found in ${folder}`);
  const texts = await Promise.all(files.map((file) => readFile(join(HERE, folder, file), "utf8")));
  return { title: `${name} ${version} (${license})`, text: texts.map((text) => text.trim()).join("\n\n") };
}

/** Packages under the same text stand together above it. */
async function notices(folders) {
  const byText = new Map();
  for (const { title, text } of await Promise.all(folders.map(noticeOf)))
    byText.set(text, [...(byText.get(text) ?? []), title]);
  const parts = [...byText].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`);
  return `The front end contains the following software.\n\n${parts.join(`\n${"-".repeat(78)}\n\n`)}`;
}

async function versionOf(name) {
  return JSON.parse(await readFile(join(HERE, "node_modules", name, "package.json"), "utf8")).version;
}

await mkdir(STATIC, { recursive: true });
const [{ metafile }] = await Promise.all([bundle("index.ts", "report.js"), bundle("stub.ts", "stub.js")]);
await writeFile(join(STATIC, "THIRD-PARTY-NOTICES.txt"), await notices(packagesOf(metafile)));
const versions = { vega: await versionOf("vega"), "vega-lite": await versionOf("vega-lite") };
await writeFile(join(STATIC, "versions.json"), `${JSON.stringify(versions)}\n`);

await buildExtension();

const [output] = Object.values(metafile.outputs);
console.log(
  `report.js: ${output.bytes.toLocaleString("en-US")} bytes of ${MOST_BYTES.toLocaleString("en-US")}`,
);
if (output.bytes > MOST_BYTES) throw new Error("report.js is over its budget");
