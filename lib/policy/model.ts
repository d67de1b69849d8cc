// What a decision is made of and what it says: the facts of one request, and the answer with its whole path.

import type { E164 } from "@/lib/telephony/e164";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import type { ConfigTable, HeaderMode, Transport } from "./rows";
import type { RuleCode, RuleNumber } from "./rules";

export type Direction = "termination" | "origination";

/** The stored row that made a decision so. */
export interface RowRef {
  readonly table: ConfigTable;
  /** Row id; "1" for the one row of platform_settings. */
  readonly id: string;
}

/** Facts of a Request-URI, extracted by the agent's parser. */
export interface RequestUriFacts {
  /** Lower case: "sip", "sips", "tel" or whatever was sent. */
  readonly scheme: string;
  /** User part, percent-decoded, with any `;parameters` it holds; null when there is none. */
  readonly user: string | null;
  /** The user part is followed by `:password` (even an empty one). */
  readonly hasPassword: boolean;
  /** Lower case; IPv6 without brackets. */
  readonly host: string;
  readonly hostKind: "name" | "ipv4" | "ipv6";
  /** The host is one of the agent's own listening addresses. */
  readonly isOwnAddress: boolean;
  /** A maddr parameter is present. */
  readonly hasMaddr: boolean;
  /** A phone-context, isub, ext or postd parameter of the URI: something beside the number. */
  readonly hasNumberParameter: boolean;
}

/** Facts of From, one P-Asserted-Identity value, or the topmost Diversion or History-Info value. */
export interface PartyFacts {
  /** Lower case: "sip", "sips", "tel" or whatever was sent. */
  readonly scheme: string;
  /** User part of a sip(s) URI or number of a tel URI, percent-decoded; null when there is none. */
  readonly user: string | null;
  /** User "anonymous" or "unavailable" in any case, or no user at host anonymous.invalid; never a number. */
  readonly isAnonymous: boolean;
}

/**
 * What the agent's digest check found. The verdict is the policy's: whether a challenge, a refusal or nothing follows.
 * - absent: no credentials for our realm
 * - stale: right, but the nonce is too old or its count was used
 * - wrong: unknown user, wrong password, foreign nonce, uri that does not match: one word for all
 * - throttled: wrong, and the source's latest of too many within a minute
 * - verified: the answer matches this credential's HA1
 */
export type CredentialVerdict =
  | { readonly kind: "absent" }
  | { readonly kind: "stale" }
  | { readonly kind: "wrong" }
  | { readonly kind: "throttled" }
  | { readonly kind: "verified"; readonly credentialId: string };

/** Where a request came from. Only the socket's address counts (an edge proxy's topmost Via received, for edge proxies). */
export interface SourceFacts {
  readonly address: PackedAddress;
  readonly port: number;
  readonly transport: Transport;
  /** Gateways and core endpoints whose host name resolves to this address now; the agent's DNS cache knows. */
  readonly resolvedTargetIds: readonly string[];
  /** The source is above its rate. */
  readonly isOverRate: boolean;
}

/** State of the agent itself, the same for every request of the moment. */
export interface AgentFacts {
  readonly isDraining: boolean;
  readonly isOverloaded: boolean;
  /** Answer unknown sources with 403 instead of nothing. */
  readonly refusesUnknownSources: boolean;
  /** Every hop that this request would take is TLS: only then a sips: Request-URI is taken. */
  readonly isEveryHopTls: boolean;
}

/** Facts of a request that parsed far enough to be decided. */
export interface MessageFacts {
  readonly method: string;
  /** As sent: "2.0". */
  readonly sipVersion: string;
  readonly requestUri: RequestUriFacts;
  readonly hasToTag: boolean;
  /** Null when the header is absent. */
  readonly maxForwards: number | null;
  /** Option tags of Proxy-Require. */
  readonly proxyRequire: readonly string[];
  /** Our own Via with the same branch key is among the Vias. */
  readonly isLooped: boolean;
  readonly from: PartyFacts;
  /** Every P-Asserted-Identity value, in order. */
  readonly assertedIdentities: readonly PartyFacts[];
  /** Values of Privacy, lower case. */
  readonly privacy: readonly string[];
  /** Topmost value, or null. */
  readonly diversion: PartyFacts | null;
  readonly historyInfo: PartyFacts | null;
  readonly credentials: CredentialVerdict;
}

/** One new request: everything outside a dialog. In-dialog requests are routed by their token, not decided. */
export interface PolicyRequest {
  readonly nowMs: number;
  readonly source: SourceFacts;
  readonly agent: AgentFacts;
  /** What the parser refused, in plain words ("no CSeq header"); null when the message is well formed. */
  readonly defect: string | null;
  /** Null only together with a defect. */
  readonly message: MessageFacts | null;
}

