/** Every transaction of the process (RFC 3261 §17): matches messages, drives the machines and the wheel, says what to do. Pure. */
import { ClientTable } from "./client-table";
import { INVITE_CLIENT_START } from "./invite-client";
import { INVITE_SERVER_START } from "./invite-server";
import { keptBytes } from "./kept-bytes";
import { type ClientEvent, MachineDriver, NO_INPUT, type ServerEvent } from "./machine-driver";
import { NON_INVITE_CLIENT_START } from "./non-invite-client";
import { NON_INVITE_SERVER_START } from "./non-invite-server";
import { type RequestMatch, transactionKey } from "./request-match";
import { ServerTable } from "./server-table";
import { TIMING, type Timing, untilTimerEIsT2Ms } from "./timing";
import { type AnyTransaction, ClientTransaction, ServerTransaction } from "./transaction";
import type { TransactionAction } from "./transaction-action";
import {
  type IncomingRequest,
  type IncomingResponse,
  type OutgoingRequest,
  type RequestOutcome,
  TRANSACTION_LIMITS,
  type TransactionLayerOptions,
  type TransactionStats,
} from "./transaction-layer-types";
import { placesFor, TransactionQuota, type TransactionRefusal } from "./transaction-quota";
import { TransactionTimers } from "./transaction-timers";

const TAKEN: RequestOutcome = { kind: "taken" };

/**
 * Does no I/O and throws nothing of its own (only what `write` throws, with nothing left behind): what is to be done
 * is queued, and taken with `drain` after each call or after several. The user may call any method while it works off
 * what it drained; it then drains again until nothing comes.
 */
export class TransactionLayer<M, S, C> {
  readonly #timing: Timing;
  readonly #random32: () => number;
  readonly #driver: MachineDriver<M, S, C>;
  readonly #servers = new ServerTable<M, S>();
  readonly #clients = new ClientTable<C>();
  readonly #serverQuota: TransactionQuota;
  readonly #clientQuota: TransactionQuota;
  #nextServerId = 0;
  #retransmissionsIn = 0;
  #strayResponses = 0;
  #refused = 0;

  constructor(options: TransactionLayerOptions<M>) {
    const limits = { ...TRANSACTION_LIMITS, ...options.limits };
    this.#timing = { ...TIMING, ...options.timing };
    this.#random32 = options.random32;
    this.#serverQuota = new TransactionQuota(limits.server, limits.perKey);
    this.#clientQuota = new TransactionQuota(limits.client, limits.perKey);
    this.#driver = new MachineDriver(
      new TransactionTimers(this.#timing, options.nowMs, options.tickMs ?? 8),
      {
        writeTrying: options.writeTrying,
        writeAck: options.writeAck,
        onEnd: (transaction) => this.#onEnd(transaction),
      },
    );
  }

  /** The actions since the last call, oldest first. */
  drain(): readonly TransactionAction<M, S, C>[] {
    return this.#driver.drain();
  }

  get stats(): TransactionStats {
    return {
      server: this.#servers.size,
      client: this.#clientQuota.used,
      timers: this.#driver.timers.filed,
      retransmissionsIn: this.#retransmissionsIn,
      retransmissionsOut: this.#driver.retransmissionsOut,
      strayResponses: this.#strayResponses,
      refused: this.#refused,
    };
  }

  /** Every transaction but the CANCELs of ours, whose INVITEs have them. */
  *all(): Generator<AnyTransaction<M, S, C>> {
    yield* this.#servers.values();
    yield* this.#clients.values();
  }

  /** A request that passed the access list and the parser. Retransmissions and ACKs of refusals end here. */
  receiveRequest(request: IncomingRequest<M>, nowMs: number): RequestOutcome {
    const { message, method, match, peer } = request;
    if (method === "ACK") {
      const invite = this.#servers.getAcknowledged(match, peer);
      if (invite === null) this.#driver.push({ do: "ack", message, invite });
      else this.#driver.step(invite, "ack", { message, status: 0, bytes: null }, nowMs);
      return TAKEN;
    }
    const key = transactionKey(match, method, peer);
    const known = this.#servers.get(key);
    if (known !== null) {
      this.#retransmissionsIn += 1;
      this.#driver.step(known, "request", NO_INPUT, nowMs);
      return TAKEN;
    }
    const invite = method === "CANCEL" ? this.#servers.getInvite(match, peer) : null;
    const mayUseReserve = request.inDialog || invite !== null;
    const places = placesFor(request.bytes);
    const reason = this.#serverQuota.take(request.limitKey, mayUseReserve, places);
    if (reason !== null) {
      this.#refused += 1;
      return { kind: "refused", reason };
    }
    const transaction = this.#openServer(request, key, nowMs);
    transaction.places = places;
    if (method === "CANCEL") this.#driver.push({ do: "cancel", transaction, invite, message });
    else this.#driver.push({ do: "request", transaction, message });
    return TAKEN;
  }

