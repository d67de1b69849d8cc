/** For tests only: the proxy between peers on a wire in memory, with a clock that the test turns. */
import { createHash, randomBytes } from "node:crypto";
import type { KeyRing } from "@/lib/core/env";
import { admissionKey } from "@/lib/policy/peer";
import { type WorldRows, worldRows } from "@/lib/policy/test-world";
import { OWN_LIMITS } from "@/lib/sip/limits";
import type { SipMessage } from "@/lib/sip/message";
import { parseMessage } from "@/lib/sip/parse-message";
import { buildSnapshot } from "@/lib/snapshot/build";
import type { SipCredentialRow, Snapshot } from "@/lib/snapshot/model";
import { packAddress } from "@/lib/telephony/packed-address";
import { CallCounts } from "../calls/call-counts";
import type { OpenCall } from "../calls/call-spool";
import { CallTracker } from "../calls/call-tracker";
import { createDigestCheck, type DigestOutcome } from "../digest/digest-check";
import { literalResolver } from "../dns/name-resolver";
import { derivePurposeKeys } from "../seal/purpose-keys";
import { createTokenSealer } from "../seal/seal-token";
import type { Destination, Listener, Source, TransportName } from "../transport/transport";
import type { CallEvent } from "./call-event";
import type { ProxyOptions } from "./proxy-context";
import { type ProxyTransaction, SipProxy } from "./sip-proxy";
import { lookUp } from "./source-lookup";
import { SourceRates } from "./source-rates";

export const FQDN = "byoc.example.com";
export const TRUNK_FQDN = `t1.${FQDN}`;
/** Kererū's switch, in its ACL. */
export const SWITCH = "198.51.100.1:5060";
export const GATEWAY = "203.0.113.10:5060";
export const SECOND_GATEWAY = "203.0.113.11:5060";
export const CORE = "10.0.0.5:5060";
export const CORE_ENDPOINT = "10.0.0.9:5060";
export const OTHER_CARRIER = "198.51.100.33:5060";
export const STRANGER = "192.0.2.66:5060";

export const KEYS: KeyRing = [{ id: "k1", bytes: new Uint8Array(32).fill(7) }];

const LISTENERS: readonly Listener[] = [
  { id: 0, transport: "udp", address: "192.0.2.1", family: 4, port: 5060 },
  { id: 1, transport: "tcp", address: "192.0.2.1", family: 4, port: 5060 },
  { id: 2, transport: "udp", address: "2001:db8::1", family: 6, port: 5060 },
  { id: 3, transport: "udp", address: "10.0.0.200", family: 4, port: 5060 },
  { id: 4, transport: "tls", address: "192.0.2.1", family: 4, port: 5061 },
];

/** One message that the proxy sent. */
export interface Sent {
  readonly to: string;
  readonly destination: Destination;
  readonly message: SipMessage;
  readonly atMs: number;
}

export interface WireOptions {
  readonly rows?: Partial<WorldRows>;
  readonly egress?: readonly string[];
  readonly keys?: KeyRing;
  /** SIP credentials, sealed under `keys`. */
  readonly credentials?: readonly SipCredentialRow[];
  readonly options?: Partial<ProxyOptions>;
  /** Where exceptions go that the proxy caught. Default: they are thrown, and the test fails. */
  readonly onFault?: (where: string, error: unknown) => void;
}

/** Rows of the policy's test world as a snapshot; the agent's own addresses are listed as egress. */
export function snapshotOf(
  rows: Partial<WorldRows> = {},
  egress = ["192.0.2.1", "2001:db8::1"],
  credentials: readonly SipCredentialRow[] = [],
): Snapshot {
  const world = worldRows(rows);
  return buildSnapshot(
    {
      platform_settings: world.settings,
      egress_address: egress.map((address, index) => ({
        id: `00000009-0000-4000-8000-${String(index).padStart(12, "0")}`,
        address,
        validFromMs: 0,
        validUntilMs: null,
      })),
      core_endpoint: world.coreEndpoints,
      core_source: world.coreSources,
      edge_proxy: world.edgeProxies,
      carrier: world.carriers,
      acl_entry: world.aclEntries,
      gateway: world.gateways,
      sip_credential: credentials,
      trunk: world.trunks,
      phone_number: world.phoneNumbers,
      verification_item: world.verifications,
    },
    1n,
  );
}

export class Wire {
  readonly sent: Sent[] = [];
  readonly events: CallEvent[] = [];
  readonly digestOutcomes: DigestOutcome[] = [];
  /** Ids of credentials, as often as one was used. */
  readonly used: string[] = [];
  unknown = 0;
  nowMs = 1_000;
  /** The world's rows are valid around this instant. */
  wallMs = Date.UTC(2027, 0, 1);
  snapshot: Snapshot;
  /** Destinations that nothing can be sent to. */
  readonly unreachable = new Set<string>();
  /** Destinations that take no TCP. */
  readonly unreachableByTcp = new Set<string>();
  readonly #options: WireOptions;
  #counts = this.#makeCounts();
  #tracker = this.#makeTracker([]);
  #proxy: SipProxy;
  #ids = 0;
  #random = 0;

