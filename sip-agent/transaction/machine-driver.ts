/** Runs the tables of the four machines: keeps the state of a transaction and turns rows into actions. */
import { unreachable } from "@/lib/core/unreachable";
import { INVITE_CLIENT, type InviteClientEvent } from "./invite-client";
import { INVITE_SERVER, type InviteServerEvent } from "./invite-server";
import type { Effect, Row, Step, Timer } from "./machine";
import { NON_INVITE_CLIENT, type NonInviteClientEvent } from "./non-invite-client";
import { NON_INVITE_SERVER, type NonInviteServerEvent } from "./non-invite-server";
import type { AnyTransaction, TransactionState } from "./transaction";
import type { TransactionAction } from "./transaction-action";
import type { TransactionTimers } from "./transaction-timers";

export type ServerEvent = InviteServerEvent | NonInviteServerEvent;
export type ClientEvent = InviteClientEvent | NonInviteClientEvent;

/** What comes with an event: a message and its status for `notify` and `acknowledge`, bytes for `send`. */
export interface EventInput<M> {
  readonly message: M | null;
  readonly status: number;
  readonly bytes: Uint8Array | null;
}

export const NO_INPUT: EventInput<never> = { message: null, status: 0, bytes: null };

export interface DriverHooks<M, S, C> {
  readonly writeTrying: (request: M) => Uint8Array;
  /** The ACK to a refusal of the INVITE that was sent as these bytes. */
  readonly writeAck: (invite: Uint8Array, response: M) => Uint8Array;
  /** Told when a transaction has reached Terminated, before its `terminated` action is queued. */
  readonly onEnd: (transaction: AnyTransaction<M, S, C>) => void;
}

export class MachineDriver<M, S, C> {
  #queue: TransactionAction<M, S, C>[] = [];
  retransmissionsOut = 0;

  constructor(
    readonly timers: TransactionTimers<M, S, C>,
    readonly hooks: DriverHooks<M, S, C>,
  ) {}

  drain(): TransactionAction<M, S, C>[] {
    const queue = this.#queue;
    this.#queue = [];
    return queue;
  }

  push(action: TransactionAction<M, S, C>): void {
    this.#queue.push(action);
  }

  /** Does the first effects of a new transaction. */
  begin(transaction: AnyTransaction<M, S, C>, steps: readonly Step[], nowMs: number): void {
    this.#run(transaction, { next: transaction.state, steps }, NO_INPUT, nowMs);
  }

  /** One event; false if it means nothing in the transaction's state, and then nothing is done. */
  step(
    transaction: AnyTransaction<M, S, C>,
    event: ServerEvent | ClientEvent,
    input: EventInput<M>,
    nowMs: number,
  ): boolean {
    const row = rowOf(transaction, event);
    if (row === undefined) return false;
    this.#run(transaction, row, input, nowMs);
    return true;
  }

  /** Sends the bytes that the transaction keeps. */
  send(transaction: AnyTransaction<M, S, C>): void {
    if (transaction.last === null) return;
    this.push({ do: "send", bytes: transaction.last, to: transaction.destination, transaction });
  }

  advance(nowMs: number): void {
    this.timers.advance(nowMs, (transaction, timer, now) => {
      this.step(transaction, timer, NO_INPUT, now);
    });
  }

