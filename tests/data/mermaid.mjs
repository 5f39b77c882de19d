// Reads drawings with Mermaid's own parser: `node mermaid.mjs FOLDER < drawings.json > answers.json`.
// FOLDER is where scripts/mermaid unpacked the package. A drawing is a text; its answer has `error`, or what
// was understood: `kind`, `title`, `sections`, `tasks` (text, id, first day, whether a milestone), `nodes` (text by
// id), `edges`, and `links` and `subgraphs`, which nothing that people write may bring about.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Mermaid cleans labels with a browser's help. Here only its grammar is wanted: texts pass as they are.
Object.defineProperties(Function.prototype, {
  addHook: { value: () => {} },
  sanitize: { value: (text) => text },
});

const { default: mermaid } = await import(pathToFileURL(`${process.argv[2]}/package/dist/mermaid.esm.min.mjs`));
mermaid.initialize({ startOnLoad: false, maxEdges: 100000, maxTextSize: 10000000 });

const plain = (text) =>
  String(text ?? "")
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/ﬂ°(\w+)¶ß/g, "&$1;");
const day = (at) => `${at.getFullYear()}-${`${at.getMonth() + 1}`.padStart(2, "0")}-${`${at.getDate()}`.padStart(2, "0")}`;

async function understood(text) {
  const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  if (type === "gantt") {
    return {
      kind: "gantt",
      title: plain(db.getDiagramTitle()),
      sections: db.getSections().map(plain),
      tasks: db.getTasks().map((each) => [plain(each.task).trim(), each.id, day(each.startTime), !!each.milestone]),
      links: Object.keys(db.getLinks?.() ?? {}).length,
    };
  }
  const { nodes, edges } = db.getData();
  return {
    kind: "flowchart",
    nodes: Object.fromEntries(nodes.map((each) => [each.id, plain(each.label)])),
    edges: edges.map((each) => [each.start, each.end, each.thickness ?? each.stroke]),
    links: nodes.filter((each) => each.link || each.linkTarget || each.haveCallback).length,
    subgraphs: db.getSubGraphs?.().length ?? 0,
  };
}

const answers = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    answers.push(await understood(text));
  } catch (error) {
    answers.push({ error: String(error?.message ?? error).slice(0, 500) });
  }
}
process.stdout.write(JSON.stringify(answers));
