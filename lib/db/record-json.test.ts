// The hand-written JSON of a record against JSON.stringify, whatever stands in it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallRecordRow } from "./call-records";
import { fixedRecordText, RecordJson, wholeRecordText } from "./record-json";

const anyText = fc.string({ unit: "binary", maxLength: 40 });
const textOrNull = fc.option(anyText);
const id = fc.uuid();
const time = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
  .map((date) => date.toISOString());

const attempt = fc.record({
  targetTable: fc.constantFrom("gateway", "core_endpoint"),
  targetId: id,
  destination: anyText,
  startedAt: time,
  ringingAt: fc.option(time),
  endedAt: fc.option(time),
  status: fc.option(fc.nat(699)),
  reason: anyText,
});

const record: fc.Arbitrary<CallRecordRow> = fc.record({
  id,
  agentId: id,
  configVersion: fc.nat().map(String),
  direction: fc.option(fc.constantFrom("termination", "origination")),
  carrierId: fc.option(id),
  customerId: fc.option(id),
  trunkId: fc.option(id),
  callId: anyText,
  sourceAddress: fc.oneof(fc.ipV4(), fc.ipV6()),
  sourcePort: fc.nat(65_535),
  transport: fc.constantFrom("udp", "tcp", "tls"),
  requestUri: anyText,
  userAgent: anyText,
  aReceived: textOrNull,
  bReceived: textOrNull,
  aSent: textOrNull,
  bSent: textOrNull,
  assertedReceived: fc.array(anyText, { maxLength: 3 }),
  anonymous: fc.boolean(),
  rule: fc.constantFrom("route", "unknown-source"),
  action: fc.constantFrom("route", "reject"),
  status: fc.option(fc.nat(699)),
  reason: anyText,
  trace: fc.array(fc.dictionary(anyText, anyText, { noNullPrototype: true }), { maxLength: 2 }),
  becauseTable: fc.option(fc.constant("trunk")),
  becauseId: fc.option(id),
  attempts: fc.array(attempt, { maxLength: 3 }),
  startedAt: time,
  ringingAt: fc.option(time),
  answeredAt: fc.option(time),
  endedAt: fc.option(time),
  postDialDelayMs: fc.option(fc.nat()),
  endedBy: fc.option(fc.constantFrom("caller", "callee", "agent", "timeout")),
  complete: fc.boolean(),
  sampled: fc.boolean(),
});

describe("the JSON of a call record", () => {
  it("says what the record says, every field of it", () => {
    fc.assert(
      fc.property(record, (row) => {
        const text = wholeRecordText(fixedRecordText(row), row);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(row)));
      }),
    );
  });

  it("takes up an end in the place of what stood there", () => {
    fc.assert(
      fc.property(record, time, (row, endedAt) => {
        const end = { recordId: row.id, endedAt, endedBy: "callee" } as const;
        const ended = RecordJson.of(row).ended(end);
        expect(ended.isComplete).toBe(true);
        const { recordId: _, ...fields } = end;
        expect(ended.row()).toEqual({ ...RecordJson.of(row).row(), ...fields, complete: true });
      }),
    );
  });
});
