/** A call record in the making: filled by the proxy's events, written out as a row. */

import type { CallAttempt, CallEndedBy, CallRecordRow } from "@/lib/db/call-records";
import { fixedRecordText, RecordJson, wholeRecordText } from "@/lib/db/record-json";
import type { Decision } from "@/lib/policy/model";
import type { SipMessage } from "@/lib/sip/message";
import { decodeEscapes, type ParsedUri } from "@/lib/sip/sip-uri";
import type { DecidedInvite } from "../proxy/call-event";
import type { DialogState } from "../proxy/dialog-state";
import { recordText } from "./record-text";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Fields that events fill in. */
export type CallRecordDraft = Omit<Mutable<CallRecordRow>, "attempts"> & {
  attempts: Mutable<CallAttempt>[];
  /** From the answer on. Not part of the row. */
  dialog: DialogState | null;
  /** What of the row's JSON never changes, once it was made. Not part of the row. */
  fixedText: string | null;
  /** The spool has the row as it is, but for the end. Not part of the row. */
  isSpooled: boolean;
  startedMs: number;
  /** Monotonic milliseconds of the answer, before it of the start: the wall clock may be set. Not part of the row. */
  sinceMs: number;
};

/** The record of a new INVITE with what is known when it is decided. `atMs` is wall-clock time, `sinceMs` monotonic. */
export function draftRecord(
  decided: DecidedInvite,
  decision: Decision,
  agentId: string,
  atMs: number,
  sinceMs: number,
  sampled: boolean,
): CallRecordDraft {
  const { invite, source, recordId } = decided;
  const numbers = numbersOf(invite);
  return {
    id: recordId,
    agentId,
    configVersion: decided.configVersion.toString(),
    direction: decision.direction,
    carrierId: decision.carrierId,
    customerId: decision.customerId,
    trunkId: decision.trunkId,
    callId: recordText(invite.callId ?? ""),
    sourceAddress: source.address,
    sourcePort: source.port,
    transport: source.transport,
    requestUri: recordText(invite.requestUri),
    userAgent: recordText(invite.header("User-Agent") ?? "", 200),
    ...numbers,
    aSent: null,
    bSent: null,
    rule: decision.rule,
    action: decision.action,
    status: null,
    reason: recordText(decision.reason),
    trace: decision.trace,
    becauseTable: decision.because?.table ?? null,
    becauseId: uuidOrNull(decision.because?.id ?? null),
    attempts: [],
    startedAt: new Date(atMs).toISOString(),
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    postDialDelayMs: null,
    endedBy: null,
    complete: false,
    sampled,
    dialog: null,
    isSpooled: false,
    fixedText: null,
    startedMs: atMs,
    sinceMs,
  };
}

/** The record as it stands now. */
export function recordJson(draft: CallRecordDraft): RecordJson {
  draft.fixedText ??= fixedRecordText(draft);
  return new RecordJson(draft.id, draft.complete, wholeRecordText(draft.fixedText, draft));
}

/** A draft that goes on from what the spool kept of an open call, as old as it is at `sinceMs`, monotonic. */
export function draftFrom(
  record: CallRecordRow,
  dialog: DialogState,
  sinceMs: number,
): CallRecordDraft {
  return {
    ...record,
    attempts: record.attempts.map((attempt) => ({ ...attempt })),
    dialog,
    isSpooled: true,
    fixedText: null,
    startedMs: Date.parse(record.startedAt),
    sinceMs,
  };
}

/** Closes the record. */
export function closeRecord(draft: CallRecordDraft, atMs: number, by: CallEndedBy | null): void {
  draft.endedAt = new Date(atMs).toISOString();
  draft.endedBy = by;
  draft.complete = true;
}

function numbersOf(invite: SipMessage) {
  const from = invite.from?.parsedUri ?? null;
  const user = userOf(from);
  const isHostAnonymous = from?.kind === "sip" && from.host === "anonymous.invalid";
  const word = user?.toLowerCase();
  return {
    aReceived: user,
    bReceived: userOf(invite.parsedRequestUri),
    assertedReceived: (invite.assertedIdentities ?? []).map(
      (identity) => userOf(identity.parsedUri) ?? recordText(identity.uri, 200),
    ),
    anonymous:
      word === undefined ? isHostAnonymous : word === "anonymous" || word === "unavailable",
  };
}

/** The number as it is meant, escapes decoded; null if the URI has none. */
function userOf(uri: ParsedUri | null): string | null {
  if (uri?.kind === "tel") return recordText(uri.number, 200);
  return uri?.kind === "sip" ? userText(uri.user) : null;
}

/** A user part as it is meant. */
export function userText(user: string | null): string | null {
  return user === null ? null : recordText(decodeEscapes(user) ?? user, 200);
}

/** The settings row has the id "1", which is no UUID: the table says enough. */
function uuidOrNull(id: string | null): string | null {
  return id !== null && id.length === 36 ? id : null;
}
