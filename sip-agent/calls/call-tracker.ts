/** Turns the proxy's events into call records, keeps the calls that are up, and hands all to the spool. */
import { unreachable } from "@/lib/core/unreachable";
import type { CallEnd } from "@/lib/db/call-records";
import { RecordJson } from "@/lib/db/record-json";
import type { CallEvent } from "../proxy/call-event";
import { type CallState, UNKNOWN_CALL } from "../proxy/call-state";
import { withChange } from "../proxy/dialog-state";
import type { HangUpReason, RunningCall } from "../proxy/own-bye";
import type { CallCounts } from "./call-counts";
import {
  type CallRecordDraft,
  closeRecord,
  draftFrom,
  draftRecord,
  recordJson,
  userText,
} from "./call-record-draft";
import type { OpenCall } from "./call-spool";
import { LatelyOver } from "./lately-over";
import { MessageKeeper } from "./message-keeper";
import { recordText } from "./record-text";
import type { SpoolEntry } from "./spool-entry";

export interface CallTrackerOptions {
  readonly agentId: string;
  /** Wall-clock milliseconds: what records say. */
  readonly now: () => number;
  /** Monotonic milliseconds: how long a call has been there. */
  readonly monotonicMs: () => number;
  /** Writes one entry; durable against the death of the process when it returns. */
  readonly append: (entry: SpoolEntry) => void;
  /** One line for the log, at the decision of a call and at its end. */
  readonly onCall: (line: CallLine) => void;
  /** Ends a call that is up longer than it may be; its record closes at once. */
  readonly hangUp: (call: RunningCall, reason: HangUpReason) => void;
  /** Told which calls hold a channel: the same that the tracker holds. */
  readonly counts: CallCounts;
}

/** What the log and the metrics say of a call. */
export interface CallLine {
  readonly what: "refused" | "routed" | "answered" | "failed" | "ended";
  readonly recordId: string;
  readonly callId: string;
  readonly rule: string;
  readonly direction: string | null;
  readonly carrierId: string | null;
  readonly trunkId: string | null;
  readonly status: number | null;
  readonly endedBy: string | null;
  readonly durationMs: number | null;
}

/** Calls hung up by one sweep: after an outage there may be thousands, and each is two requests. */
const MOST_HANG_UPS = 200;
/** A call that is neither answered nor refused for so long is a fault of ours; its record is closed all the same. */
const UNANSWERED_MS = 900_000;

const OVER: CallState = { kind: "over" };
const SETTING_UP: CallState = { kind: "setting-up" };

/** A peer's reason phrase, as far as it is kept. */
const REASON_CHARS = 200;

export class CallTracker {
  readonly #options: CallTrackerOptions;
  /** Calls being set up, and calls that are up. */
  readonly #calls = new Map<string, CallRecordDraft>();
  readonly #over = new LatelyOver();
  readonly #messages: MessageKeeper;
  #open = 0;

