// A call record as JSON, made once: the same text stands in the sip-agent's spool and goes to Postgres.
import type { CallEnd, CallRecordRow } from "./call-records";

const OPENING_BRACE = 0x7b;

/** What of a record may change after the decision. */
type EventField =
  | "aSent"
  | "bSent"
  | "status"
  | "reason"
  | "attempts"
  | "ringingAt"
  | "answeredAt"
  | "endedAt"
  | "postDialDelayMs"
  | "endedBy"
  | "complete";

export class RecordJson {
  readonly id: string;
  readonly isComplete: boolean;
  readonly text: string;

  constructor(id: string, isComplete: boolean, text: string) {
    this.id = id;
    this.isComplete = isComplete;
    this.text = text;
  }

  static of(row: CallRecordRow): RecordJson {
    return new RecordJson(row.id, row.complete, JSON.stringify(row));
  }

  /** Read back from the text. */
  row(): CallRecordRow {
    return JSON.parse(this.text);
  }

  /** The same record with its end. Of a key that stands twice the last counts, here as in Postgres' jsonb. */
  ended({ endedAt, endedBy }: CallEnd): RecordJson {
    const end = `"endedAt":"${endedAt}","endedBy":"${endedBy}","complete":true`;
    return new RecordJson(this.id, true, `${this.text.slice(0, -1)},${end}}`);
  }
}

/**
 * The part of a record's JSON that its decision fixes, without the closing brace. Written by hand: it is made for each
 * call, and `JSON.stringify` of 35 fields takes five times as long. Ids, times and words of ours need no escaping;
 * whatever a peer has sent goes through `JSON.stringify`.
 */
export function fixedRecordText(record: Omit<CallRecordRow, EventField>): string {
  return inOnePiece(
    `{"id":"${record.id}","agentId":"${record.agentId}","configVersion":"${record.configVersion}","direction":${word(record.direction)},"carrierId":${word(record.carrierId)},"customerId":${word(record.customerId)},"trunkId":${word(record.trunkId)},"callId":${JSON.stringify(record.callId)},"sourceAddress":"${record.sourceAddress}","sourcePort":${record.sourcePort},"transport":"${record.transport}","requestUri":${JSON.stringify(record.requestUri)},"userAgent":${JSON.stringify(record.userAgent)},"aReceived":${JSON.stringify(record.aReceived)},"bReceived":${JSON.stringify(record.bReceived)},"assertedReceived":${JSON.stringify(record.assertedReceived)},"anonymous":${record.anonymous},"rule":"${record.rule}","action":"${record.action}","becauseTable":${word(record.becauseTable)},"becauseId":${word(record.becauseId)},"startedAt":"${record.startedAt}","sampled":${record.sampled},"trace":${JSON.stringify(record.trace)}`,
  );
}

/** The whole text: what is fixed, and what has happened so far. */
export function wholeRecordText(
  fixedText: string,
  record: Pick<CallRecordRow, EventField>,
): string {
  return inOnePiece(
    `${fixedText},"aSent":${JSON.stringify(record.aSent)},"bSent":${JSON.stringify(record.bSent)},"status":${record.status},"reason":${JSON.stringify(record.reason)},"attempts":${attemptsText(record.attempts)},"ringingAt":${word(record.ringingAt)},"answeredAt":${word(record.answeredAt)},"endedAt":${word(record.endedAt)},"postDialDelayMs":${record.postDialDelayMs},"endedBy":${word(record.endedBy)},"complete":${record.complete}}`,
  );
}

function attemptsText(attempts: CallRecordRow["attempts"]): string {
  let text = "";
  for (const one of attempts) {
    if (text !== "") text += ",";
    text += `{"targetTable":"${one.targetTable}","targetId":"${one.targetId}","destination":${JSON.stringify(one.destination)},"startedAt":"${one.startedAt}","ringingAt":${word(one.ringingAt)},"endedAt":${word(one.endedAt)},"status":${one.status},"reason":${JSON.stringify(one.reason)}}`;
  }
  return `[${text}]`;
}

/** A word of ours, an id or a time. */
function word(text: string | null): string {
  return text === null ? "null" : `"${text}"`;
}

/** A text of many parts stays a tree of them until a character of it is asked for, and is walked anew for each use. */
function inOnePiece(text: string): string {
  // The answer is used, or the optimizer leaves the question out.
  if (text.charCodeAt(0) !== OPENING_BRACE) throw new Error("not the text of a record");
  return text;
}
