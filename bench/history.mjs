// The histories that are measured: two of real projects (the corpus beside the checkout) and generated ones of any size.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const corpus = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../shared/corpus/histories");

export const corpusNames = existsSync(corpus) ? ["litellm", "trigger.dev"].filter(name => existsSync(path.join(corpus, name))) : [];

/** A git repository with a remote, holding schema.prisma and migrations/ of a project of the corpus. */
export function fromCorpus(name, levee, { isSettled = true } = {}) {
    return repositoryWith(root => {
        cpSync(path.join(corpus, name, "schema.prisma"), path.join(root, "schema.prisma"));
        cpSync(path.join(corpus, name, "migrations"), path.join(root, "migrations"), { recursive: true });
        if (isSettled) settle(root, levee);
    });
}

/** `models` tables of ten columns, made by `migrations` migrations: the first make tables, the others add the last columns. */
export function generated(models, migrations) {
    const additions = migrations - models;
    const added = index => Array.from({ length: additions }, (_, at) => at).filter(at => at % models === index);
    return repositoryWith(root => {
        let schema = 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n';
        for (let index = 0; index < models; index++) {
            const late = added(index);
            const early = 9 - late.length;
            const fields = Array.from({ length: early }, (_, at) => `  field${at} ${at % 2 ? "Int?" : "String"}\n`).join("");
            schema += `\nmodel Model${index} {\n  id Int @id\n${fields}${late.map(at => `  late${at} String?\n`).join("")}}\n`;
            const columns = Array.from({ length: early }, (_, at) => `    "field${at}" ${at % 2 ? "INTEGER" : "TEXT NOT NULL"},\n`).join("");
            write(root, index, `-- CreateTable\nCREATE TABLE "Model${index}" (\n    "id" INTEGER NOT NULL,\n${columns}\n    CONSTRAINT "Model${index}_pkey" PRIMARY KEY ("id")\n);\n`);
        }
        for (let at = 0; at < additions; at++)
            write(root, models + at, `-- AlterTable\nALTER TABLE "Model${at % models}" ADD COLUMN     "late${at}" TEXT;\n`);
        writeFileSync(path.join(root, "schema.prisma"), schema);
    });
}

/** Some histories do not lead to their schema. One migration more, or every run would have that to do first. */
function settle(root, levee) {
    const sources = ["--from", "migrations:migrations", "--to", "schema:schema.prisma"];
    const drift = execFileSync(levee, ["diff", ...sources, "--workspace", root], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    if (drift.startsWith("-- This is an empty migration.")) return;
    const newest = readdirSync(path.join(root, "migrations")).filter(name => /^\d/.test(name)).sort().at(-1);
    const folder = path.join(root, "migrations", `${BigInt(newest.slice(0, 14)) + 1n}_settle`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, "migration.sql"), drift);
}

/** Adds an optional column to the first model: a change that destroys nothing. */
export function withChange(root) {
    return editSchema(root, text => text.replace(/^(model \w+ \{[^\n]*\n)/m, "$1  benchColumn String?\n"));
}

/** Takes the first optional column without attributes out of the schema: a change that destroys data. */
export function withDrop(root) {
    return editSchema(root, text => text.replace(/^ +\w+ +(String|Int)\? *\n/m, ""));
}

/** Undoes an edit. */
export function restore(root, text) {
    writeFileSync(path.join(root, "schema.prisma"), text);
}

function editSchema(root, edit) {
    const file = path.join(root, "schema.prisma");
    const text = readFileSync(file, "utf8");
    const edited = edit(text);
    if (edited === text) throw new Error("the schema has nothing to edit");
    writeFileSync(file, edited);
    return text;
}

function write(root, number, sql) {
    const folder = path.join(root, "migrations", `${20200101000000 + number}_step`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "migration.sql"), sql);
}

function repositoryWith(fill) {
    const base = mkdtempSync(path.join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "levee-bench-"));
    const root = path.join(base, "work");
    const git = (...parameters) => execFileSync("git", parameters, { cwd: root, stdio: "pipe" });
    mkdirSync(root);
    fill(root);
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "bench");
    git("config", "user.email", "bench@example.invalid");
    git("add", "--all");
    git("commit", "--quiet", "--message", "A history to measure");
    execFileSync("git", ["clone", "--quiet", "--bare", root, path.join(base, "remote.git")], { stdio: "pipe" });
    git("remote", "add", "origin", path.join(base, "remote.git"));
    git("fetch", "--quiet", "origin");
    git("remote", "set-head", "origin", "main");
    git("checkout", "--quiet", "-b", "feature");
    return { base, root, migrations: readdirSync(path.join(root, "migrations")).filter(name => /^\d/.test(name)).length };
}