  /** `open` are the calls that a former process left. */
  constructor(options: CallTrackerOptions, open: Iterable<OpenCall>) {
    this.#options = options;
    const { append, counts } = options;
    this.#messages = new MessageKeeper((recordId, messages) =>
      append({ kind: "messages", recordId, messages }),
    );
    for (const { record: kept, dialog } of open) {
      const record = kept.row();
      // The wall clock is all that two processes share; one that was set back meanwhile makes no call older.
      const answeredMs = Date.parse(record.answeredAt ?? record.startedAt);
      const ageMs = Math.max(0, options.now() - answeredMs);
      this.#calls.set(record.id, draftFrom(record, dialog, options.monotonicMs() - ageMs));
      this.#open += 1;
      const { id, trunkId, carrierId } = record;
      if (trunkId !== null && carrierId !== null) counts.resume(id, trunkId, carrierId);
    }
  }

  /** Calls that are answered and have not ended. */
  get openCount(): number {
    return this.#open;
  }

  /** Calls being set up or up. */
  get count(): number {
    return this.#calls.size;
  }

  /** What is known of a call, for requests inside its dialog. */
  stateOf(recordId: string): CallState {
    const draft = this.#calls.get(recordId);
    if (draft === undefined) return this.#over.has(recordId) ? OVER : UNKNOWN_CALL;
    return draft.dialog === null ? SETTING_UP : { kind: "up", dialog: draft.dialog };
  }

  isSampled(recordId: string): boolean {
    return this.#messages.isKept(recordId);
  }

  /** What the spool carries over into a new segment. */
  *openCalls(): Generator<OpenCall> {
    for (const draft of this.#calls.values()) {
      if (draft.dialog !== null) yield { record: recordJson(draft), dialog: draft.dialog };
    }
  }

  /** Likewise, of calls being set up. */
  *begunCalls(): Generator<RecordJson> {
    for (const draft of this.#calls.values()) if (draft.dialog === null) yield recordJson(draft);
  }

  /** Answered calls without an end, by their records' ids. */
  *openIds(): Generator<string> {
    for (const draft of this.#calls.values()) if (draft.dialog !== null) yield draft.id;
  }

  /** Another agent saw the end of a call that this one holds open: its record is complete, its channel free. */
  endedElsewhere(end: CallEnd): void {
    const draft = this.#calls.get(end.recordId);
    if (draft === undefined || draft.answeredAt === null) return;
    closeRecord(draft, Date.parse(end.endedAt), end.endedBy);
    this.#open -= 1;
    this.#finish(draft, { kind: "ended", end });
    this.#say("ended", draft);
  }

  /** Closes the records of calls that were being set up when a former process ended. */
  closeBegun(records: Iterable<RecordJson>): void {
    const endedAt = new Date(this.#options.now()).toISOString();
    for (const record of records) {
      const reason = "The agent ended while the call was being set up";
      const end = { reason, endedAt, endedBy: "agent", complete: true } as const;
      const closed = RecordJson.of({ ...record.row(), ...end });
      this.#options.append({ kind: "closed", record: closed });
    }
  }

  observe(event: CallEvent): void {
    const now = this.#options.now();
    switch (event.kind) {
      case "refused":
        this.#refused(event, now);
        return;
      case "routed":
        this.#routed(event, now);
        return;
      case "target-tried":
      case "target-ringing":
      case "target-ended":
        this.#target(event, now);
        return;
      case "answered":
        this.#answered(event, now);
        return;
      case "failed":
        this.#failed(event, now);
        return;
      case "dialog-changed":
        this.#dialogChanged(event);
        return;
      case "ended":
        this.#ended(event);
        return;
      case "message":
        this.#messages.keep(event.recordId, event.leg, event.peer, event.bytes, now);
        return;
      case "alert":
        return;
      default:
        unreachable(event);
    }
  }

  /**
   * Once a second or so: hands on kept messages, and ends calls that are longer than their trunk allows: their BYE went
   * another way, or never came. Their channels are free again.
   * No clock that is set ends a call. `longestSecOf` is asked for a trunk's longest call, in seconds.
   */
  sweep(longestSecOf: (trunkId: string | null) => number): void {
    const now = this.#options.now();
    this.#messages.sweep(now);
    this.#options.counts.sweep();
    const monotonicMs = this.#options.monotonicMs();
    let hungUp = 0;
    for (const draft of this.#calls.values()) {
      const ageMs = monotonicMs - draft.sinceMs;
      if (draft.answeredAt === null) {
        if (ageMs > UNANSWERED_MS) this.#closeUnanswered(draft, now);
        continue;
      }
      if (ageMs <= longestSecOf(draft.trunkId) * 1_000) continue;
      if (hungUp === MOST_HANG_UPS) return;
      hungUp += 1;
      this.#hangUp(draft, "Longest call reached");
      this.#close(draft, now, "timeout");
    }
  }

  #hangUp(draft: CallRecordDraft, reason: HangUpReason): void {
    const { id: recordId, direction, carrierId, dialog } = draft;
    if (dialog === null || direction === null || carrierId === null) return;
    this.#options.hangUp({ recordId, direction, carrierId, dialog }, reason);
  }

  #refused(event: CallEvent & { kind: "refused" }, now: number): void {
    const { decided, status, answer, isKept } = event;
    const draft = this.#draft(event, now, false);
    draft.status = status;
    closeRecord(draft, now, null);
    const { append } = this.#options;
    append({ kind: "closed", record: recordJson(draft) });
    if (isKept && this.#messages.begin(draft.id)) {
      const [from, to] =
        draft.direction === "origination"
          ? (["from-core", "to-core"] as const)
          : (["from-carrier", "to-carrier"] as const);
      const { source, invite } = decided;
      this.#messages.keep(draft.id, from, source, invite.bytes, now);
      this.#messages.keep(draft.id, to, source, answer, now);
      this.#messages.end(draft.id, Number.NEGATIVE_INFINITY);
    }
    this.#say("refused", draft);
  }

  #routed(event: CallEvent & { kind: "routed" }, now: number): void {
    const { decided, decision, isSampled } = event;
    const sampled = isSampled && this.#messages.begin(decided.recordId);
    const draft = this.#draft(event, now, sampled);
    this.#calls.set(draft.id, draft);
    this.#options.counts.begin(draft.id, decision.trunkId, decision.carrierId);
    this.#options.append({ kind: "begun", record: recordJson(draft) });
    this.#say("routed", draft);
  }

  #draft(
    { decided, decision }: CallEvent & { kind: "refused" | "routed" },
    now: number,
    sampled: boolean,
  ): CallRecordDraft {
    const { agentId, monotonicMs } = this.#options;
    return draftRecord(decided, decision, agentId, now, monotonicMs(), sampled);
  }

  #target(
    event: CallEvent & { kind: "target-tried" | "target-ringing" | "target-ended" },
    now: number,
  ): void {
    const draft = this.#calls.get(event.recordId);
    if (draft === undefined) return;
    const at = new Date(now).toISOString();
    if (event.kind === "target-tried") {
      const { target, destination } = event;
      draft.aSent = userText(event.aSent);
      draft.bSent = userText(event.bSent);
      draft.attempts[event.index] = {
        targetTable: target.table,
        targetId: target.id,
        destination:
          destination === null
            ? ""
            : `${destination.transport}:${destination.address}:${destination.port}`,
        startedAt: at,
        ringingAt: null,
        endedAt: null,
        status: null,
        reason: "",
      };
      return;
    }
    const attempt = draft.attempts[event.index];
    if (attempt === undefined) return;
    if (event.kind === "target-ringing") {
      attempt.ringingAt = at;
      if (draft.answeredAt !== null) draft.isSpooled = false;
      draft.ringingAt ??= at;
      draft.postDialDelayMs ??= Math.max(0, now - draft.startedMs);
      return;
    }
    attempt.endedAt = at;
    if (draft.answeredAt !== null) draft.isSpooled = false;
    attempt.status = event.status;
    attempt.reason = recordText(event.reason, REASON_CHARS);
  }

  #answered(event: CallEvent & { kind: "answered" }, now: number): void {
    const draft = this.#calls.get(event.recordId);
    if (draft === undefined) return;
    draft.status = event.status;
    draft.answeredAt = new Date(now).toISOString();
    draft.sinceMs = this.#options.monotonicMs();
    draft.postDialDelayMs ??= Math.max(0, now - draft.startedMs);
    draft.dialog = event.dialog;
    draft.isSpooled = true;
    this.#open += 1;
    this.#options.append({ kind: "open", record: recordJson(draft), dialog: event.dialog });
    this.#say("answered", draft);
  }

  #failed(event: CallEvent & { kind: "failed" }, now: number): void {
    const draft = this.#calls.get(event.recordId);
    if (draft === undefined) return;
    draft.status = event.status;
    draft.reason = recordText(event.reason, REASON_CHARS);
    closeRecord(draft, now, event.isCancelled ? "caller" : null);
    this.#finish(draft, { kind: "closed", record: recordJson(draft) });
    this.#say("failed", draft);
  }

  #dialogChanged({ recordId, change }: CallEvent & { kind: "dialog-changed" }): void {
    const draft = this.#calls.get(recordId);
    if (draft === undefined || draft.dialog === null) return;
    draft.dialog = withChange(draft.dialog, change);
    this.#options.append({ kind: "dialog", recordId, dialog: draft.dialog });
  }

  #ended({ recordId, by, atMs }: CallEvent & { kind: "ended" }): void {
    const draft = this.#calls.get(recordId);
    if (draft !== undefined && draft.answeredAt !== null) {
      this.#close(draft, atMs, by);
      return;
    }
    // A BYE in an early dialog: the INVITE's own refusal ends the record.
    if (draft !== undefined) return;
    // Another process' call, or one whose record is closed (both sides hung up at once): the first end counts.
    const end = { recordId, endedAt: new Date(atMs).toISOString(), endedBy: by };
    this.#options.append({ kind: "ended", end });
  }

  #close(
    draft: CallRecordDraft,
    atMs: number,
    by: "caller" | "callee" | "agent" | "timeout",
  ): void {
    closeRecord(draft, atMs, by);
    this.#open -= 1;
    const { id: recordId, endedAt } = draft;
    // The rest of the record is in the spool since the answer: writing it a third time is a third of what records cost.
    const last: SpoolEntry =
      draft.isSpooled && endedAt !== null
        ? { kind: "ended", end: { recordId, endedAt, endedBy: by } }
        : { kind: "closed", record: recordJson(draft) };
    this.#finish(draft, last);
    this.#say("ended", draft);
  }

  #closeUnanswered(draft: CallRecordDraft, now: number): void {
    closeRecord(draft, now, "timeout");
    this.#finish(draft, { kind: "closed", record: recordJson(draft) });
    this.#say("failed", draft);
  }

  #finish(draft: CallRecordDraft, last: SpoolEntry): void {
    this.#calls.delete(draft.id);
    this.#options.counts.end(draft.id);
    this.#over.add(draft.id);
    this.#options.append(last);
    this.#messages.end(draft.id, this.#options.now());
  }

  #say(what: CallLine["what"], draft: CallRecordDraft): void {
    const { id, callId, rule, direction, carrierId, trunkId, status, endedBy } = draft;
    const { answeredAt, endedAt } = draft;
    const durationMs =
      answeredAt !== null && endedAt !== null ? Date.parse(endedAt) - Date.parse(answeredAt) : null;
    const common = { callId, rule, direction, carrierId, trunkId, status, endedBy };
    this.#options.onCall({ what, recordId: id, ...common, durationMs });
  }
}
