/** What stays of an answer, for how long, and when DNS is asked again. */
import { describe, expect, it } from "vitest";
import type { DnsAnswer } from "./dns-record";
import { ABSENT_MS_TO_DROP, afterAnswer, type KnownRecords, unasked } from "./known-records";

const RECORDS = [{ type: "A", address: "192.0.2.10" }] as const;
const good = (ttlSec: number): DnsAnswer => ({ kind: "records", records: RECORDS, ttlSec });
const absent = (ttlSec: number): DnsAnswer => ({ kind: "absent", why: "NXDOMAIN", ttlSec });
const failed: DnsAnswer = { kind: "failed", why: "no answer" };
const start = unasked("gw.example", "A", 0);
const known = afterAnswer(start, good(100), 0, 0);

describe("when DNS is asked again", () => {
  it("before the TTL is over, spread by chance", () => {
    expect(afterAnswer(start, good(100), 1_000, 0).dueMs).toBe(76_000);
    expect(afterAnswer(start, good(100), 1_000, 0.999).dueMs).toBeCloseTo(96_000, -2);
  });

  it("not every instant for a TTL of 0, and within the hour for a huge one", () => {
    expect(afterAnswer(start, good(0), 0, 0).dueMs).toBe(750);
    expect(afterAnswer(start, good(0x7fffffff), 0, 0.999).dueMs).toBeLessThan(3_600_000);
  });

  it("after a negative answer not before its TTL, within 5 minutes", () => {
    expect(afterAnswer(start, absent(60), 0, 0).dueMs).toBe(60_000);
    expect(afterAnswer(start, absent(0), 0, 0).dueMs).toBe(5_000);
    expect(afterAnswer(start, absent(86_400), 0, 0).dueMs).toBe(300_000);
  });

  it("without an answer ever more seldom, at least once a minute", () => {
    let now: KnownRecords = start;
    const waits = Array.from({ length: 8 }, () => {
      now = afterAnswer(now, failed, 0, 0.5);
      return Math.round(now.dueMs);
    });
    expect(waits).toEqual([1_700, 3_400, 6_800, 13_600, 27_200, 51_000, 51_000, 51_000]);
    expect(afterAnswer(now, good(100), 0, 0).failures).toBe(0);
  });
});

describe("the last good records", () => {
  it("stay while DNS gives no answer, however long", () => {
    let now = known;
    for (let hour = 1; hour < 100; hour += 1) now = afterAnswer(now, failed, hour * 3_600_000, 0);
    expect(now).toMatchObject({ records: RECORDS, state: { kind: "failed", why: "no answer" } });
  });

  it("stay when DNS says that there are none, until it said so three times over 15 minutes", () => {
    let now = known;
    for (const atMs of [0, 60_000, 120_000, ABSENT_MS_TO_DROP - 1]) {
      now = afterAnswer(now, absent(60), atMs, 0);
      expect(now).toMatchObject({ records: RECORDS, state: { kind: "absent", why: "NXDOMAIN" } });
    }
    expect(afterAnswer(now, absent(60), ABSENT_MS_TO_DROP, 0).records).toBeNull();
    const twice = afterAnswer(
      afterAnswer(known, absent(60), 0, 0),
      absent(60),
      ABSENT_MS_TO_DROP,
      0,
    );
    expect(twice.records).toBe(RECORDS);
  });

  it("are not given up by silence, which takes back nothing that DNS said either", () => {
    const gone = afterAnswer(known, absent(60), 0, 0);
    const silent = afterAnswer(gone, failed, ABSENT_MS_TO_DROP * 9, 0);
    expect(silent).toMatchObject({ records: RECORDS, state: { kind: "absent" }, absences: 1 });
  });

  it("that come again end the count", () => {
    let now = afterAnswer(known, absent(60), 0, 0);
    now = afterAnswer(afterAnswer(now, absent(60), 1, 0), good(60), 2, 0);
    now = afterAnswer(now, absent(60), ABSENT_MS_TO_DROP * 2, 0);
    expect(now).toMatchObject({ records: RECORDS, absences: 1 });
  });
});
