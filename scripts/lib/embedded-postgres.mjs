// One embedded Postgres cluster: made, started, stopped, deleted.
//
// It listens on 127.0.0.1 only, without a socket file, and asks every local process for a password (SCRAM).
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort } from "./free-port.mjs";
import { findPostgresBinaries, reachableDirectory } from "./postgres-binaries.mjs";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

const SUPERUSER = "postgres";
const HOST = "127.0.0.1";
const START_LIMIT_SEC = 60;
/** A log above this is begun anew at the next start. */
const LOG_LIMIT_BYTES = 16 * 1024 * 1024;
/** A port found free can be taken by another process before the server binds it. */
const PORT_ATTEMPTS = 3;

/** What a cluster that may be lost gives up for speed. */
const THROWAWAY_SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * @typedef {object} ClusterOptions
 * @property {string} directory absolute path of the folder that holds the cluster
 * @property {string} password the superuser's; taken when the cluster is made
 * @property {boolean} durable false: only for tests, a crash may lose it all
 * @property {number} [port] 0 or absent: any free one at each start
 */

export class EmbeddedPostgres {
  #binaries;
  #data;
  #password;
  #durable;
  #wantedPort;
  /** Of the server as it runs; 0 while it never ran. */
  port = 0;

  /** @param {ClusterOptions} options */
  constructor({ directory, password, durable, port = 0 }) {
    this.#binaries = findPostgresBinaries();
    this.#data = path.join(reachableDirectory(directory, this.#binaries.runAs), "data");
    this.#password = password;
    this.#durable = durable;
    this.#wantedPort = port;
  }

  /** @returns {string} absolute path of the server's own data directory */
  get dataDirectory() {
    return this.#data;
  }

  /** @returns {boolean} whether the cluster was made already, now or in an earlier run */
  get exists() {
    return fs.existsSync(path.join(this.#data, "PG_VERSION"));
  }

  /**
   * Makes the cluster if it is not there, and starts it. A server that an ended run left behind is ended first.
   *
   * @throws {SetupError} where the data are another major version's, or the server does not come up
   */
  async start() {
    if (this.exists) this.#requireSameMajor();
    else await this.#create();
    if (await this.isRunning()) await this.stop();
    const log = path.join(this.#data, "server.log");
    if (fs.existsSync(log) && fs.statSync(log).size > LOG_LIMIT_BYTES) fs.truncateSync(log);
    for (let attempt = 1; ; attempt += 1) {
      this.port = this.#wantedPort || this.port || (await freePort(HOST));
      if (await this.#tryStart(log)) return;
      const reason = lastFailure(fs.readFileSync(log, "utf8"));
      const portTaken = /could not bind|could not create any TCP/.test(reason);
      if (!portTaken || this.#wantedPort || attempt === PORT_ATTEMPTS) {
        throw new SetupError(`The embedded Postgres did not start: ${reason} (see ${log}).`);
      }
      this.port = 0;
    }
  }

  /** Ends sessions and server, and returns when both are gone. Nothing happens where it does not run. */
  async stop() {
    if (!(await this.isRunning())) return;
    const result = await this.#run("pg_ctl", ["-m", "fast", "-w", "-t", "30", "stop"]);
    if (result.code !== 0 && (await this.isRunning())) {
      await this.#run("pg_ctl", ["-m", "immediate", "-w", "stop"]);
    }
  }

  /** @returns {Promise<boolean>} */
  async isRunning() {
    if (!fs.existsSync(path.join(this.#data, "postmaster.pid"))) return false;
    return (await this.#run("pg_ctl", ["status"])).code === 0;
  }

  /** @returns {number | null} the server's process id; null where it does not run */
  get pid() {
    const file = path.join(this.#data, "postmaster.pid");
    if (!fs.existsSync(file)) return null;
    return Number(fs.readFileSync(file, "utf8").split("\n", 1)[0]) || null;
  }

  /** Deletes the cluster. It must be stopped. */
  delete() {
    fs.rmSync(this.#data, { recursive: true, force: true });
  }

  /**
   * @param {string} database
   * @param {string} [user]
   * @param {string} [password]
   * @returns {string} address for a client
   */
  url(database, user = SUPERUSER, password = this.#password) {
    const secret = encodeURIComponent(password);
    return `postgresql://${encodeURIComponent(user)}:${secret}@${HOST}:${this.port}/${encodeURIComponent(database)}`;
  }

  #requireSameMajor() {
    const major = Number(fs.readFileSync(path.join(this.#data, "PG_VERSION"), "utf8").trim());
    if (major === this.#binaries.major) return;
    throw new SetupError(
      `The data in ${this.#data} belong to Postgres ${major}, and this version brings Postgres ${this.#binaries.major}: ` +
        "move them with pg_dump and restore, or put the folder aside to begin with an empty one.",
    );
  }

  /** Made beside its place and moved there when whole, so that an interrupted run leaves no half cluster. */
  async #create() {
    const { runAs } = this.#binaries;
    const making = fs.mkdtempSync(`${this.#data}.new-`);
    const secretFolder = fs.mkdtempSync(path.join(os.tmpdir(), "cradle-initdb-"));
    const secretFile = path.join(secretFolder, "password");
    try {
      fs.writeFileSync(secretFile, this.#password, { mode: 0o600 });
      if (runAs.uid !== undefined && runAs.gid !== undefined) {
        for (const file of [making, secretFolder, secretFile]) {
          fs.chownSync(file, runAs.uid, runAs.gid);
        }
      }
      const result = await this.#program("initdb", [
        ...["--pgdata", making, "--username", SUPERUSER, "--pwfile", secretFile],
        ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"],
        ...["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"],
        ...(this.#durable ? [] : ["--no-sync"]),
      ]);
      if (result.code !== 0) {
        throw new SetupError(
          `The embedded Postgres could not be made: ${lastFailure(result.output)}.`,
        );
      }
      fs.renameSync(making, this.#data);
    } finally {
      fs.rmSync(secretFolder, { recursive: true, force: true });
      fs.rmSync(making, { recursive: true, force: true });
    }
  }

  /** @returns {Promise<boolean>} whether it answers */
  async #tryStart(log) {
    const settings = [
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "max_connections=200",
      "timezone=UTC",
      ...(this.#durable ? ["fsync=on", "synchronous_commit=on"] : THROWAWAY_SETTINGS),
    ];
    const options = [`-p ${this.port}`, ...settings.map((setting) => `-c ${setting}`)].join(" ");
    const limit = String(START_LIMIT_SEC);
    const args = ["-w", "-t", limit, "-l", log, "-o", options, "start"];
    return (await this.#run("pg_ctl", args, { ignoreOutput: true })).code === 0;
  }

  #run(program, args, options = {}) {
    return this.#program(program, ["-D", this.#data, ...args], options);
  }

  #program(program, args, options = {}) {
    const { directory, runAs } = this.#binaries;
    return runCommand(path.join(directory, "bin", program), args, {
      ...runAs,
      cwd: "/",
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
      ...options,
    });
  }
}

/** @param {string} log @returns {string} the last line that names a failure, without its time and process id */
function lastFailure(log) {
  const lines = log.trim().split("\n");
  const line = lines.findLast((text) => /FATAL|error:|could not/.test(text)) ?? lines.at(-1) ?? "";
  return line.replace(/^.*?(FATAL|LOG|error|WARNING):\s*/, "").trim();
}
