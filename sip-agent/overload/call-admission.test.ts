/** The admission of new calls against a process that can do so much work a second and no more. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallAdmission } from "./call-admission";

const READING_MS = 100;

/** Seconds of an offered rate against a process that serves `capacity` calls a second; a refusal costs a twentieth. */
function run(
  admission: CallAdmission,
  offered: number,
  capacity: number,
  from: number,
  sec: number,
) {
  let taken = 0;
  let backlog = 0;
  for (let reading = 0; reading < sec * 10; reading++) {
    const startMs = from + reading * READING_MS;
    const arriving = Math.round(offered / 10);
    for (let n = 0; n < arriving; n++) {
      const isTaken = admission.take(startMs + (n / arriving) * READING_MS);
      if (isTaken) taken += 1;
      backlog += isTaken ? 1 / capacity : 1 / (20 * capacity);
    }
    const worked = Math.min(backlog, READING_MS / 1_000);
    backlog -= worked;
    admission.read(worked / (READING_MS / 1_000), startMs + READING_MS);
  }
  return { perSec: taken / sec, backlog, endMs: from + sec * 1_000 };
}

describe("admission of new calls", () => {
  it("at three times what can be served, takes nearly what can be served, and keeps up with it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 5_000 }), (capacity) => {
        const admission = new CallAdmission({ busy: 0.97 }, 0);
        const rising = run(admission, 3 * capacity, capacity, 0, 10);
        const steady = run(admission, 3 * capacity, capacity, rising.endMs, 20);
        expect(steady.perSec).toBeGreaterThan(0.7 * capacity);
        expect(steady.perSec).toBeLessThan(capacity);
        expect(steady.backlog).toBeLessThan(0.5);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("takes all again when there is less to do", () => {
    const admission = new CallAdmission({ busy: 0.97 }, 0);
    const over = run(admission, 3_000, 1_000, 0, 10);
    expect(admission.perSec).toBeLessThan(1_200);
    const quiet = run(admission, 400, 1_000, over.endMs, 5);
    expect(admission.perSec).toBe(Number.POSITIVE_INFINITY);
    const { refused } = admission;
    run(admission, 400, 1_000, quiet.endMs, 5);
    expect(admission.refused).toBe(refused);
  });

  it("refuses nobody for a busy moment, and nobody below the limit", () => {
    const admission = new CallAdmission({ busy: 0.97 }, 0);
    for (let n = 1; n <= 100; n++) {
      admission.read(n % 3 === 0 ? 0.9 : 1, n * READING_MS);
      expect(admission.take(n * READING_MS)).toBe(true);
    }
  });

  it("takes some calls however long there is no time left", () => {
    const admission = new CallAdmission({ busy: 0.97 }, 0);
    for (let n = 1; n <= 1_000; n++) admission.read(1, n * READING_MS);
    expect(admission.perSec).toBe(100);
    expect(admission.take(101_000)).toBe(true);
  });

  it("refuses none of a few calls, whatever else keeps the process busy", () => {
    const admission = new CallAdmission({ busy: 0.97 }, 0);
    for (let second = 0; second < 20; second++) {
      for (let n = 0; n < 20; n++) expect(admission.take(second * 1_000)).toBe(true);
      for (let n = 1; n <= 10; n++) admission.read(1, second * 1_000 + n * READING_MS);
    }
  });

  it("never refuses where the limit is all of the time", () => {
    const admission = new CallAdmission({ busy: 1 }, 0);
    for (let n = 1; n <= 100; n++) admission.read(1, n * READING_MS);
    expect(admission.perSec).toBe(Number.POSITIVE_INFINITY);
  });
});
