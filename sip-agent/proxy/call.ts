/** The state of one new INVITE on its way: its targets, its branches, how far it got. Gone when its transactions are. */
import type { RouteDecision, Target } from "@/lib/policy/model";
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import { stampVia } from "@/lib/sip/via";
import { keptBytes } from "../transaction/kept-bytes";
import { WheelItem } from "../transaction/timer-wheel";
import type { ClientTransaction, ServerTransaction } from "../transaction/transaction";
import type { Destination, Source } from "../transport/transport";
import type { DialogRequest } from "./dialog-lookup";
import type { OurValues } from "./record-route";
import { requireParsed } from "./require-parsed";
import type { DialogToken, TokenSide } from "./token/dialog-token";

export type ServerTx = ServerTransaction<SipMessage, ServerData>;
export type ClientTx = ClientTransaction<ClientData>;

/** What hangs on a server transaction: a call being set up, or a request inside a dialog. */
export type ServerData = Call | Relay;
/** What hangs on a client transaction: a call's branch, a relayed request, or a BYE of our own. */
export type ClientData = Branch | Relay | OwnRequest;

/** One side's request with what its responses need. */
export class Received {
  #message: SipMessage | null;
  #vias: readonly string[] | null = null;
  #bytes: Buffer;

  constructor(
    message: SipMessage,
    readonly source: Source,
    readonly side: TokenSide,
  ) {
    this.#message = message;
    this.#bytes = message.bytes;
  }