/** Calls that are set up or up now, and those routed within the last second, as the agent counts them. */
export interface CallCounters {
  channelsOfTrunk(trunkId: string): number;
  channelsOfCarrier(carrierId: string): number;
  callsThisSecondOfTrunk(trunkId: string): number;
  callsThisSecondOfCarrier(carrierId: string): number;
}

/** What a decision asks its surroundings for; all of it injected. */
export interface Surroundings {
  readonly counters: CallCounters;
  /** OPTIONS checks call this gateway or core endpoint down: tried last, not dropped. */
  isDown(targetId: string): boolean;
  /** Chance in [0, 1). */
  random(): number;
}

/** A place a routed call may be sent to. */
export interface Target {
  readonly table: "gateway" | "core_endpoint";
  readonly id: string;
  /** Host name, or address literal without brackets. */
  readonly host: string;
  /** Null: by DNS (RFC 3263), else 5060 or 5061. */
  readonly port: number | null;
  readonly transport: Transport;
  /** A request over 1,300 bytes may go by TCP. */
  readonly allowTcp: boolean;
  readonly priority: number;
  readonly weight: number;
}

/** What changes on the way, beyond what every routed call has. One constant object a trunk and direction. */
export interface HeaderPlan {
  readonly assertedIdentity: HeaderMode;
  readonly diversion: HeaderMode;
  readonly historyInfo: HeaderMode;
  readonly privacy: HeaderMode;
  /** Toward a carrier: the signalling FQDN, written as host of From, P-Asserted-Identity and their like. Null toward the core. */
  readonly identityHost: string | null;
  /** Toward the core: values of X-Cradle-Trunk, X-Cradle-Customer, X-Cradle-Carrier. Null toward a carrier. */
  readonly cradle: {
    readonly trunk: string;
    readonly customer: string;
    readonly carrier: string;
  } | null;
  readonly longestCallSec: number;
  readonly allowRefer: boolean;
}

/**
 * One rule on the path of a decision: passed, skipped (says nothing about this direction or method), or decided.
 * `because` is the row that let it pass or decided it. Steps without a row are shared constants.
 */
export interface TraceStep {
  readonly rule: RuleNumber;
  readonly outcome: "passed" | "skipped" | "decided";
  readonly because: RowRef | null;
}

interface DecisionBase {
  /** Stable code of the rule that decided. */
  readonly rule: RuleCode;
  /** The reason in plain words, fit for a SIP reason phrase (ASCII, one line). */
  readonly reason: string;
  readonly trace: readonly TraceStep[];
  readonly because: RowRef | null;
  /** As far as known when the deciding rule spoke. */
  readonly direction: Direction | null;
  readonly carrierId: string | null;
  readonly customerId: string | null;
  readonly trunkId: string | null;
  /** Staff are to be told at once. */
  readonly isAlert: boolean;
}

/** Forward the call. */
export interface RouteDecision extends DecisionBase {
  readonly action: "route";
  readonly code: null;
  readonly direction: Direction;
  readonly carrierId: string;
  readonly customerId: string;
  readonly trunkId: string;
  readonly bNumber: E164;
  /** The A-number is not E.164 and the trunk's setting lets it pass, flagged. */
  readonly isANumberFlagged: boolean;
  /** Never empty; in the order to be tried. */
  readonly targets: readonly Target[];
  readonly headers: HeaderPlan;
}

/** Ask for digest credentials. */
export interface ChallengeDecision extends DecisionBase {
  readonly action: "challenge";
  readonly code: 401 | 407;
  readonly isStale: boolean;
  readonly md5Only: boolean;
}

/** Refuse with a final response. */
export interface RejectDecision extends DecisionBase {
  readonly action: "reject";
  readonly code: number;
  /** Value of Retry-After, or null for none. */
  readonly retryAfterSec: number | null;
}

/** Answer 200: an OPTIONS to us. */
export interface AnswerDecision extends DecisionBase {
  readonly action: "answer";
  readonly code: 200;
}

/** Send nothing. */
export interface DropDecision extends DecisionBase {
  readonly action: "drop";
  readonly code: null;
}

export type Decision =
  | RouteDecision
  | ChallengeDecision
  | RejectDecision
  | AnswerDecision
  | DropDecision;

/**
 * Who an address is, at one instant.
 * - acl: may begin calls; carrierId's
 * - core: originates
 * - edge: our own proxy; look at its topmost Via's received address instead
 * - in-dialog-only: the address of a gateway or core endpoint, or of an ACL entry or gateway that ended no longer ago
 *   than the carrier's longest call: responses and requests of running dialogs only. carrierId null: the core's
 * - unknown: nobody
 */
export type SourceMatch =
  | { readonly kind: "acl"; readonly carrierId: string; readonly because: RowRef }
  | { readonly kind: "core"; readonly because: RowRef }
  | { readonly kind: "edge"; readonly because: RowRef }
  | { readonly kind: "in-dialog-only"; readonly carrierId: string | null; readonly because: RowRef }
  | { readonly kind: "unknown" };
