/** Rounds through all rows: each is called in its turn, while the others stand idle. */
import type { BenchDatabase } from "./bench-database";
import type { Generator } from "./generator";
import { type Measured, measure, searchHighest } from "./measure";
import type { Options } from "./options";
import { PLAN } from "./plan";
import { type Peer, ROWS, type RowName, type Start } from "./rows";

/** Held calls are begun and ended no faster than the slowest row carries them. */
const HOLD_RATE = 1_000;
/** Before all else: what a process compiles or caches at its first calls is no cost of a call. */
const WARM_RATE = 200;
const WARM_CALLS = 2_000;
/** Where the search for the highest rate begins. */
const SEARCH_FROM = 2_000;

/** What is known of a row, with or without digest. */
export interface RowResult {
  readonly row: RowName;
  readonly isAuth: boolean;
  readonly measured: Measured[];
  /** Calls a second without a failed, late or repeated one: one figure a turn. */
  readonly highest: number[];
}

export interface Turns {
  readonly options: Options;
  readonly generator: Generator;
  readonly database: BenchDatabase;
  readonly bundle: string;
  readonly cores: Start["cores"];
  readonly nodeFlags: readonly string[];
  readonly say: (text: string) => void;
  readonly onPeer: (peer: Peer) => void;
}

export async function takeTurns(turns: Turns): Promise<RowResult[]> {
  const { options, say } = turns;
  const results = options.auth.flatMap((isAuth) =>
    options.rows
      .filter((row) => !isAuth || ROWS[row].auth !== null)
      .map((row): RowResult => ({ row, isAuth, measured: [], highest: [] })),
  );
  const peers = await startPeers(turns, results);
  for (let turn = 1; turn <= options.turns; turn++) {
    for (const result of results) {
      const peer = peers.get(keyOf(result));
      if (peer === undefined) throw new Error(`${result.row} does not run`);
      await takeTurn(turns, result, peer);
      const cpu = result.measured.slice(-options.rates.length);
      const figures = cpu.map((one) => `${one.cpuPer1000.toFixed(3)} s at ${one.rate}/s`);
      const most = options.isSearching ? `, at most ${result.highest.at(-1)}/s` : "";
      const digest = result.isAuth ? " with digest" : "";
      say(`turn ${turn}: ${ROWS[result.row].title}${digest}: ${figures.join(", ")}${most}`);
      for (const { rate, failed, dropped, endings, longestPauseMs } of cpu) {
        const ways = Object.entries(endings).map(([way, count]) => `${count} × ${way}`);
        if (failed > 0) say(`  at ${rate}/s failed: ${ways.join(", ")}`);
        if (longestPauseMs !== null)
          say(`  at ${rate}/s paused ${longestPauseMs.toFixed(0)} ms at most`);
        if (dropped > 0) say(`  at ${rate}/s the kernel threw ${dropped} datagrams away`);
      }
    }
  }
  return results;
}

async function startPeers(turns: Turns, results: readonly RowResult[]): Promise<Map<string, Peer>> {
  const { database, bundle, cores, nodeFlags } = turns;
  const peers = new Map<string, Peer>();
  for (const result of results) {
    const key = keyOf(result);
    if (peers.has(key)) continue;
    const port = PLAN.firstProxyPort + peers.size;
    const { title, start } = ROWS[result.row];
    const begun = performance.now();
    const peer = await start({ port, isAuth: result.isAuth, database, bundle, cores, nodeFlags });
    turns.onPeer(peer);
    peers.set(key, peer);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    turns.say(`${title}${result.isAuth ? " with digest" : ""} is ready after ${seconds} s`);
  }
  return peers;
}

async function takeTurn(turns: Turns, result: RowResult, peer: Peer): Promise<void> {
  const { options, generator, database } = turns;
  const { hasOneCaller } = ROWS[result.row];
  peer.program.gone.throwIfAborted();
  await generator.aim(peer.port, result.isAuth, hasOneCaller);
  await generator.run(WARM_RATE, 0, WARM_CALLS, () => {});
  await generator.hold(options.hold, HOLD_RATE);
  const { port, metrics } = peer;
  const pids = { row: peer.program.pid, postgres: database.pid, port, metrics };
  for (const rate of new Set(options.rates)) {
    result.measured.push(await measure(generator, pids, rate, options.seconds));
  }
  if (options.isSearching) {
    result.highest.push(await searchHighest(generator, SEARCH_FROM));
  }
  if (options.hold > 0) await generator.drop(HOLD_RATE);
  await generator.settle();
}

/** Digest is a setting of carriers with the agent, and a configuration of its own with Kamailio. */
function keyOf({ row, isAuth }: RowResult): string {
  return ROWS[row].auth === "own process" ? `${row} ${isAuth}` : row;
}
