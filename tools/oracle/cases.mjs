// Writes what Prisma's engine says into the case folders: cases/diff/<name>/expected.sql from before.prisma (absent: from
// nothing) to after.prisma. A folder with before.sql, or with an expected.database.sql, is asked through a database too.
// Where Levee deviates on purpose the folder has prisma.sql (prisma.database.sql), and that file is written instead.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Engine, styleOf } from "./engine.mjs";
import { Postgres } from "./postgres.mjs";

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../cases/diff");
const engines = { 6: await Engine.load(6), 7: await Engine.load(7) };
let server;
let written = 0;
let changed = 0;

for (const name of readdirSync(folder).sort()) await regenerate(path.join(folder, name));
await server?.stop();
console.log(`${written} answers, ${changed} of them new or changed`);

async function regenerate(at) {
    const after = filesOf(at, "after");
    if (!after) return;
    const before = filesOf(at, "before");
    const engine = engines[styleOf(after)];
    const script = path.join(at, "before.sql");
    if (!existsSync(script)) write(at, "sql", await engine.diff(before ? { files: before } : { empty: true }, { files: after }));
    if (!existsSync(script) && !existsSync(path.join(at, "expected.database.sql"))) return;
    server ??= await Postgres.start();
    const creation = existsSync(script) ? readFileSync(script, "utf8") : before ? sqlOf(at, await engine.diff({ empty: true }, { files: before })) : "";
    const database = await server.createDatabase("before", creation);
    write(at, "database.sql", await engine.diff({ database }, { files: after }));
    await server.dropDatabase("before");
}

function filesOf(at, side) {
    const first = path.join(at, `${side}.prisma`);
    if (!existsSync(first)) return undefined;
    const others = readdirSync(at).filter(name => name.startsWith(`${side}.`) && name.endsWith(".prisma") && name !== `${side}.prisma`);
    return [`${side}.prisma`, ...others.sort()].map(name => ({ path: name, content: readFileSync(path.join(at, name), "utf8") }));
}

function write(at, suffix, answer) {
    const file = path.join(at, existsSync(path.join(at, `prisma.${suffix}`)) ? `prisma.${suffix}` : `expected.${suffix}`);
    const sql = sqlOf(at, answer);
    written++;
    if (existsSync(file) && readFileSync(file, "utf8") === sql) return;
    writeFileSync(file, sql);
    changed++;
}

function sqlOf(at, answer) {
    if (answer.sql === undefined) throw new Error(`${at}: ${answer.error?.message ?? answer.panic}`);
    return answer.sql;
}
