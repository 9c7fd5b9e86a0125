// The measurement: see README.md.
import { spawn } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Postgres, scratchFolder } from "../tools/oracle/postgres.mjs";
import { corpusNames, fromCorpus, generated, restore, withChange, withDrop } from "./history.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const levee = path.resolve(here, process.env.LEVEE ?? "../.build/current/levee");
const option = name => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const short = process.argv.includes("--short");
const runs = Number(option("--runs") ?? (short ? 3 : 7));
const only = option("--only");
const exitCode = { done: 0, destructive: 2 };

const rows = [];
const sizes = [];
for (const name of corpusNames) if (!only || only === name) await measureHistory(name, fromCorpus(name, levee), { withRunbook: true });
const scales = short ? [[200, 500]] : [[1000, 2500], [2000, 5000]];
for (const [models, migrations] of scales)
    if (!only || only === "generated") await measureHistory(`${models} models, ${migrations} migrations`, generated(models, migrations), { withRunbook: false });
print();

async function measureHistory(name, repository, { withRunbook }) {
    const cache = path.join(repository.base, "cache");
    const row = { name, migrations: repository.migrations };
    const times = (command, before, expected) => medianOf(withRunbook ? runs : Math.min(runs, 3), command, before, expected);
    const run = (...options) => () => start(levee, ["generate", "bench", ...options], { cwd: repository.root, cache });
    if (withRunbook) {
        const pipeline = [path.join(here, "runbook.mjs"), repository.root, path.join(repository.root, "migrations"), path.join(repository.root, "schema.prisma")];
        row.runbook = await times(() => start(process.execPath, pipeline, { cwd: repository.root, cache }));
        row.floor = await floorOf(repository.root);
    }
    row.cold = await times(run(), () => rmSync(cache, { recursive: true, force: true }));
    await finished(run()());
    row.warm = await times(run());
    let original = withChange(repository.root);
    row.change = await times(run(), () => removeWritten(repository.root));
    removeWritten(repository.root);
    restore(repository.root, original);
    original = withDrop(repository.root);
    row.destructive = await times(run(), undefined, exitCode.destructive);
    row.memory = row.peak = await peakOf(run());
    restore(repository.root, original);
    row.memory = Math.max(row.peak, await peakOf(run()));
    rows.push(row);
    rmSync(repository.base, { recursive: true, force: true });
}

/** Only what this program let Levee write: the folders named bench. */
function removeWritten(root) {
    const folder = path.join(root, "migrations");
    for (const name of readdirSync(folder)) if (name.endsWith("_bench")) rmSync(path.join(folder, name), { recursive: true });
}

/** Start a ready server, replay the history in one session, stop: what no tool can be faster than without a cache. */
async function floorOf(root) {
    const times = [];
    for (let at = 0; at < runs; at++) {
        const folder = scratchFolder("levee-floor-");
        Postgres.initialise(folder);
        const begin = performance.now();
        const server = await Postgres.start(folder);
        const scripts = readdirSync(path.join(root, "migrations")).sort().map(name => path.join(root, "migrations", name, "migration.sql"));
        await server.queries(scripts.filter(file => existsSync(file)).map(file => readFileSync(file, "utf8")));
        await server.stop();
        times.push(performance.now() - begin);
    }
    return median(times);
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
    const binary = path.resolve(here, "../.build/current/levee");
    console.log(`Machine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB. Medians of ${runs} runs (3 for the generated histories).\n`);
    console.log("| history | migrations | runbook's pipeline | floor | Levee cold | warm, no change | warm, a change | warm, destructive | peak memory |");
    console.log("|---|---|---|---|---|---|---|---|---|");
    for (const row of rows)
        console.log(`| ${row.name} | ${row.migrations} | ${ms(row.runbook)} | ${ms(row.floor)} | ${["cold", "warm", "change", "destructive"].map(key => ms(row[key]) + ratio(row, row[key])).join(" | ")} | ${row.memory.toFixed(0)} MB |`);
    if (existsSync(binary)) console.log(`\nBinary: ${(statSync(binary).size / 2 ** 20).toFixed(1)} MB.`);
    if (option("--json")) writeFileSync(option("--json"), `${JSON.stringify({ rows, sizes }, undefined, 2)}\n`);
}
