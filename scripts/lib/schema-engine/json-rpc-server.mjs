// Serves the schema engine's methods as JSON-RPC over stdio, one request after another.
import { createInterface } from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { connectionError, parseConnection } from "./connection.mjs";
import { createDatabase, ping } from "./database-command.mjs";
import { logLine } from "./engine-log.mjs";
import { loadSchemaEngine } from "./load-wasm.mjs";
import { MigrationAdapterFactory } from "./migration-adapter.mjs";

/** An engine must have an adapter even where no database is asked for (`validate`, `diff` of two files). */
const NOWHERE = "postgresql://127.0.0.1:1/none";
/** JSON-RPC code that Prisma's CLI takes for "read the data field". */
const SEE_DATA = 4466;
const CONNECTION_FAILURES = /ECONNREFUSED|ENOTFOUND|28P01|28000|3D000/;

/**
 * Answers every request on stdin and returns at its end.
 *
 * @param {object} options
 * @param {[string, string][]} options.datamodels file name and content
 * @param {{ url?: string, shadowDatabaseUrl?: string }} options.datasource
 */
export async function serveJsonRpc({ datamodels, datasource }) {
  const session = new EngineSession(datamodels, datasource);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) await session.answer(JSON.parse(line));
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

class EngineSession {
  #engine = null;
  #factory = null;
  #prints = 0;

  constructor(datamodels, datasource) {
    this.datamodels = datamodels;
    this.datasource = datasource;
    this.connection = datasource.url ? parseConnection(datasource.url) : null;
  }

  async answer(request) {
    if (!request.method) return; // the CLI's acknowledgement of our `print`
    try {
      const result = await this.#call(request.method, request.params);
      send({ id: request.id, result: result ?? null });
    } catch (error) {
      const message = "An error happened. Check the data field for details.";
      send({ id: request.id, error: { code: SEE_DATA, message, data: this.#describe(error) } });
    }
  }

  async #call(method, params) {
    switch (method) {
      case "getDatabaseVersion":
        return (await this.#open()).version(params);
      case "createDatabase": {
        const url = params?.datasource?.url;
        return createDatabase(url ? parseConnection(url) : this.connection);
      }
      case "ensureConnectionValidity":
        await ping(this.connection);
        return {};
      case "diff":
        return this.#diff(params);
      default: {
        const engine = await this.#open();
        if (typeof engine[method] !== "function") {
          throw new Error(`method ${method} is not supported`);
        }
        return engine[method](params);
      }
    }
  }

  /** The native engine prints a diff through a request of its own rather than in the result. */
  async #diff(params) {
    const { stdout, ...result } = await (await this.#open()).diff(params);
    if (stdout) {
      this.#prints += 1;
      const content = stdout.replace(/\n$/, "");
      send({ id: `print-${this.#prints}`, method: "print", params: { content } });
    }
    return { ...result, stdout: null };
  }

  async #open() {
    if (this.#engine) return this.#engine;
    this.#factory = bindMigrationAwareSqlAdapterFactory(
      new MigrationAdapterFactory(
        this.connection ?? parseConnection(NOWHERE),
        this.datasource.shadowDatabaseUrl,
      ),
    );
    const onLog = (text) => process.env.DEBUG && logLine("DEBUG", String(text));
    const datamodels = this.datamodels.length > 0 ? this.datamodels : undefined;
    this.#engine = await loadSchemaEngine().SchemaEngine.new({ datamodels }, onLog, this.#factory);
    return this.#engine;
  }

  #describe(error) {
    // What the driver threw says more than what crossed the WebAssembly border.
    const registered = this.#factory?.errorRegistry.registeredErrors ?? [];
    const cause = registered.findLast((entry) => entry)?.error ?? error;
    if (process.env.DEBUG) logLine("DEBUG", cause.stack ?? String(cause));
    const driverCode = cause.code ?? cause.cause?.originalCode ?? "";
    const isConnectionFailure = this.connection && CONNECTION_FAILURES.test(driverCode);
    const known = /^P\d{4}$/.test(cause.code)
      ? cause
      : isConnectionFailure
        ? connectionError(cause, this.connection)
        : { code: undefined, message: cause.message ?? String(cause) };
    return {
      is_panic: error instanceof WebAssembly.RuntimeError,
      message: known.message,
      error_code: known.code,
    };
  }
}
