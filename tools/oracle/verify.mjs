// Does this oracle say what the reference said? Runs over the corpus beside the checkout: its schema pairs, and its parity
// cases through both paths. "--no-pairs" leaves the schema pairs out.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Engine } from "./engine.mjs";
import { Postgres } from "./postgres.mjs";

const corpus = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../shared/corpus");
const read = file => readFileSync(file, "utf8");
const six = await Engine.load(6);
const seven = await Engine.load(7);
const server = await Postgres.start();

if (!process.argv.includes("--no-pairs")) for (const project of readdirSync(path.join(corpus, "schemas"))) verifyTally(`schemas/${project}`, await verifyPairs(project));
verifyTally("parity, schema path", await verifyCases(schemaPath));
verifyTally("parity, database path", await verifyCases(databasePath));
await server.stop();

function verifyTally(name, { same, different }) {
    console.log(`${name}: ${same} of ${same + different.length} as in the corpus`);
    for (const one of different) console.log(`  differs: ${one}`);
    if (different.length > 0) process.exitCode = 1;
}

async function verifyPairs(project) {
    const folder = path.join(corpus, "schemas", project);
    const source = name =>
        name === "empty" ? { empty: true } : { files: [{ path: "schema.prisma", content: read(path.join(folder, "revisions", `${name}.prisma`)) }] };
    const result = { same: 0, different: [] };
    for (const line of read(path.join(folder, "pairs.tsv")).trim().split("\n").slice(1)) {
        const [from, to, engine] = line.split("\t");
        if (engine !== "engine6") continue;
        const answer = await six.diff(source(from), source(to));
        tell(result, `${from}-${to}`, answer.sql === read(path.join(folder, "expected", `${from}-${to}.sql`)));
    }
    return result;
}

async function verifyCases(answerFor) {
    const result = { same: 0, different: [] };
    for (const name of readdirSync(path.join(corpus, "parity"))) {
        const folder = path.join(corpus, "parity", name);
        if (!existsSync(path.join(folder, "to.prisma"))) continue;
        for (const [engine, suffix] of [[six, ""], [seven, ".se7"]]) {
            const verdict = await answerFor(engine, folder, suffix);
            if (verdict !== undefined) tell(result, name + suffix, verdict);
        }
    }
    return result;
}

async function schemaPath(engine, folder, suffix) {
    const sql = path.join(folder, `expected${suffix}.sql`);
    const refusal = path.join(folder, `expected${suffix}.error.txt`);
    if (!existsSync(sql) && !existsSync(refusal)) return undefined;
    if (existsSync(path.join(folder, "from.sql"))) return undefined;
    const answer = await engine.diff(schemaAt(folder, "from"), schemaAt(folder, "to"));
    if (existsSync(sql)) return answer.sql === read(sql);
    return answer.error !== undefined && read(refusal).includes(answer.error.message.trim().split("\n")[0]);
}

async function databasePath(engine, folder, suffix) {
    const file = path.join(folder, `expected${suffix}.create.sql`);
    if (!existsSync(file)) return undefined;
    const before = existsSync(path.join(folder, "from.sql"))
        ? read(path.join(folder, "from.sql"))
        : ((await engine.diff({ empty: true }, schemaAt(folder, "from"))).sql ?? "");
    const database = await server.createDatabase("before", before);
    const answer = await engine.diff({ database }, schemaAt(folder, "to"));
    await server.dropDatabase("before");
    const expected = read(file).replace(/^\/\*[\s\S]*?\*\/\n/, "");
    return answer.sql?.trimEnd() === expected.trimEnd();
}

function schemaAt(folder, side) {
    const first = path.join(folder, `${side}.prisma`);
    if (!existsSync(first)) return { empty: true };
    const others = readdirSync(folder).filter(name => name.startsWith(`${side}.`) && name.endsWith(".prisma") && name !== `${side}.prisma`);
    return { files: [first, ...others.map(name => path.join(folder, name))].map(file => ({ path: path.basename(file), content: read(file) })) };
}

function tell(result, name, same) {
    if (same) result.same++;
    else result.different.push(name);
}
