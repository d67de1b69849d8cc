/** The proxy: messages and time go in; what is to be sent, and what is to be told, come out. No socket, no clock. */
import { peerOf, sideOfKey } from "@/lib/policy/peer";
import { buildAck } from "@/lib/sip/build-request";
import { buildResponse } from "@/lib/sip/build-response";
import { checkResponse } from "@/lib/sip/check-message";
import type { Fault } from "@/lib/sip/fault";
import type { SipMessage } from "@/lib/sip/message";
import { branchId } from "@/lib/sip/own-branch";
import type { CheckedTarget } from "../health-check/options-checks";
import type { CheckResult, PlaceWatch } from "../health-check/target-health";
import { TimerWheel } from "../transaction/timer-wheel";
import type { Timing } from "../transaction/timing";
import type { AnyTransaction } from "../transaction/transaction";
import type { TransactionAction } from "../transaction/transaction-action";
import { TransactionLayer } from "../transaction/transaction-layer";
import type { TransactionLimits, TransactionStats } from "../transaction/transaction-layer-types";
import type { Destination, Source } from "../transport/transport";
import {
  branchEnded,
  branchResponse,
  branchRingsTooLong,
  branchSilent,
  cancelCall,
} from "./branch-in";
import {
  type Branch,
  type Call,
  type ClientData,
  type ClientTx,
  LONGEST_SETUP_MS,
  type ServerData,
  type ServerTx,
} from "./call";
import { inDialogAck, inDialogRequest } from "./in-dialog";
import { newRequest } from "./new-request";
import { OpenedTokens } from "./opened-tokens";
import { type HangUpReason, type RunningCall, sendByes } from "./own-bye";
import { sendOptions } from "./own-options";
import type { ProxyContext, ProxyOptions } from "./proxy-context";
import { toTagOf, writeRefusal } from "./refusal";
import { cancelRelay, relayFailed, relayResponse } from "./relay-in";
import { type Admission, faultIn, requestIn } from "./request-in";
import { requireParsed, UnwritableError } from "./require-parsed";
import { SeenLately } from "./seen-lately";
import { isKnownOn, lookUp } from "./source-lookup";
import { refuseCall, refuseOutOfService } from "./target-choice";
import { isUnderWay } from "./under-way";

type Action = TransactionAction<SipMessage, ServerData, ClientData>;
export type ProxyTransaction = AnyTransaction<SipMessage, ServerData, ClientData>;

/** How what has to be sent leaves: `transaction` is to be given back to `sendFailed` if it does not. */
export type SendOut = (bytes: Uint8Array, to: Destination, transaction: ProxyTransaction) => void;

export interface ProxySettings {
  readonly timing?: Partial<Timing>;
  readonly limits?: Partial<TransactionLimits>;
  /** Both clocks in milliseconds. */
  readonly nowMs: number;
  readonly wallMs: number;
  readonly tickMs?: number;
  /** An exception while one action or timer was worked off: the others have gone on. To be counted and logged. */
  readonly onFault: (where: string, error: unknown) => void;
}

/** A retransmission of a malformed INVITE comes within 32 s. */
const MALFORMED_SEEN_MS = 32_000;

export class SipProxy {
  readonly #context: ProxyContext;
  /** Calls whose INVITE has its transaction, oldest first, and until when they may be unanswered. */
  readonly #settingUp = new Map<Call, number>();
  readonly #sendOut: SendOut;
  /** Why the latest message that could not be sent could not. */
  #sendFailure = "";
  readonly #onFault: (where: string, error: unknown) => void;

