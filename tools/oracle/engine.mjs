// Prisma's schema engine (WebAssembly, from npm) behind three questions: what does it write from one schema to another,
// what does it write from a database to a schema, and does it accept a schema at all.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import pg from "pg";

const require = createRequire(import.meta.url);

const majors = {
    6: { engine: "engine6", adapter: "adapter6" },
    7: { engine: "engine7", adapter: "adapter7" },
    // The newest of the engine there is; its adapter is not released yet, and it takes that of 7.
    8: { engine: "engine8", adapter: "adapter7" },
};

const noFilter = { externalTables: [], externalEnums: [] };

/** One major version of the engine. A panic poisons the WebAssembly memory, so the instance is thrown away after one. */
export class Engine {
    #major;
    #module;
    #library;
    #instance;

    static async load(major) {
        const names = majors[major] ?? fail(`no engine ${major}: 6, 7 and 8 are there`);
        const folder = path.dirname(require.resolve(names.engine));
        const engine = new Engine();
        engine.#major = major;
        engine.#module = await WebAssembly.compile(await readFile(path.join(folder, "schema_engine_bg.wasm")));
        engine.glue = path.join(folder, "schema_engine_bg.js");
        const adapterFile = require.resolve(names.adapter);
        const fromAdapter = createRequire(adapterFile);
        engine.#library = {
            PrismaPg: (await import(names.adapter)).PrismaPg,
            Pool: fromAdapter("pg").Pool,
            bind: fromAdapter("@prisma/driver-adapter-utils").bindMigrationAwareSqlAdapterFactory,
        };
        return engine;
    }

    /** The script between two sources: `{files: [{path, content}]}`, `{database: pgConfig}` (with an
     *  optional `schema`) or `{empty: true}`. */
    async diff(from, to) {
        const pool = this.#pool(from.database ?? to.database);
        try {
            const inner = await this.#open(pool, from.files ?? to.files ?? []);
            const answer = await orCrash(inner.diff({
                from: this.#target(from, to),
                to: this.#target(to, from),
                script: true,
                shadowDatabaseUrl: null,
                exitCode: null,
                filters: noFilter,
            }));
            inner.free();
            return { sql: answer.stdout };
        } catch (error) {
            return this.#refusal(error);
        } finally {
            await pool?.end();
        }
    }

    /** Accepts or refuses a schema, as `migrate diff` from nothing does. */
    async validate(files) {
        const answer = await this.diff({ empty: true }, { files });
        return answer.sql === undefined ? answer : {};
    }

    #target(source, other) {
        if (source.empty) return { tag: "empty" };
        if (source.files) return { tag: "schemaDatamodel", files: this.#dialect(source.files) };
        // The engine reads the wanted PostgreSQL schemas from the datasource of the other side's files.
        const files = this.#dialect(other.files ?? [bareDatasource]);
        return { tag: "schemaDatasource", files, configDir: "/" };
    }

    #dialect(files) {
        return this.#major >= 7 ? files.map(withoutUrls) : files;
    }

    async #open(pool, files) {
        const glue = (this.#instance ??= await this.#instantiate());
        const factory = pool ? this.#adapterOver(pool) : withoutDatabase;
        const datamodels = files.length > 0 ? this.#dialect(files).map(file => [file.path, file.content]) : undefined;
        return await glue.SchemaEngine.new({ datamodels }, () => {}, this.#library.bind(factory));
    }

    #adapterOver(pool) {
        const factory = new this.#library.PrismaPg(pool, { schema: pool.options.schema ?? "public" });
        const connect = factory.connect.bind(factory);
        factory.connect = async () => {
            const adapter = await connect();
            const queryRaw = adapter.queryRaw.bind(adapter);
            adapter.queryRaw = async query => {
                const result = await queryRaw(query);
                for (const at of pool.characters) result.columnTypes[at] = column.character;
                return result;
            };
            return adapter;
        };
        return factory;
    }

    #pool(database) {
        return database && readableBy(this.#library.Pool, { ...database, max: 1 });
    }

    async #instantiate() {
        // A fresh copy of the glue for each instance: it keeps its memory in module variables.
        const glue = await import(`${this.glue}?instance=${++instances}`);
        const instance = await WebAssembly.instantiate(this.#module, { "./schema_engine_bg.js": glue });
        glue.__wbg_set_wasm(instance.exports);
        instance.exports.__wbindgen_start();
        return glue;
    }

    #refusal(error) {
        if (error instanceof WebAssembly.RuntimeError || /unreachable|recursive use|panicked/.test(error.message)) {
            this.#instance = undefined;
            return { panic: lastPanic || error.message };
        }
        return { error: { code: error.code ?? "", message: error.message } };
    }
}