  /** The INVITE that a CANCEL with this match would be about, null if there is none. */
  getCancelled(match: RequestMatch, peer: string): ServerTransaction<M, S> | null {
    return this.#servers.getInvite(match, peer);
  }

  /** True if the request has its transaction: it is a retransmission. */
  hasRequest(match: RequestMatch, method: string, peer: string): boolean {
    return this.#servers.get(transactionKey(match, method, peer)) !== null;
  }

  /** The peer that the request of a response with this branch went to; null if there is no such request. */
  getAsked(branch: string, cseqMethod: string): string | null {
    return this.#clients.get(branch, cseqMethod)?.peer ?? null;
  }

  /** A response. False if it is nobody's: drop it, never forward it (RFC 6026 §7.3). */
  receiveResponse(response: IncomingResponse<M>, nowMs: number): boolean {
    const { message, status } = response;
    const transaction = this.#clients.get(response.branch, response.cseqMethod);
    if (transaction === null || transaction.peer !== response.peer) {
      this.#strayResponses += 1;
      return false;
    }
    const event = transaction.isInvite ? inviteEvent(status) : nonInviteEvent(status);
    this.#driver.step(transaction, event, { message, status, bytes: null }, nowMs);
    if (status >= 200) {
      // What is kept for half a minute more sends nothing again, save the ACK to a refusal.
      if (!transaction.isInvite || transaction.state === "accepted") transaction.last = null;
      transaction.pendingCancel = null;
    } else if (transaction.pendingCancel !== null) {
      this.#sendCancel(transaction, transaction.pendingCancel, nowMs);
    }
    return true;
  }

  /** Sends 100 at once, if the INVITE has had no response yet. */
  trying(transaction: ServerTransaction<M, S>, nowMs: number): void {
    if (!transaction.isInvite) return;
    this.#driver.step(transaction, "timer-trying", NO_INPUT, nowMs);
  }