  /** Via values for every response, the topmost stamped with received and rport. */
  get vias(): readonly string[] {
    if (this.#vias !== null) return this.#vias;
    const [top = "", ...others] = this.message.values(H.via);
    const vias = [stampVia(top, this.source) ?? top, ...others];
    if (this.#message !== null) this.#vias = vias;
    return vias;
  }

  get message(): SipMessage {
    return this.#message ?? requireParsed(this.#bytes);
  }

  /** Keeps the bytes alone: what comes now comes seldom, and then they are read again. */
  rest(): void {
    this.#message = null;
    this.#vias = null;
    this.#bytes = keptBytes(this.#bytes);
  }
}

const NOTHING: readonly never[] = [];

/** Longest from INVITE to answer, however often a target rings: well below the time after which its record is closed. */
export const LONGEST_SETUP_MS = 600_000;

/** Values of a call, nearly always one: a map each would weigh more than all else of it. */
class FewValues {
  #key = "";
  #value: OurValues | null = null;
  #others: Map<string, OurValues> | null = null;

  get(key: string): OurValues | undefined {
    return key === this.#key ? (this.#value ?? undefined) : this.#others?.get(key);
  }

  /** Beyond `most` the older ones are forgotten. */
  set(key: string, value: OurValues, most: number): void {
    if (this.#value !== null) {
      if (this.#others === null || this.#others.size + 1 >= most) this.#others = new Map();
      this.#others.set(this.#key, this.#value);
    }
    this.#key = key;
    this.#value = value;
  }
}

export class Call {
  readonly kind = "call";
  readonly calleeSide: TokenSide;
  /** Index of the target to be tried next. */
  nextTarget = 0;
  /** Further places of the target being tried: its name's other addresses, and UDP where TCP was for the size's sake. */
  placesLeft: readonly Destination[] = [];
  /** Places tried so far, those that could not be sent to included. */
  attempts = 0;
  readonly branches: Branch[] = [];
  hasEarlyMedia = false;
  isCancelled = false;
  /** Final status sent upstream, 0 before. */
  finalStatus = 0;
  /** Why the last target failed, for when there is no other. */
  lastFailure: BranchEnd | null = null;
  /** What the caller sees of us, by the callee's tag and Contact: sealed once a dialog. */
  readonly callerValues = new FewValues();
  /** What the callee sees of us, by transport: the same for every target of it. */
  readonly calleeValues = new FewValues();

  constructor(
    readonly recordId: string,
    readonly server: ServerTx,
    readonly received: Received,
    public route: RouteDecision,
    readonly loopKey: string,
    /** Its messages are kept. */
    readonly isSampled: boolean,
  ) {
    this.calleeSide = received.side === "core" ? "carrier" : "core";
  }

  /** There is a place left to try. */
  get hasNext(): boolean {
    return this.placesLeft.length > 0 || this.nextTarget < this.route.targets.length;
  }

  get isDone(): boolean {
    return this.finalStatus !== 0;
  }

  /** It was answered: its transactions live for half a minute more, and no other target is tried. */
  rest(): void {
    this.placesLeft = [];
    this.received.rest();
    for (const branch of this.branches) branch.sentFrom = "";
    this.route = restOf(this.route);
  }
}

/** What an answered call's later messages hang on; written out, since a spread of this size makes a slow dictionary. */
function restOf(route: RouteDecision): RouteDecision {
  return {
    action: "route",
    rule: route.rule,
    code: null,
    reason: route.reason,
    trace: NOTHING,
    because: null,
    direction: route.direction,
    carrierId: route.carrierId,
    customerId: route.customerId,
    trunkId: route.trunkId,
    isAlert: route.isAlert,
    bNumber: route.bNumber,
    isANumberFlagged: route.isANumberFlagged,
    targets: NOTHING,
    headers: route.headers,
  };
}

/** How a branch ended without an answer; `response` null if the end came from us or from silence. */
export interface BranchEnd {
  readonly status: number;
  readonly response: SipMessage | null;
  readonly reason: string;
}

/** Dialogs that one target may begin: forking beyond it is nobody's phone ringing. */
const MOST_TAGS = 16;

/** One target being tried. As a wheel item it is the timer for no answer. */
export class Branch extends WheelItem {
  readonly kind = "branch";
  client: ClientTx | null = null;
  /** Request-URI and From as sent; From is empty once the call was answered. */
  sentUri = "";
  sentFrom = "";
  /** Our Record-Route value in it, to be found again in responses. */
  recordRoute = "";
  /** Our Contact in it, where it hides the core's. */
  contact: string | null = null;
  hasProvisional = false;
  hasRung = false;
  /** Passed over for the next target; what it says later counts only if it is an answer. */
  isAbandoned = false;
  isOver = false;
  /** Called off because of timer C. */
  rangTooLong = false;
  /** Few, and of nearly every call one alone. */
  readonly #tags: string[] = [];
  #hungUp: Set<string> | null = null;

  constructor(
    readonly call: Call,
    readonly index: number,
    readonly target: Target,
    readonly destination: Destination,
  ) {
    super();
  }

  /** To tags of late answers that were hung up. */
  get hungUp(): Set<string> {
    this.#hungUp ??= new Set();
    return this.#hungUp;
  }

  /** False for a To tag that is one too many; else it is remembered. The first answer's never is too many. */
  takesTag(tag: string, isAnswer = false): boolean {
    if (this.#tags.includes(tag)) return true;
    if (this.#tags.length >= MOST_TAGS && !isAnswer) return false;
    this.#tags.push(tag);
    return true;
  }
}

/** A request inside a dialog on its way through. */
export class Relay {
  readonly kind = "relay";
  client: ClientTx | null = null;

  constructor(
    readonly server: ServerTx,
    readonly received: Received,
    readonly dialog: DialogRequest,
    /** The side it goes to, and that side's carrier. */
    readonly toward: TokenSide,
    readonly isSampled: boolean,
    readonly arrivedWallMs: number,
  ) {}

  get token(): DialogToken {
    return this.dialog.token;
  }
}

/** A request that the agent itself made. `onEnd`: final status, or null and why none came. */
export interface OwnRequest {
  readonly kind: "own";
  readonly onEnd: ((status: number | null, reason: string) => void) | null;
}
