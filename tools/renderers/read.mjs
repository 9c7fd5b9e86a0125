// Usage: node read.mjs sarif|schema|markdown <file> [data.json] reads a report back and prints what it found as JSON
//        node read.mjs page <file.md> <out.html>                        writes a page to look at in a browser
// Exits 1 with the reasons on stderr where the consumer would refuse the file.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [what, file, other] = process.argv.slice(2);
const text = readFileSync(file, "utf8");

const validate = async (schema, data) => {
  const { default: Ajv } = await import(schema.$schema?.includes("2020-12") ? "ajv/dist/2020.js" : "ajv");
  const { default: addFormats } = await import("ajv-formats");
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  // The schema of SARIF is written in draft 4; it uses nothing that later drafts read differently but the name of its id.
  if (schema.$schema?.includes("draft-04")) delete schema.$schema, delete schema.id;
  const check = ajv.compile(schema);
  if (!check(data)) fail(check.errors.map(error => `${error.instancePath} ${error.message}`));
};

const fail = reasons => {
  console.error(reasons.join("\n"));
  process.exit(1);
};

const mermaidBlocks = tokens =>
  tokens.flatMap(token =>
    token.type === "code" && token.lang === "mermaid" ? [token.text] : token.tokens ? mermaidBlocks(token.tokens) : []
  );

if (what === "sarif") {
  const log = JSON.parse(text);
  await validate(require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), log);
  console.log(JSON.stringify({ results: log.runs[0].results.length }));
} else if (what === "schema") {
  await validate(JSON.parse(text), JSON.parse(readFileSync(other, "utf8")));
  console.log("{}");
} else if (what === "markdown") {
  const { marked } = await import("marked");
  const { JSDOM } = await import("jsdom");
  const html = marked.parse(text, { gfm: true });
  const page = new JSDOM(`<body>${html}</body>`).window.document;
  // Mermaid asks for a browser's globals when it is loaded.
  globalThis.window = new JSDOM("").window;
  globalThis.document = window.document;
  const { default: mermaid } = await import("mermaid");
  const diagrams = mermaidBlocks(marked.lexer(text));
  for (const diagram of diagrams) await mermaid.parse(diagram).catch(error => fail([diagram, String(error)]));
  console.log(
    JSON.stringify({
      tables: [...page.querySelectorAll("table")].map(table =>
        [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))
      ),
      code: [...page.querySelectorAll("pre code:not(.language-mermaid)")].map(code => code.textContent),
      folds: [...page.querySelectorAll("details > summary")].map(summary => summary.textContent),
      diagrams: diagrams.length,
      // Whatever else the page's markup came from would be text of others that became markup.
      elements: [...new Set([...page.body.querySelectorAll("*")].map(element => element.tagName.toLowerCase()))].sort(),
    })
  );
} else if (what === "page") {
  const { marked } = await import("marked");
  const html = marked
    .parse(text, { gfm: true })
    .replaceAll(/<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g, '<pre class="mermaid">$1</pre>')
    .replaceAll("<details>", "<details open>");
  const library = require.resolve("mermaid").replace(/mermaid\.core\.mjs$/, "mermaid.min.js");
  writeFileSync(
    other,
    `<!doctype html><meta charset="utf-8"><style>
body { font: 15px/1.5 sans-serif; max-width: 900px; margin: 2em auto }
table { border-collapse: collapse } td, th { border: 1px solid #ccc; padding: 4px 10px }
code, pre { background: #f4f4f4; font-size: 85% } pre { padding: 10px; overflow: auto }
blockquote { border-left: 4px solid #cf222e; margin: 0; padding-left: 1em }
</style><body>${html}<script src="file://${library}"></script><script>mermaid.initialize({ startOnLoad: true })</script>`
  );
} else {
  fail([`unknown: ${what}`]);
}
