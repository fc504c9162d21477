/** Builds the front end into the Python package: the bundle, the stub, the notices, the versions, the extension. */

import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { licencesOf, notices, packagesOf } from "./notices.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = join(HERE, "..", "insight_widgets", "static");
const LICENCES = join(HERE, "..", "insight_widgets", "labextension", "static", "third-party-licenses.json");
const BUILDER = "node_modules/@rspack/core";
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
  const { metafile } = await build({
    entryPoints: [join(HERE, "src", "labextension.ts")],
    outfile: join(HERE, "lib", "labextension.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    absWorkingDir: HERE,
    metafile: true,
    external: ["@jupyterlab/*", "@lumino/*", "insight-widgets-report"],
  });
  execFileSync(process.execPath, [builder, "--core-package-file", core, HERE], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  return metafile;
}

async function versionOf(name) {
  return JSON.parse(await readFile(join(HERE, "node_modules", name, "package.json"), "utf8")).version;
}

await mkdir(STATIC, { recursive: true });
const [{ metafile }] = await Promise.all([bundle("index.ts", "report.js"), bundle("stub.ts", "stub.js")]);
const versions = { vega: await versionOf("vega"), "vega-lite": await versionOf("vega-lite") };
await writeFile(join(STATIC, "versions.json"), `${JSON.stringify(versions)}\n`);

const bundled = await licencesOf(packagesOf(metafile), HERE);
await writeFile(join(STATIC, "THIRD-PARTY-NOTICES.txt"), notices(bundled));

// the builder takes the bundle for our own and finds no licences in it; its runtime is in the extension, too
const extension = packagesOf(metafile, await buildExtension()).set(BUILDER, []);
const packages = await licencesOf(extension, HERE);
await writeFile(LICENCES, `${JSON.stringify({ packages }, null, 1)}\n`);

const [output] = Object.values(metafile.outputs);
console.log(
  `report.js: ${output.bytes.toLocaleString("en-US")} bytes of ${MOST_BYTES.toLocaleString("en-US")}`,
);
if (output.bytes > MOST_BYTES) throw new Error("report.js is over its budget");
