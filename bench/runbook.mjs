// What the runbook's script did, with Prisma's own engine: fetch, initdb, start, apply the history, diff, stop.
// node runbook.mjs <repository> <migrations> <schema.prisma>
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Engine, styleOf } from "../tools/oracle/engine.mjs";
import { Postgres, scratchFolder } from "../tools/oracle/postgres.mjs";
import pg from "../tools/oracle/node_modules/pg/lib/index.js";

const [repository, migrations, schema] = process.argv.slice(2);
execFileSync("git", ["fetch", "--quiet", "origin", "main"], { cwd: repository });
const behind = execFileSync("git", ["rev-list", "--count", "HEAD..origin/main"], { cwd: repository, encoding: "utf8" });
if (behind.trim() !== "0") throw new Error("stale branch");

// As the script's testing.postgresql does it: in the temporary folder, initdb, fsync off, everything else as it
// comes. Only initdb's own flush to the disk is left out: a busy disk makes seconds of it, and they are not the pipeline's.
const folder = scratchFolder("levee-runbook-", tmpdir());
Postgres.initialise(folder, ["--no-sync", "-U", "postgres", "-A", "trust"]);
const server = await Postgres.start(folder, ["fsync=off", "logging_collector=off", "listen_addresses="]);
const client = new pg.Client(server.config());
await client.connect();
await client.query("CREATE TABLE _prisma_migrations (id text PRIMARY KEY, migration_name text, finished_at timestamptz)");
for (const name of readdirSync(migrations).sort()) {
    const file = path.join(migrations, name, "migration.sql");
    if (!existsSync(file)) continue;
    await client.query("INSERT INTO _prisma_migrations VALUES ($1, $1, NULL)", [name]);
    await client.query(readFileSync(file, "utf8"));
    await client.query("UPDATE _prisma_migrations SET finished_at = now() WHERE id = $1", [name]);
}
await client.end();
const files = [{ path: "schema.prisma", content: readFileSync(schema, "utf8") }];
const engine = await Engine.load(styleOf(files));
const answer = await engine.diff({ database: server.config() }, { files });
await server.stop();
if (answer.sql === undefined) throw new Error(answer.error?.message ?? answer.panic);
process.stdout.write(answer.sql);