  /** Does a row, then those of the timers of zero length that it armed. */
  #run(
    transaction: AnyTransaction<M, S, C>,
    first: AnyRow,
    input: EventInput<M>,
    nowMs: number,
  ): void {
    let row: AnyRow | undefined = first;
    while (row !== undefined) {
      transaction.state = row.next;
      let immediate: Timer | null = null;
      const steps: readonly Step[] = row.steps;
      for (let at = 0; at < steps.length; at++) {
        const { what, effect, timer, by } = steps[at]!;
        if (what === "do") this.#do(transaction, effect, input);
        else if (what === "stop") this.timers.stop(transaction, timer);
        else if (what === "repeat") this.timers.repeat(transaction, timer, by, nowMs);
        else if (this.timers.start(transaction, timer, nowMs)) immediate = timer;
      }
      if (row.next === "terminated") this.#end(transaction);
      row = immediate === null ? undefined : rowOf(transaction, immediate);
    }
    this.timers.arm(transaction);
  }

  #do(
    transaction: AnyTransaction<M, S, C>,
    effect: Extract<Effect, string>,
    input: EventInput<M>,
  ): void {
    switch (effect) {
      case "send":
        transaction.last = input.bytes;
        this.send(transaction);
        break;
      case "resend":
        if (transaction.last !== null) this.retransmissionsOut += 1;
        this.send(transaction);
        break;
      case "notify":
        this.#notify(transaction, input);
        break;
      case "acknowledge":
        if (transaction.last === null || input.message === null) break;
        transaction.last = this.hooks.writeAck(transaction.last, input.message);
        this.send(transaction);
        break;
      case "trying":
        if (transaction.side === "client" || transaction.request === null) break;
        if (transaction.status !== 0) break;
        transaction.status = 100;
        transaction.last = this.hooks.writeTrying(transaction.request);
        this.send(transaction);
        break;
      case "report-timeout":
        this.#reportClient(transaction, "timeout");
        break;
      case "report-timer-c":
        this.#reportClient(transaction, "timer-c");
        break;
      case "report-send-failed":
        this.#reportClient(transaction, "send-failed");
        break;
      case "report-respond-failed":
        this.#reportServer(transaction, "respond-failed");
        break;
      case "report-unacknowledged":
        this.#reportServer(transaction, "unacknowledged");
        break;
      case "report-abandoned":
        this.#reportServer(transaction, "abandoned");
        break;
      default:
        unreachable(effect);
    }
  }

  #notify(transaction: AnyTransaction<M, S, C>, input: EventInput<M>): void {
    const { message, status } = input;
    if (message === null) return;
    if (transaction.side === "server") {
      this.push({ do: "ack", message, invite: transaction });
      return;
    }
    transaction.status = status;
    if (transaction.cancels === null) this.push({ do: "response", transaction, message, status });
  }

  #reportClient(
    transaction: AnyTransaction<M, S, C>,
    what: "timeout" | "timer-c" | "send-failed",
  ): void {
    // A CANCEL that fails is nobody's news: the INVITE's own timer ends that.
    if (transaction.side === "server" || transaction.cancels !== null) return;
    this.push({ do: what, transaction });
  }

  #reportServer(
    transaction: AnyTransaction<M, S, C>,
    what: "respond-failed" | "unacknowledged" | "abandoned",
  ): void {
    if (transaction.side === "server") this.push({ do: what, transaction });
  }

  #end(transaction: AnyTransaction<M, S, C>): void {
    this.timers.stopAll(transaction);
    transaction.last = null;
    if (transaction.side === "server") transaction.request = null;
    this.hooks.onEnd(transaction);
    if (transaction.side === "client" && transaction.cancels !== null) return;
    this.push({ do: "terminated", transaction });
  }
}

type AnyRow = Row<TransactionState>;

/** A machine without its own names of states and events, to look rows up in whichever it is. */
interface AnyMachine {
  readonly [state: string]: { readonly [event: string]: AnyRow | undefined } | undefined;
}

function rowOf<M, S, C>(
  transaction: AnyTransaction<M, S, C>,
  event: ServerEvent | ClientEvent,
): AnyRow | undefined {
  return machineOf(transaction)[transaction.state]?.[event];
}

function machineOf<M, S, C>(transaction: AnyTransaction<M, S, C>): AnyMachine {
  if (transaction.side === "server") {
    return transaction.isInvite ? INVITE_SERVER : NON_INVITE_SERVER;
  }
  return transaction.isInvite ? INVITE_CLIENT : NON_INVITE_CLIENT;
}
