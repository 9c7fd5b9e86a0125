// The measurement: see README.md.
import { spawn } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { judge } from "./budgets.mjs";
import { corpusNames, fromCorpus, generated, restore, withChange, withDrop } from "./history.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const levee = path.resolve(here, process.env.LEVEE ?? "../.build/current/levee");
const option = name => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const short = process.argv.includes("--short");
const runs = Number(option("--runs") ?? (short ? 3 : 7));
const only = option("--only");
const exitCode = { done: 0, destructive: 2 };
// Prisma's engine and the client for the floor come from npm: without them Levee is measured alone.
const oracle = existsSync(path.join(here, "../tools/oracle/node_modules/engine7")) ? await import("../tools/oracle/postgres.mjs") : undefined;

const rows = [];
for (const name of corpusNames) {
    if (only && only !== name) continue;
    await measureHistory(name, fromCorpus(name, levee), { withRunbook: oracle !== undefined });
    if (!short) await measureCatchUp(name);
}
const scales = short ? [[200, 500]] : [[1000, 2500], [2000, 5000]];
for (const [models, migrations] of scales)
    if (!only || only === "generated") await measureHistory(`${models} models, ${migrations} migrations`, generated(models, migrations), { withRunbook: false });
const budgets = judge(rows);
print();
if (process.argv.includes("--budgets") && budgets.some(budget => budget.holds === false)) process.exitCode = 1;

/** Every state once a round: a machine that becomes slower or faster meanwhile does so for all of them. */
async function measureHistory(name, repository, { withRunbook }) {
    const row = { name, migrations: repository.migrations };
    const states = statesOf(repository);
    const measured = withRunbook ? { runbook: { command: pipelineOf(repository) }, floor: { command: () => floorOf(repository.root) }, ...states } : states;
    const times = Object.fromEntries(Object.keys(measured).map(key => [key, []]));
    for (const state of Object.values(states)) await inState(state, () => finished(state.command(), state.expected));
    for (let round = withRunbook ? runs : Math.min(runs, 3); round > 0; round--)
        for (const [key, state] of Object.entries(measured)) times[key].push(await inState(state, () => timed(state)));
    for (const [key, values] of Object.entries(times)) row[key] = median(values);
    row.memory = {};
    for (const [key, state] of Object.entries(states)) row.memory[key] = await inState(state, () => peakOf(state.command));
    row.peak = Math.max(...Object.values(row.memory));
    rows.push(row);
    rmSync(repository.base, { recursive: true, force: true });
}

/** What Levee meets, and how the repository is brought there and back. */
function statesOf(repository) {
    const { base, root } = repository;
    const cold = path.join(base, "cache-cold");
    let original;
    const back = () => {
        removeWritten(root);
        restore(root, original);
    };
    return {
        cold: { command: leveeIn(repository, cold), before: () => rmSync(cold, { recursive: true, force: true }) },
        warm: { command: leveeIn(repository) },
        change: { command: leveeIn(repository), before: () => (original = withChange(root)), after: back },
        destructive: { command: leveeIn(repository), before: () => (original = withDrop(root)), after: back, expected: exitCode.destructive },
    };
}

async function inState({ before, after }, work) {
    before?.();
    try {
        return await work();
    } finally {
        after?.();
    }
}

/** Milliseconds; a command that times itself gives them. */
async function timed({ command, expected }) {
    const begin = performance.now();
    const started = command();
    if (started instanceof Promise) return await started;
    await finished(started, expected);
    return performance.now() - begin;
}

/** A history that does not lead to its schema: one migration with everything that is missing. */
async function measureCatchUp(name) {
    const repository = fromCorpus(name, levee, { isSettled: false });
    const row = { name: `${name}, catching up`, migrations: repository.migrations };
    await finished(leveeIn(repository)());
    const written = readdirSync(path.join(repository.root, "migrations")).find(folder => folder.endsWith("_bench"));
    if (written) {
        const text = readFileSync(path.join(repository.root, "migrations", written, "migration.sql"), "utf8");
        row.statements = text.match(/;$/gm).length;
        row.name += ` (${row.statements} statements)`;
        removeWritten(repository.root);
        if (oracle) row.runbook = await medianOf(runs, pipelineOf(repository));
        row.change = await medianOf(runs, leveeIn(repository), () => removeWritten(repository.root));
        removeWritten(repository.root);
        row.peak = await peakOf(leveeIn(repository));
        rows.push(row);
    }
    rmSync(repository.base, { recursive: true, force: true });
}

function leveeIn({ base, root }, cache = path.join(base, "cache")) {
    return () => start(levee, ["generate", "bench"], { cwd: root, cache });
}