  /**
   * Sends a response. A 2xx to INVITE may be given several times; any other final response once. False if the state
   * does not allow it (a second final, a 408 or late provisional to a non-INVITE: RFC 4320), and then nothing is sent.
   * `toTag`: only needed for requests without the magic cookie, to match their ACK.
   */
  respond(
    transaction: ServerTransaction<M, S>,
    status: number,
    bytes: Uint8Array,
    nowMs: number,
    toTag?: string,
  ): boolean {
    const event = transaction.isInvite
      ? respondToInvite(status)
      : this.#respondToNonInvite(transaction, status, nowMs);
    if (event === null) return false;
    if (!this.#driver.step(transaction, event, { message: null, status, bytes }, nowMs))
      return false;
    transaction.status = status;
    if (status >= 200) {
      transaction.request = null;
      transaction.responseToTag = toTag ?? null;
      // A 2xx is the user's to send again.
      if (transaction.isInvite && status < 300) transaction.last = null;
      else if (transaction.last !== null) transaction.last = keptBytes(transaction.last);
    }
    return true;
  }

  /** Opens a client transaction and sends its request; the reason if there is no room. */
  request(request: OutgoingRequest<C>, nowMs: number): ClientTransaction<C> | TransactionRefusal {
    const { method, limitKey } = request;
    const refusal = this.#clientQuota.take(limitKey, request.inDialog);
    if (refusal !== null) {
      this.#refused += 1;
      return refusal;
    }
    const id = this.#clients.takeId();
    const branch = this.#clients.branchOf(id, this.#random32, request.branchSuffix ?? "");
    let bytes: Uint8Array;
    try {
      bytes = request.write(branch);
    } catch (error) {
      this.#clients.release(id);
      this.#clientQuota.give(limitKey);
      throw error;
    }
    const { peer, to } = request;
    const first = method === "INVITE" ? "calling" : "trying";
    const transaction = new ClientTransaction<C>(id, method, peer, to, limitKey, nowMs, first);
    transaction.branch = branch;
    transaction.data = request.data;
    transaction.last = bytes;
    this.#clients.put(transaction);
    this.#driver.send(transaction);
    const start = method === "INVITE" ? INVITE_CLIENT_START : NON_INVITE_CLIENT_START;
    this.#driver.begin(transaction, start, nowMs);
    return transaction;
  }

  /**
   * Cancels an INVITE of ours (§9.1): at once after a provisional response, at its arrival if there was none yet, not
   * at all after a final one. `bytes` is the CANCEL with the INVITE's own branch. A second call does nothing.
   */
  cancel(transaction: ClientTransaction<C>, bytes: Uint8Array, nowMs: number): void {
    if (!transaction.isInvite || transaction.cancelling !== null) return;
    if (transaction.state === "calling") transaction.pendingCancel ??= bytes;
    else if (transaction.state === "proceeding") this.#sendCancel(transaction, bytes, nowMs);
  }

  /** A `send` action of this transaction failed. Nothing happens if it is over, or past caring. */
  transportError(transaction: AnyTransaction<M, S, C>, nowMs: number): void {
    this.#driver.step(transaction, "send-failed", NO_INPUT, nowMs);
  }

  /** Fires what is due. */
  advance(nowMs: number): void {
    this.#driver.advance(nowMs);
  }

  #openServer(request: IncomingRequest<M>, key: string, nowMs: number): ServerTransaction<M, S> {
    const { method, peer, to, limitKey } = request;
    const invite = method === "INVITE";
    this.#nextServerId += 1;
    const transaction = new ServerTransaction<M, S>(
      this.#nextServerId,
      method,
      peer,
      to,
      limitKey,
      nowMs,
      invite ? "proceeding" : "trying",
    );
    transaction.key = key;
    transaction.request = request.message;
    this.#servers.put(transaction);
    const start = invite ? INVITE_SERVER_START : NON_INVITE_SERVER_START;
    this.#driver.begin(transaction, start, nowMs);
    return transaction;
  }

  /** A CANCEL is a transaction of its own on its INVITE's id and branch (§9.1). */
  #sendCancel(invite: ClientTransaction<C>, bytes: Uint8Array, nowMs: number): void {
    const { id, peer, destination } = invite;
    const cancel = new ClientTransaction<C>(id, "CANCEL", peer, destination, null, nowMs, "trying");
    cancel.branch = invite.branch;
    cancel.cancels = invite;
    cancel.last = bytes;
    invite.pendingCancel = null;
    invite.cancelling = cancel;
    this.#driver.send(cancel);
    this.#driver.begin(cancel, NON_INVITE_CLIENT_START, nowMs);
    this.#driver.step(invite, "cancelled", NO_INPUT, nowMs);
  }

  #respondToNonInvite(
    transaction: ServerTransaction<M, S>,
    status: number,
    nowMs: number,
  ): ServerEvent | null {
    // RFC 4320 §4.2: a 408 comes too late for anyone, and makes a server look dead.
    if (status === 408) return null;
    if (status >= 200) return status <= 699 ? "respond-final" : null;
    if (status !== 100) return null;
    const waited = nowMs - transaction.startedAtMs;
    const mayTry = transaction.reliable || waited >= untilTimerEIsT2Ms(this.#timing);
    return mayTry ? "respond-provisional" : null;
  }

  #onEnd(transaction: AnyTransaction<M, S, C>): void {
    if (transaction.side === "server") {
      this.#servers.remove(transaction);
      this.#serverQuota.give(transaction.limitKey, transaction.places);
      return;
    }
    const { cancels, cancelling } = transaction;
    if (cancels === null) this.#clientQuota.give(transaction.limitKey);
    // INVITE and CANCEL share an id: it is free when both are over.
    const other = cancels ?? cancelling;
    if (other === null || other.state === "terminated") this.#clients.release(transaction.id);
  }
}

function inviteEvent(status: number): ClientEvent {
  if (status < 200) return status === 100 ? "trying" : "provisional";
  return status < 300 ? "success" : "refusal";
}

function nonInviteEvent(status: number): ClientEvent {
  return status < 200 ? "provisional" : "final";
}

function respondToInvite(status: number): ServerEvent | null {
  if (!(status >= 100 && status <= 699)) return null;
  if (status < 200) return "respond-provisional";
  return status < 300 ? "respond-success" : "respond-refusal";
}