// Between two schema files no database is needed, but the engine asks one for its version first.
const withoutDatabase = {
    provider: "postgres",
    adapterName: "without-database",
    connect: async () => answering,
    connectToShadowDb: async () => answering,
};
const column = { int32: 0, boolean: 5, character: 6, text: 7 };
const answering = {
    provider: "postgres",
    adapterName: "without-database",
    async queryRaw({ sql }) {
        if (!sql.includes("server_version_num")) throw new Error(`a schema file was asked for rows: ${sql}`);
        return {
            columnNames: ["exists", "version", "numeric_version"],
            columnTypes: [column.boolean, column.text, column.int32],
            rows: [[true, "PostgreSQL 15.0", 150000]],
        };
    },
    async executeRaw() {
        return 0;
    },
    async executeScript() {},
    async startTransaction() {
        throw new Error("a schema file was asked for a transaction");
    },
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    async dispose() {},
};

// The adapter refuses three types of PostgreSQL's catalog that the engine's queries return; they are text to it.
const catalogTypes = { char: 18, name: 19, nameArray: 1003 };
const plainTypes = { text: 25, textArray: 1009 };

function readableBy(Pool, config) {
    const pool = new Pool(config);
    const query = pool.query.bind(pool);
    pool.characters = [];
    pool.query = async (...parameters) => {
        const result = await query(...parameters);
        pool.characters = [];
        result.fields?.forEach((field, at) => {
            if (field.dataTypeID === catalogTypes.name) field.dataTypeID = plainTypes.text;
            if (field.dataTypeID === catalogTypes.char) {
                field.dataTypeID = plainTypes.text;
                pool.characters.push(at);
            }
            if (field.dataTypeID === catalogTypes.nameArray) {
                field.dataTypeID = plainTypes.textArray;
                for (const row of result.rows) if (typeof row[at] === "string") row[at] = pg.types.getTypeParser(plainTypes.textArray)(row[at]);
            }
        });
        return result;
    };
    return pool;
}

// A panic inside an asynchronous call never settles its promise: it arrives as an uncaught exception.
async function orCrash(answer) {
    let onCrash;
    const crash = new Promise((_, reject) => process.once("uncaughtException", (onCrash = reject)));
    try {
        return await Promise.race([answer, crash]);
    } finally {
        process.off("uncaughtException", onCrash);
    }
}

let instances = 0;
let lastPanic = "";

globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
        lastPanic = message;
    },
};

const bareDatasource = {
    path: "schema.prisma",
    content: 'datasource db {\n  provider = "postgresql"\n  url = "postgresql://"\n}\n',
};

/** Which major a schema is written for: since 7 the datasource has no `url`. */
export function styleOf(files) {
    return files.some(file => /^datasource\s+\w+\s*\{[^}]*^\s*url\s*=/m.test(file.content)) ? 6 : 7;
}

/** Prisma 7 refuses connection URLs in a schema file: their lines are blanked, so that line numbers stay. */
function withoutUrls(file) {
    const content = file.content.replace(/^datasource\s+\w+\s*\{[^}]*\}/gm, block =>
        block.replace(/^[ \t]*(url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm, ""),
    );
    return { ...file, content };
}

function fail(message) {
    throw new Error(message);
}