function pipelineOf({ base, root }) {
    const pipeline = [path.join(here, "runbook.mjs"), root, path.join(root, "migrations"), path.join(root, "schema.prisma")];
    return () => start(process.execPath, pipeline, { cwd: root, cache: path.join(base, "cache") });
}

/** Only what this program let Levee write: the folders named bench. */
function removeWritten(root) {
    const folder = path.join(root, "migrations");
    for (const name of readdirSync(folder)) if (name.endsWith("_bench")) rmSync(path.join(folder, name), { recursive: true });
}

/** Start a ready server, replay the history in one session, stop: what no tool can be faster than without a cache. */
async function floorOf(root) {
    const folder = oracle.scratchFolder("levee-floor-");
    oracle.Postgres.initialise(folder);
    const begin = performance.now();
    const server = await oracle.Postgres.start(folder);
    const scripts = readdirSync(path.join(root, "migrations")).sort().map(name => path.join(root, "migrations", name, "migration.sql"));
    await server.queries(scripts.filter(file => existsSync(file)).map(file => readFileSync(file, "utf8")));
    await server.stop();
    return performance.now() - begin;
}

async function medianOf(count, command, before, expected = exitCode.done) {
    const times = [];
    for (let at = 0; at < count; at++) {
        before?.();
        const begin = performance.now();
        await finished(command(), expected);
        times.push(performance.now() - begin);
    }
    return median(times);
}

function start(command, parameters, { cwd, cache }) {
    mkdirSync(cache, { recursive: true });
    const environment = { PATH: process.env.PATH, HOME: cache, XDG_CACHE_HOME: cache, LEVEE_CACHE_DIR: path.join(cache, "levee") };
    return spawn(command, parameters, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
}

function finished(child, expected = exitCode.done) {
    const talk = [];
    child.stdout.on("data", data => talk.push(data));
    child.stderr.on("data", data => talk.push(data));
    return new Promise((resolve, reject) => {
        child.on("close", code => (code === expected ? resolve() : reject(new Error(`exit ${code}:\n${Buffer.concat(talk)}`))));
    });
}

/** The highest resident set of the tool itself in MB; the server that it starts is not counted. */
async function peakOf(command) {
    const child = command();
    const status = `/proc/${child.pid}/status`;
    let peak = 0;
    const timer = setInterval(() => {
        try {
            const seen = /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, "utf8"));
            if (seen) peak = Math.max(peak, Number(seen[1]));
        } catch {
            // It has ended.
        }
    }, 1);
    await new Promise(resolve => child.on("close", resolve));
    clearInterval(timer);
    return peak / 1024;
}

function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[sorted.length >> 1];
}

function print() {
    const ms = value => (value === undefined ? "" : `${Math.round(value)} ms`);
    const ratio = (row, value) => (row.runbook && value ? ` (${(row.runbook / value).toFixed(1)}×)` : "");
    const cell = (row, key) => ms(row[key]) + ratio(row, row[key]);
    const binary = path.resolve(here, "../.build/current/levee");
    console.log(`Machine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB. Medians of ${runs} runs (${Math.min(runs, 3)} for the generated histories).\n`);
    console.log("| history | migrations | runbook's pipeline | floor | Levee cold | warm, no change | warm, a change | warm, destructive | peak memory |");
    console.log("|---|---|---|---|---|---|---|---|---|");
    for (const row of rows)
        console.log(`| ${row.name} | ${row.migrations} | ${ms(row.runbook)} | ${ms(row.floor)} | ${["cold", "warm", "change", "destructive"].map(key => cell(row, key)).join(" | ")} | ${row.peak.toFixed(0)} MB |`);
    if (existsSync(binary)) console.log(`\nBinary: ${(statSync(binary).size / 2 ** 20).toFixed(1)} MB.`);
    if (!oracle) console.log("\nWithout the pipeline and the floor: Prisma's engine is not there (npm install in tools/oracle).");
    console.log("\n| budget | wanted | measured | |");
    console.log("|---|---|---|---|");
    for (const { name, wanted, measured, holds } of budgets) console.log(`| ${name} | ${wanted} | ${measured} | ${holds ? "holds" : "missed"} |`);
    const missed = budgets.filter(budget => !budget.holds).length;
    console.log(`\n${budgets.length - missed} of ${budgets.length} budgets hold${missed > 0 ? `, ${missed} missed` : ""}.`);
    if (option("--json")) writeFileSync(option("--json"), `${JSON.stringify({ rows, budgets }, undefined, 2)}\n`);
}
