/** What every part of the proxy works with: transactions, configuration, keys, sockets, time. All of it injected. */
import type { CallCounters } from "@/lib/policy/model";
import type { SipMessage } from "@/lib/sip/message";
import type { Snapshot } from "@/lib/snapshot/model";
import { hex32 } from "@/lib/telephony/hex-words";
import type { DigestCheck } from "../digest/digest-check";
import type { NameResolver } from "../dns/name-resolver";
import type { TokenSealer } from "../seal/seal-token";
import type { TimerWheel } from "../transaction/timer-wheel";
import type { TransactionLayer } from "../transaction/transaction-layer";
import type { Destination, Listener } from "../transport/transport";
import type { Branch, ClientData, ServerData } from "./call";
import type { CallEvent } from "./call-event";
import type { CallState } from "./call-state";
import type { OpenedTokens } from "./opened-tokens";
import type { KnownRequest } from "./request-in";
import type { SeenLately } from "./seen-lately";
import type { SourceRates } from "./source-rates";

/** What the process gives. */
export interface ProxyOptions {
  readonly snapshot: () => Snapshot;
  readonly sealer: TokenSealer;
  readonly listeners: readonly Listener[];
  readonly resolver: NameResolver;
  /** OPTIONS checks call this gateway or core endpoint down: it is tried last, not dropped. */
  readonly isDown: (targetId: string) => boolean;
  readonly digest: DigestCheck;
  readonly counters: CallCounters;
  readonly rates: SourceRates;
  readonly isDraining: () => boolean;
  /** Asked once for each new INVITE: true if it is one more than can be served now (rule 6). */
  readonly isOverloaded: () => boolean;
  /** Answer unknown sources with 403 instead of nothing. */
  readonly refusesUnknownSources: boolean;
  /** True if a new call's messages are to be kept. */
  readonly samples: () => boolean;
  /** True if a running call's messages are kept. */
  readonly isSampled: (recordId: string) => boolean;
  /** What is known of the call with this record id. */
  readonly callState: (recordId: string) => CallState;
  readonly observe: (event: CallEvent) => void;
  /** Statelessly: ACKs, and answers to what is no request to keep. */
  readonly send: (bytes: Uint8Array, to: Destination) => void;
  readonly newId: () => string;
  /** Chance in [0, 1), and an unsigned 32-bit number. */
  readonly random: () => number;
  readonly random32: () => number;
  /** How long a target may give no provisional response. */
  readonly noAnswerMs: number;
}

export interface ProxyContext extends ProxyOptions {
  readonly layer: TransactionLayer<SipMessage, ServerData, ClientData>;
  readonly waiting: TimerWheel<Branch>;
  readonly openedTokens: OpenedTokens;
  /** Malformed INVITEs that have their record. */
  readonly malformedSeen: SeenLately;
  /** When a call that was refused for overload was last given a record. */
  overloadToldMs: number;
  /** Monotonic and wall-clock milliseconds of what is being handled. */
  nowMs: number;
  wallMs: number;
  /** The request being handled: the transaction layer's actions about it come before the next one is taken. */
  current: KnownRequest | null;
}

/** A fresh tag or nonce: 64 random bits in hexadecimal. */
export function randomHex(context: Pick<ProxyContext, "random32">): string {
  return hex32(context.random32()) + hex32(context.random32());
}