  constructor(options: WireOptions = {}) {
    this.#options = options;
    const egress = options.egress && [...options.egress];
    this.snapshot = snapshotOf(options.rows, egress, options.credentials);
    this.#proxy = this.#makeProxy();
  }

  get stats() {
    return this.#proxy.stats;
  }

  /** The process dies and another begins: nothing is left of transactions, the keys are the same, and so is the spool. */
  restart(): void {
    this.#counts = this.#makeCounts();
    this.#tracker = this.#makeTracker([...this.#tracker.openCalls()]);
    this.#proxy = this.#makeProxy();
  }

  /** Another agent with the same keys takes over: it knows of no call. */
  replace(): void {
    this.#counts = this.#makeCounts();
    this.#tracker = this.#makeTracker([]);
    this.#proxy = this.#makeProxy();
  }

  /** A message arrives from `from` (`address:port`). Returns what the proxy sent because of it. */
  send(from: string, text: string, transport: TransportName = "udp", to = 0): Sent[] {
    const mark = this.sent.length;
    const origin = this.#source(from, transport, to);
    const resolver = this.#options.options?.resolver ?? literalResolver;
    const context = { snapshot: () => this.snapshot, resolver };
    const key = admissionKey(lookUp(context, origin.packed, this.wallMs));
    if (key === null) {
      this.unknown += 1;
      return [];
    }
    const source = { ...origin, peer: key };
    const parsed = parseMessage(Buffer.from(text, "latin1"));
    const { nowMs, wallMs } = this;
    const admission = parsed.ok
      ? this.#proxy.receive(parsed.message, source, nowMs, wallMs)
      : parsed.partial?.isRequest
        ? this.#proxy.receiveFault(parsed.fault, parsed.partial, source, nowMs, wallMs)
        : "taken";
    if (admission === "unknown") this.unknown += 1;
    return this.sent.slice(mark);
  }

  get isUnderWay(): boolean {
    return this.#proxy.isUnderWay;
  }

  /** The process is told to end. Returns what it still sends. */
  refuseSetUps(): Sent[] {
    const mark = this.sent.length;
    this.#proxy.refuseSetUps(this.nowMs, this.wallMs);
    return this.sent.slice(mark);
  }

  /** Turns the clock on. Returns what the proxy sent meanwhile. */
  wait(ms: number): Sent[] {
    const mark = this.sent.length;
    const end = this.nowMs + ms;
    while (this.nowMs < end) {
      const step = Math.min(8, end - this.nowMs);
      this.nowMs += step;
      this.wallMs += step;
      this.#proxy.advance(this.nowMs, this.wallMs);
    }
    return this.sent.slice(mark);
  }

  /** Hours pass in which no message and no timer matters; records are looked through once. */
  later(ms: number): void {
    this.nowMs += ms;
    this.wallMs += ms;
    const { trunks } = this.snapshot;
    this.#tracker.sweep((trunkId) => trunks.get(trunkId ?? "")?.longestCallSec ?? 0);
  }

  /** Events of one kind. */
  eventsOf<K extends CallEvent["kind"]>(kind: K): (CallEvent & { kind: K })[] {
    return this.events.filter((event): event is CallEvent & { kind: K } => event.kind === kind);
  }

