/** Words that readers read stand in src/texts, so that they can be translated. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { parseAst } from "vitest/node";

const SOURCE = join(import.meta.dirname, "..", "src");

/** A word with a blank beside it, or one with a capital. */
const WORDS = /[A-Za-z]{2,}[,.:;)]? | \(?[A-Za-z]{2,}|^[A-Z][a-z]+$/;
/** Of these values all letters are read. */
const READ = new Set(["text", "title", "content", "placeholder", "aria-label", "alt", "caption"]);

const NO_WORDS = [
  /^(\s*(iw|jp)-[\w-]*)+\s*$/, // classes of styles
  /^(Escape|Enter|Home|End|Tab|(Arrow|Page)(Up|Down|Left|Right))$/, // keys
  /^(InsightReport|TrainingCurves|None|from insight_widgets import |\nreport\.samples\(\))$|^report\.picked = $/, // Python
  /^Notebook$/, // what JupyterLab calls its documents
  /\dpx|sans-serif|dasharray|rgba/, // styles
  /^svg, |^\.(iw|jp)-/, // what is looked for in the page
];

/** They are given what is looked for in the page. */
const SEARCHES = /^(querySelector(All)?|closest|matches|matchMedia)$/;

type Node = { readonly type: string; readonly [key: string]: unknown };

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

/** What only who writes programs reads: imports, errors and warnings, and what is looked for. */
function isPassed(node: Node): boolean {
  const { type } = node;
  if (/^(Import|Export(All|Named))/.test(type)) return type !== "ExportNamedDeclaration";
  const { object, property, name } = (node.callee ?? {}) as Record<string, Node | undefined>;
  if (type === "CallExpression")
    return object?.name === "console" || SEARCHES.test(String(property?.name ?? name));
  return type === "NewExpression" && /Error$/.test(String((node.callee as Node).name));
}

function nameOf({ key }: Node): string {
  const { name, value } = key as Node;
  return String(name ?? value);
}

/** The pieces of text in a program, each with whether it is shown as it is. */
function pieces(node: Node, isRead = false): (readonly [text: string, isRead: boolean])[] {
  if (isPassed(node)) return [];
  if (node.type === "Literal") return typeof node.value === "string" ? [[node.value, isRead]] : [];
  if (node.type === "TemplateElement") return [[(node.value as { cooked: string }).cooked, isRead]];
  if (node.type === "Property") {
    const name = nameOf(node);
    return name === "class" ? [] : pieces(node.value as Node, READ.has(name));
  }
  const inner = Object.values(node).flat().filter(isNode);
  const stays = isRead && /^(TemplateLiteral|ConditionalExpression|LogicalExpression)$/.test(node.type);
  return inner.flatMap((one) => pieces(one, stays));
}

async function wordsIn(source: string): Promise<string[]> {
  const { code } = await transform(source, { loader: "ts", target: "es2022" });
  return pieces(parseAst(code) as unknown as Node)
    .filter(([text, isRead]) => WORDS.test(text) || (isRead && /\p{L}/u.test(text)))
    .map(([text]) => text)
    .filter((text) => !NO_WORDS.some((known) => known.test(text)));
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".ts") && !path.endsWith(".d.ts") && !path.startsWith("texts"),
);

describe("words of the page", () => {
  it.each(files)("%s holds none", async (path) => {
    expect(await wordsIn(readFileSync(join(SOURCE, path), "utf8")), "move these to src/texts").toEqual([]);
  });

  it("are seen, and names of classes, keys, errors are none", async () => {
    const source = `
      import { h } from "a module of words";
      h("p", { class: "iw-a some words", text: "all" });
      const said = \`best \${step}\`;
      const head = ["Verdict", "no words"];
      if (key === "Escape") throw new TypeError("a number is wanted");
      console.warn("no kernel here");
    `;
    expect(await wordsIn(source)).toEqual(["all", "best ", "Verdict", "no words"]);
  });
});
