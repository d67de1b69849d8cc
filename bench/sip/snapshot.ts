/** The configuration at full size, in the running agent: time to ready, memory, and what a single change costs and delays. */
import dgram from "node:dgram";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { BenchDatabase } from "./bench-database";
import { PLAN } from "./plan";
import { processorSeconds, processTree, residentBytes } from "./process-times";
import { ROWS, type Start } from "./rows";

const CHANGES = 100;
const BETWEEN_MS = 100;
const ASK_EVERY_MS = 2;
/** After the start the collector has yet to give back what building took. */
const REST_MS = 15_000;

/** Each a change that staff make; `n` runs from 0. */
const KINDS: readonly { readonly what: string; readonly sql: (n: number) => string }[] = [
  { what: "none", sql: () => "SELECT 1" },
  {
    what: "a number is switched off or on",
    sql: (n) =>
      `UPDATE phone_number SET active = NOT active WHERE id = bench_id(10, ${900_000 - n * 7})`,
  },
  {
    what: "an ACL entry is added",
    sql: (n) =>
      `INSERT INTO acl_entry (id, carrier_id, block, updated_at)
       VALUES (gen_random_uuid(), bench_id(6, ${100 + n}), '50.0.${n}.1', now())`,
  },
  {
    what: "a trunk's limit is changed",
    sql: (n) => `UPDATE trunk SET max_channels = 999999 WHERE id = bench_id(7, ${100 + n})`,
  },
];

/** Lines for whoever asked. */
export async function measureSnapshot(start: Start, database: BenchDatabase): Promise<string[]> {
  const begun = performance.now();
  const peer = await ROWS.agent.start(start);
  const lines = [`ready after ${((performance.now() - begun) / 1000).toFixed(1)} s`];
  const pids = processTree(peer.program.pid);
  lines.push(`processor time of the start: ${processorSeconds(pids).toFixed(1)} s`);
  lines.push(`resident at ready: ${(residentBytes(pids) / 1e6).toFixed(0)} MB`);
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const prober = await openProber(peer.port);
  try {
    await wait(REST_MS);
    lines.push(`resident later: ${(residentBytes(pids) / 1e6).toFixed(0)} MB`);
    for (const { what, sql } of KINDS) {
      prober.begin();
      const before = processorSeconds(pids);
      for (let n = 0; n < CHANGES; n++) {
        await client.query(sql(n));
        await wait(BETWEEN_MS);
      }
      const ms = ((processorSeconds(pids) - before) / CHANGES) * 1000;
      const { p50Ms, p99Ms, worstMs, lost } = prober.end();
      lines.push(
        `change: ${what.padEnd(32)} ${ms.toFixed(1).padStart(6)} ms of processor time each; an OPTIONS meanwhile ` +
          `${p50Ms.toFixed(1)} ms at p50, ${p99Ms.toFixed(1)} at p99, ${worstMs.toFixed(1)} at most, ${lost} unanswered`,
      );
    }
  } finally {
    prober.close();
    await client.end();
    await peer.stop();
  }
  return lines;
}

/** Asks without pause, as a carrier, so that whatever stops the agent shows as a late answer. */
async function openProber(port: number) {
  const socket = dgram.createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.1.0.1", resolve));
  const mine = `127.1.0.1:${socket.address().port}`;
  const sentAt = new Map<string, number>();
  let times: number[] = [];
  let count = 0;
  socket.on("message", (bytes) => {
    const id = /^Call-ID: (\S+)/im.exec(bytes.toString("latin1"))?.[1] ?? "";
    const at = sentAt.get(id);
    if (at !== undefined) times.push(performance.now() - at);
    sentAt.delete(id);
  });
  const timer = setInterval(() => {
    const id = `ask-${count++}`;
    sentAt.set(id, performance.now());
    const text = [
      `OPTIONS sip:${PLAN.fqdn} SIP/2.0`,
      `Via: SIP/2.0/UDP ${mine};branch=z9hG4bK-${id};rport`,
      "Max-Forwards: 70",
      `From: <sip:carrier@${mine}>;tag=ask`,
      `To: <sip:${PLAN.fqdn}>`,
      `Call-ID: ${id}`,
      "CSeq: 1 OPTIONS",
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n");
    socket.send(text, port, "127.0.0.1");
  }, ASK_EVERY_MS);
  return {
    begin() {
      times = [];
      sentAt.clear();
    },
    end() {
      const sorted = times.sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
      return { p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1), lost: sentAt.size };
    },
    close() {
      clearInterval(timer);
      socket.close();
    },
  };
}