  #source(from: string, transport: TransportName, to: number): Source {
    const colon = from.lastIndexOf(":");
    const address = from.slice(0, colon).replace(/^\[|\]$/g, "");
    const packed = packAddress(address);
    const family = packed?.family ?? 4;
    const listener = LISTENERS.find(
      (one) => one.transport === transport && one.family === family && one.id >= to,
    );
    if (packed === null || listener === undefined) throw new Error(`no way from ${from}`);
    const connectionId = transport === "udp" ? null : 1;
    const port = Number(from.slice(colon + 1));
    return { address, packed, port, transport, listener, peer: "", connectionId };
  }

  #makeCounts(): CallCounts {
    return new CallCounts(() => this.nowMs);
  }

  #makeTracker(open: readonly OpenCall[]): CallTracker {
    const nothing = () => {};
    const now = () => this.wallMs;
    const monotonicMs = () => this.nowMs;
    const counts = this.#counts;
    return new CallTracker(
      {
        ...{ agentId: "agent", now, monotonicMs, append: nothing, onCall: nothing, counts },
        hangUp: (call, reason) => this.#proxy.hangUp(call, reason, this.nowMs, this.wallMs),
      },
      open,
    );
  }

  #makeProxy(): SipProxy {
    const ring = this.#options.keys ?? KEYS;
    const keys = derivePurposeKeys(ring, "dialog-token");
    const options: ProxyOptions = {
      snapshot: () => this.snapshot,
      sealer: createTokenSealer(keys),
      listeners: LISTENERS,
      resolver: literalResolver,
      isDown: () => false,
      digest: createDigestCheck({
        ring,
        randomBytes,
        startedMs: this.wallMs,
        onOutcome: (outcome) => this.digestOutcomes.push(outcome),
        onUsed: (credentialId) => this.used.push(credentialId),
        onUnreadable(credentialId) {
          throw new Error(`${credentialId} does not open`);
        },
        onClockSetBack() {},
      }),
      counters: this.#counts,
      rates: new SourceRates({ perSecond: 2_000, burst: 4_000 }),
      isDraining: () => false,
      isOverloaded: () => false,
      refusesUnknownSources: false,
      samples: () => false,
      isSampled: () => false,
      callState: (recordId) => this.#tracker.stateOf(recordId),
      observe: (event) => {
        this.events.push(event);
        this.#tracker.observe(event);
      },
      send: (bytes, to) => this.#record(bytes, to),
      newId: () => `01900000-0000-7000-8000-${String(++this.#ids).padStart(12, "0")}`,
      random: () => 0.5,
      random32: () =>
        createHash("md5")
          .update(`${++this.#random}`)
          .digest()
          .readUInt32BE(),
      noAnswerMs: 4_000,
      ...this.#options.options,
    };
    const { nowMs, wallMs } = this;
    const onFault = this.#options.onFault ?? rethrow;
    return new SipProxy(options, { nowMs, wallMs, onFault }, (bytes, to, transaction) =>
      this.#out(bytes, to, transaction),
    );
  }

  #out(bytes: Uint8Array, to: Destination, transaction: ProxyTransaction): void {
    const place = `${to.address}:${to.port}`;
    const takesNone = to.transport === "tcp" && this.unreachableByTcp.has(place);
    if (takesNone || this.unreachable.has(place)) {
      const why = "the address cannot be reached";
      queueMicrotask(() => this.#proxy.sendFailed(transaction, this.nowMs, this.wallMs, why));
      return;
    }
    this.#record(bytes, to);
  }

  #record(bytes: Uint8Array, destination: Destination): void {
    const parsed = parseMessage(Buffer.from(bytes), { limits: OWN_LIMITS });
    if (!parsed.ok) throw new Error(`sent what does not parse: ${parsed.fault.detail}`);
    const host = destination.address.includes(":")
      ? `[${destination.address}]`
      : destination.address;
    const to = `${host}:${destination.port}`;
    this.sent.push({ to, destination, message: parsed.message, atMs: this.nowMs });
  }
}

function rethrow(_where: string, error: unknown): never {
  throw error;
}

let branches = 0;

/** What may differ from the request that `request` writes. */
export interface RequestParts {
  readonly uri: string;
  readonly from?: string;
  readonly to?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly via?: string;
  readonly branch?: string;
  readonly contact?: string;
  readonly maxForwards?: number;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** A request as a peer at `at` writes it. */
export function request(method: string, at: string, parts: RequestParts): string {
  branches += 1;
  const { uri, callId = "call-1", cseq = 1, maxForwards = 70, headers = [], body = "" } = parts;
  const branch = parts.branch ?? `z9hG4bKpeer${branches}`;
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: ${parts.via ?? `SIP/2.0/UDP ${at}`};branch=${branch};rport`,
    `Max-Forwards: ${maxForwards}`,
    `From: ${parts.from ?? `<sip:+6421345678@${at}>;tag=caller`}`,
    `To: ${parts.to ?? `<${uri}>`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    `Contact: ${parts.contact ?? `<sip:${at}>`}`,
    ...headers,
    ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
}

/** A response of a peer at `at` to a request that the proxy sent it. */
export function response(
  to: SipMessage,
  at: string,
  status: number,
  parts: { tag?: string; headers?: readonly string[]; body?: string; contact?: string } = {},
): string {
  const { tag = "callee", headers = [], body = "" } = parts;
  const toValue = to.header("To") ?? "";
  return [
    `SIP/2.0 ${status} ${REASONS[status] ?? "Whatever"}`,
    ...to.lines("Via").map((value) => `Via: ${value}`),
    ...(status > 100 && status < 300
      ? to.lines("Record-Route").map((value) => `Record-Route: ${value}`)
      : []),
    `From: ${to.header("From")}`,
    `To: ${to.toTag !== null || status === 100 ? toValue : `${toValue};tag=${tag}`}`,
    `Call-ID: ${to.callId}`,
    `CSeq: ${to.header("CSeq")}`,
    ...(status > 100 && status < 300 ? [`Contact: ${parts.contact ?? `<sip:${at}>`}`] : []),
    ...headers,
    ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
}

const REASONS: Record<number, string> = {
  100: "Trying",
  180: "Ringing",
  183: "Session Progress",
  200: "OK",
  486: "Busy Here",
  487: "Request Terminated",
  503: "Service Unavailable",
};
