/** Channels and calls per second against a model that keeps every call and looks at each of them anew. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallCounts } from "./call-counts";
import { SecondWindow } from "./second-window";

describe("calls within the last second", () => {
  it("count until exactly one second after they began", () => {
    const window = new SecondWindow();
    window.add(500);
    expect(window.count(500)).toBe(1);
    expect(window.count(1_499.999)).toBe(1);
    expect(window.count(1_500)).toBe(0);
  });

  it("never pass a limit within any second, wherever it begins, and fill it whenever they may", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), gaps, (limit, waits) => {
        const counts = new CallCounts(() => now);
        const passed: number[] = [];
        let now = 0;
        waits.forEach((wait, index) => {
          now += wait;
          const room = counts.callsThisSecondOfTrunk("t") < limit;
          const before = passed.filter((at) => at > now - 1_000).length;
          expect(room).toBe(before < limit);
          if (!room) return;
          counts.begin(`r${index}`, "t", "c");
          passed.push(now);
        });
        for (const start of passed) {
          const within = passed.filter((at) => at >= start && at < start + 1_000).length;
          expect(within).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it("are forgotten in the long run", () => {
    const window = new SecondWindow();
    for (let at = 0; at < 10_000; at++) {
      window.add(at);
      expect(window.count(at)).toBe(Math.min(at + 1, 1_000));
    }
    expect(window.count(20_000)).toBe(0);
  });
});

const trunk = fc.constantFrom("t1", "t2", "t3");
/** t1 and t2 are of one carrier. */
const CARRIERS: Record<string, string> = { t1: "c1", t2: "c1", t3: "c2" };
const step = fc.oneof(
  fc.record({ what: fc.constant("begin" as const), id: fc.nat(12), trunk }),
  fc.record({ what: fc.constant("resume" as const), id: fc.nat(12), trunk }),
  fc.record({ what: fc.constant("end" as const), id: fc.nat(12), trunk }),
  fc.record({ what: fc.constant("sweep" as const), id: fc.nat(400), trunk }),
);

it("channels are those of the calls that have begun and not ended, each once", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let now = 0;
      const counts = new CallCounts(() => now);
      const running = new Map<string, string>();
      const begun: { readonly at: number; readonly trunk: string }[] = [];
      for (const { what, id, trunk } of steps) {
        const recordId = `r${id}`;
        const carrierId = CARRIERS[trunk] ?? "";
        switch (what) {
          case "begin":
            counts.begin(recordId, trunk, carrierId);
            if (!running.has(recordId)) begun.push({ at: now, trunk });
            if (!running.has(recordId)) running.set(recordId, trunk);
            break;
          case "resume":
            counts.resume(recordId, trunk, carrierId);
            if (!running.has(recordId)) running.set(recordId, trunk);
            break;
          case "end":
            counts.end(recordId);
            running.delete(recordId);
            break;
          case "sweep":
            now += id;
            counts.sweep();
        }
        const trunks = [...running.values()];
        const lately = begun.filter(({ at }) => at > now - 1_000);
        for (const [one, carrier] of Object.entries(CARRIERS)) {
          const isOfCarrier = (other: string) => CARRIERS[other] === carrier;
          expect(counts.channelsOfTrunk(one)).toBe(trunks.filter((other) => other === one).length);
          expect(counts.channelsOfCarrier(carrier)).toBe(trunks.filter(isOfCarrier).length);
          expect(counts.callsThisSecondOfTrunk(one)).toBe(
            lately.filter((call) => call.trunk === one).length,
          );
          expect(counts.callsThisSecondOfCarrier(carrier)).toBe(
            lately.filter((call) => isOfCarrier(call.trunk)).length,
          );
        }
        expect(counts.channels).toBe(running.size);
      }
    }),
  );
});

it("the busiest carriers come first, and no more than asked for", () => {
  const counts = new CallCounts(() => 0);
  counts.begin("r1", "t1", "c1");
  counts.begin("r2", "t3", "c2");
  counts.begin("r3", "t3", "c2");
  expect(counts.busiestCarriers(1)).toEqual([{ carrierId: "c2", channels: 2 }]);
});
