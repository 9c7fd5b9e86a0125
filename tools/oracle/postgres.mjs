// A private PostgreSQL that lives as long as the program: in memory where there is room, reached through a socket only.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";

const nobody = 65534;
const isRoot = process.getuid?.() === 0;
const settings = [
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off", "listen_addresses=",
    "max_connections=20", "shared_buffers=16MB", "wal_level=minimal", "max_wal_senders=0",
];

/** The folder of the server's binaries, the version asked for first. */
export function binaries(version = 15) {
    const installed = "/usr/lib/postgresql";
    const versions = existsSync(installed) ? readdirSync(installed) : [];
    versions.sort((a, b) => (a === String(version) ? -1 : b === String(version) ? 1 : b - a));
    const folders = [process.env.PGBIN, ...versions.map(name => path.join(installed, name, "bin")), ...process.env.PATH.split(":")];
    const found = folders.find(folder => folder && existsSync(path.join(folder, "initdb")));
    if (!found) throw new Error("no PostgreSQL server binaries; set PGBIN");
    return found;
}

/** PostgreSQL refuses to run as root: there it runs as nobody. */
export function unprivileged(command, parameters) {
    return isRoot
        ? ["setpriv", [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", command, ...parameters]]
        : [command, parameters];
}

export function scratchFolder(prefix = "levee-oracle-", place = existsSync("/dev/shm") ? "/dev/shm" : tmpdir()) {
    const folder = mkdtempSync(path.join(place, prefix));
    if (isRoot) chownSync(folder, nobody, nobody);
    return folder;
}

export class Postgres {
    #folder;
    #process;

    static initialise(folder, flags = ["--no-sync", "--no-locale", "--encoding=UTF8", "-U", "postgres", "-A", "trust"]) {
        const [command, parameters] = unprivileged(path.join(binaries(), "initdb"), ["-D", path.join(folder, "data"), ...flags]);
        const run = spawnSync(command, parameters, { cwd: folder, encoding: "utf8" });
        if (run.status !== 0) throw new Error(`initdb: ${run.stderr ?? run.error}`);
    }

    static async start(folder = scratchFolder(), chosen = settings) {
        const server = new Postgres();
        server.#folder = folder;
        if (!existsSync(path.join(folder, "data"))) Postgres.initialise(folder);
        const flags = [...chosen, `unix_socket_directories=${folder}`].flatMap(setting => ["-c", setting]);
        const [command, parameters] = unprivileged(path.join(binaries(), "postgres"), ["-D", path.join(folder, "data"), ...flags]);
        server.#process = spawn(command, parameters, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
        const log = [];
        server.#process.stderr.on("data", data => log.push(data));
        for (let tries = 0; tries < 2000; tries++) {
            if (server.#process.exitCode !== null) throw new Error(`postgres: ${Buffer.concat(log)}`);
            if (await server.#answers()) return server;
            await wait(5);
        }
        throw new Error("postgres does not answer");
    }

    config(database = "postgres") {
        return { host: this.#folder, port: 5432, user: "postgres", database };
    }

    async createDatabase(name, script = "") {
        await this.query(`CREATE DATABASE "${name}"`);
        if (script !== "") await this.query(script, name);
        return this.config(name);
    }

    async dropDatabase(name) {
        await this.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    }

    /** Sends the text as one simple query, as psql's -c does. */
    async query(text, database = "postgres") {
        const client = new pg.Client(this.config(database));
        await client.connect();
        try {
            return await client.query(text);
        } finally {
            await client.end();
        }
    }

    /** Sends each text as one simple query, all in one session. */
    async queries(texts, database = "postgres") {
        const client = new pg.Client(this.config(database));
        await client.connect();
        try {
            for (const text of texts) await client.query(text);
        } finally {
            await client.end();
        }
    }

    async stop({ keep = false } = {}) {
        const ended = new Promise(resolve => this.#process.once("exit", resolve));
        this.#process.kill("SIGINT");
        await ended;
        if (!keep) rmSync(this.#folder, { recursive: true, force: true });
    }

    async #answers() {
        try {
            await this.query("SELECT 1");
            return true;
        } catch {
            return false;
        }
    }
}