  constructor(options: ProxyOptions, settings: ProxySettings, sendOut: SendOut) {
    const { nowMs, wallMs, timing = {}, limits = {}, tickMs = 8 } = settings;
    this.#sendOut = sendOut;
    this.#onFault = settings.onFault;
    const layer = new TransactionLayer<SipMessage, ServerData, ClientData>({
      nowMs,
      random32: options.random32,
      // Only for a transaction whose request nobody answers in time: its source is not at hand, its Via is as it came.
      writeTrying: (request) => buildResponse(request, 100, "Trying"),
      writeAck: (invite, response) => buildAck(requireParsed(Buffer.from(invite)), response),
      timing,
      limits,
      tickMs,
    });
    this.#context = {
      ...options,
      layer,
      waiting: new TimerWheel<Branch>(nowMs, tickMs),
      openedTokens: new OpenedTokens(),
      malformedSeen: new SeenLately(MALFORMED_SEEN_MS),
      overloadToldMs: Number.NEGATIVE_INFINITY,
      nowMs,
      wallMs,
      current: null,
    };
  }

  get stats(): TransactionStats {
    return this.#context.layer.stats;
  }

  /** Something is owed to somebody: a process that ends waits for it. Looks through every transaction. */
  get isUnderWay(): boolean {
    for (const transaction of this.#context.layer.all()) if (isUnderWay(transaction)) return true;
    return false;
  }

  /** A message that the transport's `admit` let in. `unknown`: it is to be counted for its source, nothing was sent. */
  receive(message: SipMessage, source: Source, nowMs: number, wallMs: number): Admission {
    this.#at(nowMs, wallMs);
    try {
      return message.isRequest
        ? requestIn(this.#context, message, source)
        : this.#responseIn(message, source);
    } finally {
      this.#drain();
    }
  }

  /** What did not parse. `partial` is a request. */
  receiveFault(
    fault: Fault,
    partial: SipMessage,
    source: Source,
    nowMs: number,
    wallMs: number,
  ): Admission {
    this.#at(nowMs, wallMs);
    const admission = faultIn(this.#context, fault, partial, source);
    this.#drain();
    return admission;
  }

  /** What `sendOut` was given could not be sent: `why` in words, for the record. */
  sendFailed(transaction: ProxyTransaction, nowMs: number, wallMs: number, why: string): void {
    this.#at(nowMs, wallMs);
    this.#sendFailure = why;
    this.#context.layer.transportError(transaction, nowMs);
    this.#drain();
  }

  /** Fires the timers that are due. Call it about every tick. */
  advance(nowMs: number, wallMs: number): void {
    this.#at(nowMs, wallMs);
    const { layer, waiting } = this.#context;
    this.#fireAll("transaction timer", () => layer.advance(nowMs));
    this.#fireAll("branch timer", () =>
      waiting.advance(nowMs, (branch) => branchSilent(this.#context, branch)),
    );
    this.#fireAll("set-up timer", () => this.#endLongSetUps(nowMs));
  }

  #endLongSetUps(nowMs: number): void {
    for (const [call, untilMs] of this.#settingUp) {
      if (untilMs > nowMs) return;
      this.#settingUp.delete(call);
      const end = { status: 408, response: null, reason: "Request Timeout" };
      refuseCall(this.#context, call, end);
    }
  }

  /** A wheel that was stopped by an exception is turned on from there: each costs the one timer that threw it. */
  #fireAll(where: string, advance: () => void): void {
    for (let isDone = false; !isDone; ) {
      try {
        advance();
        isDone = true;
      } catch (error) {
        this.#onFault(where, error);
      }
      this.#drain();
    }
  }

  /** Asks a target for a sign of life. `onEnd` is called once, at the latest when the transaction ends. */
  sendOptions(
    target: CheckedTarget,
    onEnd: (result: CheckResult) => void,
    nowMs: number,
    wallMs: number,
    watch?: PlaceWatch,
  ): void {
    this.#at(nowMs, wallMs);
    sendOptions(this.#context, target, onEnd, watch);
    this.#drain();
  }

  /** Ends a call that is up, by a BYE to each side. Its record is the caller's to close. */
  hangUp(call: RunningCall, reason: HangUpReason, nowMs: number, wallMs: number): void {
    this.#at(nowMs, wallMs);
    sendByes(this.#context, call, reason);
    this.#drain();
  }

  /** The process ends: calls that are not answered are refused, and their targets called off. */
  refuseSetUps(nowMs: number, wallMs: number): void {
    this.#at(nowMs, wallMs);
    for (const call of this.#settingUp.keys()) {
      try {
        refuseOutOfService(this.#context, call);
      } catch (error) {
        this.#onFault("refusal at the end", error);
      }
    }
    this.#settingUp.clear();
    this.#drain();
  }

  /** Tokens are read under the signalling FQDN: to be called when it changes. */
  forgetTokens(): void {
    this.#context.openedTokens.clear();
  }

  #at(nowMs: number, wallMs: number): void {
    this.#context.nowMs = nowMs;
    this.#context.wallMs = wallMs;
    this.#context.current = null;
  }

  /**
   * A response counts only if it is sound, ours by its branch, and from an address of the peer that was asked: carriers
   * may share one, so whose it is for a new request does not matter.
   */
  #responseIn(response: SipMessage, source: Source): Admission {
    const context = this.#context;
    const owner = peerOf(lookUp(context, source.packed, context.wallMs));
    if (owner === null) return "unknown";
    const { branch, cseq, status } = response;
    if (branch === null || cseq === null || checkResponse(response) !== null) return "taken";
    if (branchId(branch) === -1) return "taken";
    const { method: cseqMethod } = cseq;
    let peer = owner.key;
    const asked = context.layer.getAsked(branch, cseqMethod);
    if (asked !== null && asked !== peer) {
      const { side, carrierId } = sideOfKey(asked);
      if (isKnownOn(context, side, carrierId ?? "", source.packed)) peer = asked;
    }
    context.layer.receiveResponse(
      { message: response, status, branch, cseqMethod, peer },
      context.nowMs,
    );
    return "taken";
  }

  #drain(): void {
    const { layer } = this.#context;
    for (;;) {
      const actions = layer.drain();
      if (actions.length === 0) return;
      for (const action of actions) {
        try {
          this.#perform(action);
        } catch (error) {
          this.#giveUp(action, error);
        }
      }
    }
  }

  /** Whoever waits for an answer that the exception has prevented is given one. */
  #giveUp(action: Action, error: unknown): void {
    const { message, source } = this.#context.current ?? {};
    const isTooLarge = error instanceof UnwritableError;
    if (!isTooLarge) this.#onFault(action.do, error);
    if (action.do === "send" || action.do === "terminated") return;
    const [status, reason] = isTooLarge
      ? ([513, "Message Too Large"] as const)
      : ([500, "Server Internal Error"] as const);
    try {
      const data = "transaction" in action ? action.transaction.data : null;
      if (data?.kind === "branch" || data?.kind === "call") {
        const call = data.kind === "branch" ? data.call : data;
        refuseCall(this.#context, call, { status, response: null, reason });
      } else if (data?.kind === "relay") {
        relayFailed(this.#context, data, status, reason);
      } else if (action.do === "request" && message !== undefined && source !== undefined) {
        const bytes = writeRefusal(this.#context, message, source, status, reason);
        const { layer, nowMs } = this.#context;
        layer.respond(action.transaction, status, bytes, nowMs, toTagOf(bytes));
      }
    } catch (second) {
      this.#onFault(`${action.do}, given up`, second);
    }
  }

  #perform(action: Action): void {
    const context = this.#context;
    switch (action.do) {
      case "send":
        this.#sendOut(action.bytes, action.to, action.transaction);
        return;
      case "request":
        this.#request(action.transaction);
        return;
      case "cancel":
        this.#cancel(action.transaction, action.invite);
        return;
      case "ack":
        if (context.current !== null && action.message.toTag !== null) {
          inDialogAck(context, context.current);
        }
        return;
      case "response":
        this.#response(action.transaction, action.message, action.status);
        return;
      case "timeout":
        this.#failed(action.transaction, 408, "Request Timeout");
        return;
      case "send-failed":
        this.#failed(action.transaction, 503, this.#sendFailure);
        return;
      case "timer-c":
        if (action.transaction.data?.kind === "branch") {
          branchRingsTooLong(context, action.transaction.data);
        } else if (action.transaction.data?.kind === "relay") {
          cancelRelay(context, action.transaction.data);
        }
        return;
      case "abandoned":
        // A fault of ours: nobody can be told any more, but the record has to end and the targets to be called off.
        if (action.transaction.data?.kind === "call") {
          const end = { status: 408, response: null, reason: "Nobody answered in time" };
          refuseCall(context, action.transaction.data, end);
        }
        return;
      case "respond-failed":
      case "unacknowledged":
        return;
      case "terminated":
        if (action.transaction.data?.kind === "call") {
          this.#settingUp.delete(action.transaction.data);
        }
        return;
    }
  }

  #request(server: ServerTx): void {
    const known = this.#context.current;
    if (known === null) return;
    if (known.message.toTag === null) newRequest(this.#context, server, known);
    else inDialogRequest(this.#context, server, known);
    const { data } = server;
    if (data?.kind === "call") this.#settingUp.set(data, this.#context.nowMs + LONGEST_SETUP_MS);
  }

  /** A CANCEL is answered for itself; what it cancels is another matter (§9.2, §16.10). */
  #cancel(server: ServerTx, invite: ServerTx | null): void {
    const context = this.#context;
    const known = context.current;
    if (known === null) return;
    const [status, reason] =
      invite === null
        ? ([481, "Call/Transaction Does Not Exist"] as const)
        : ([200, "OK"] as const);
    const bytes = writeRefusal(context, known.message, known.source, status, reason);
    context.layer.respond(server, status, bytes, context.nowMs);
    const data = invite?.data ?? null;
    if (data?.kind === "call") cancelCall(context, data);
    else if (data?.kind === "relay") cancelRelay(context, data);
  }

  #response(client: ClientTx, response: SipMessage, status: number): void {
    const { data } = client;
    if (data?.kind === "branch") branchResponse(this.#context, data, response, status);
    else if (data?.kind === "relay") relayResponse(this.#context, data, response, status);
    else if (data?.kind === "own" && status >= 200) data.onEnd?.(status, response.reason);
  }

  #failed(client: ClientTx, status: number, reason: string): void {
    const { data } = client;
    if (data?.kind === "branch") {
      branchEnded(this.#context, data, { status, response: null, reason });
    } else if (data?.kind === "relay") {
      // §16.9: trouble in sending counts as a 503, which upstream is a 500. Why is no business of a carrier's: it may
      // name the core's place.
      if (status === 503) relayFailed(this.#context, data, 500, "The next hop is unavailable");
      else relayFailed(this.#context, data, status, reason);
    } else if (data?.kind === "own") data.onEnd?.(null, reason);
  }
}
