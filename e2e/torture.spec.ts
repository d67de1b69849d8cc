// The 49 messages of RFC 4475 and 12 of RFC 5118, sent to the running sip-agent by a source that it knows.
import fs from "node:fs";
import { setImmediate as endOfTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import type { SipMessage } from "@/lib/sip/message";
import { parseMessage } from "@/lib/sip/parse-message";
import { Lab } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { type Arrival, SipPeer } from "./fixtures/sip-peer";
import { hopText, optionsText } from "./fixtures/sip-text";

const VECTORS = fileURLToPath(new URL("../lib/sip/vectors/", import.meta.url));
const SOURCE = "127.0.3.4";
const NUMBER = "+6498879333";

interface Expectation {
  readonly codes?: readonly number[];
  readonly alsoOk?: readonly number[];
  readonly forbid?: readonly number[];
  /** Silence is an answer too. */
  readonly silentOk?: boolean;
  readonly silentSafe?: boolean;
}

interface Vector extends Expectation {
  readonly file: string;
  readonly section: string;
  readonly kind: "request" | "response";
  readonly method?: string;
  readonly verdict: "valid" | "reject" | "discard" | "either";
  readonly tcp?: Expectation;
}

const vectors: readonly Vector[] = JSON.parse(
  fs.readFileSync(`${VECTORS}expected.json`, "utf8"),
).messages;

let lab: Lab;
let core: SipPeer;
/** One for each port that a topmost Via names: a response without rport goes there. */
let sources: readonly SipPeer[];
let source: SipPeer;

// An agent for each transport: one that has seen a branch takes it for a retransmission, whatever it comes over.
for (const transport of ["udp", "tcp"] as const) {
  test.describe(`over ${transport}`, () => {
    test.beforeAll(async () => {
      core = await SipPeer.open("127.0.2.4");
      sources = await Promise.all([...portsInVias()].map((port) => SipPeer.open(SOURCE, port)));
      source = sources.find((peer) => peer.port === 5060) ?? (await SipPeer.open(SOURCE));
      lab = await Lab.open({ coreEndpoints: [core] });
      await lab.addCarrier({ acl: [SOURCE], numbers: [NUMBER] });
      await lab.agent.untilReadiness(200);
      await lab.live();
    });

    test.afterAll(async () => {
      for (const peer of [core, ...(sources ?? [])]) await peer?.close();
      await lab?.close();
    });

    test("all 61 are answered as the RFC asks, and a call goes through afterwards", async () => {
      const { pid } = lab.agent;
      const faults: string[] = [];
      for (const vector of vectors) {
        const fault = await send(vector, transport);
        if (fault !== null) faults.push(`${vector.file} (§${vector.section}): ${fault}`);
      }
      expect(faults).toEqual([]);
      expect(lab.agent.pid).toBe(pid);
      await wellFormedCall(transport);
    });
  });
}

/** Sends one message; null, or what is wrong with what came of it. */
async function send(vector: Vector, transport: "udp" | "tcp"): Promise<string | null> {
  const bytes = fs.readFileSync(`${VECTORS}${vector.file}`);
  const peer = transport === "udp" ? source : await SipPeer.open(SOURCE);
  try {
    const before = sources.map(({ arrivals }) => arrivals.length);
    peer.send(bytes, lab.agent.over(transport));
    // Where a stream may wait for more of a message, whatever is sent after it would be taken for that.
    if (transport === "udp" || vector.tcp?.silentOk) await barrier(source);
    else await Promise.race([barrier(peer, "tcp"), peer.streamClosed(lab.agent.tcp)]);
    const heard = transport === "udp" ? sources : [peer];
    const arrivals = heard.flatMap((at, index) =>
      at.arrivals.slice(transport === "udp" ? before[index] : 0),
    );
    const finals = arrivals.filter(({ message }) => message.status >= 200 && !isBarrier(message));
    acknowledge(finals, bytes, peer, transport);
    return faultIn(
      vector,
      transport,
      finals.map(({ message }) => message.status),
    );
  } finally {
    if (peer !== source) await peer.close();
  }
}

function faultIn(
  vector: Vector,
  transport: "udp" | "tcp",
  statuses: readonly number[],
): string | null {
  const expected = { ...vector, ...(transport === "tcp" ? vector.tcp : undefined) };
  const got = statuses.length === 0 ? "silence" : statuses.join(", ");
  if (vector.kind === "response") return statuses.length === 0 ? null : `a response got ${got}`;
  const [status] = statuses;
  if (status === undefined) {
    const isFine = expected.silentOk || expected.silentSafe || vector.method === "ACK";
    return isFine ? null : "no answer";
  }
  const fine = [...(expected.codes ?? []), ...(expected.alsoOk ?? [])];
  if (expected.forbid?.includes(status)) return `got ${got}`;
  switch (vector.verdict) {
    case "reject":
      return fine.includes(status) ? null : `got ${got} for ${fine.join(" or ")}`;
    case "valid":
      return status !== 400 || fine.includes(400) ? null : `well formed, and got ${got}`;
    case "either":
    case "discard":
      return null;
  }
}

/** OPTIONS and its 200: whatever was sent before on this socket has been worked off. */
async function barrier(peer: SipPeer, transport: "udp" | "tcp" = "udp"): Promise<void> {
  peer.send(optionsText(peer, `sip:${lab.fqdn}`, transport), lab.agent.over(transport));
  await peer.next("the barrier", isBarrier);
  // What was answered before lies in the other sockets by now: they are read within this turn of the event loop.
  await endOfTurn();
}

function isBarrier(message: SipMessage): boolean {
  return message.from?.uri.startsWith("sip:probe@") === true;
}

/** Ends the retransmissions of a refused INVITE. */
function acknowledge(
  finals: readonly Arrival[],
  bytes: Buffer,
  peer: SipPeer,
  transport: "udp" | "tcp",
): void {
  const parsed = parseMessage(bytes);
  if (!parsed.ok || parsed.message.method !== "INVITE") return;
  for (const { message } of finals) {
    peer.send(hopText("ACK", parsed.message, message.header("To")), lab.agent.over(transport));
  }
}

async function wellFormedCall(transport: "udp" | "tcp"): Promise<void> {
  const requestUri = `sip:${NUMBER}@${lab.fqdn}`;
  const from = "<sip:+6421555123@carrier.example>";
  const agent = lab.agent.over(transport);
  const call = PlacedCall.place(agent, { peer: source, requestUri, from });
  const taken = await TakenCall.take(core, lab.agent.udp, call.callId);
  await Promise.all([taken.answer(), call.answered()]);
  const [bye] = await Promise.all([call.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
}

function portsInVias(): Set<number> {
  const ports = new Set([5060]);
  for (const { file } of vectors) {
    const parsed = parseMessage(fs.readFileSync(`${VECTORS}${file}`));
    const message = parsed.ok ? parsed.message : parsed.partial;
    const port = message?.isRequest ? message.topVia?.port : null;
    if (port) ports.add(port);
  }
  return ports;
}
