// One question a line on standard input, one answer a line on standard output, both JSON; ends at the end of the input.
//   {"id": 1, "engine": 6, "ask": "diff", "from": S, "to": S}   → {"id": 1, "sql": "…"}
//   {"id": 2, "engine": 7, "ask": "validate", "files": [F, …]}  → {"id": 2}
// S is {"files": [F, …]}, {"database": {"host": …, "port": …, "user": …, "database": …}} or {"empty": true};
// F is {"path": "schema.prisma", "content": "…"}. A refusal is {"error": {"code", "message"}}, a crash {"panic": "…"}.
import { createInterface } from "node:readline";
import { Engine } from "./engine.mjs";

const engines = new Map();

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === "") continue;
    const question = JSON.parse(line);
    const answer = await answerTo(question);
    process.stdout.write(`${JSON.stringify({ id: question.id, ...answer })}\n`);
}

async function answerTo({ engine: major, ask, ...question }) {
    try {
        if (!engines.has(major)) engines.set(major, await Engine.load(major));
        const engine = engines.get(major);
        switch (ask) {
            case "diff":
                return await engine.diff(question.from, question.to);
            case "validate":
                return await engine.validate(question.files);
            default:
                return { error: { code: "", message: `no such question: ${ask}` } };
        }
    } catch (error) {
        return { error: { code: error.code ?? "", message: String(error.stack ?? error) } };
    }
}
