/** OPTIONS checks: when they are sent, what demotes and what restores a target. */
import { describe, expect, it } from "vitest";
import { gatewayRow, KERERU_GATEWAY, testId } from "@/lib/policy/test-world";
import { snapshotOf } from "../proxy/test-wire";
import { type CheckedTarget, OptionsChecks } from "./options-checks";
import { afterCheck, type CheckResult, unchecked } from "./target-health";

const answer = (status: number | null): CheckResult => ({ status, reason: "x", roundTripMs: 12.4 });

describe("health of a target", () => {
  it("three misses in a row demote, two answers restore", () => {
    const states = [unchecked(0)];
    for (const [index, status] of [408, null, 200, 503, null, 408, 200, 503, 405, 404].entries()) {
      states.push(afterCheck(states.at(-1)!, answer(status), index));
    }
    expect(states.slice(1).map(({ isUp }) => isUp)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(states.at(-1)).toMatchObject({ roundTripMs: 12, reason: "404 x", changedAtMs: 9 });
  });
});

describe("checks", () => {
  it("go to each enabled target within two seconds, then every interval with jitter, one at a time", () => {
    const asked: { target: CheckedTarget; end: (result: CheckResult) => void }[] = [];
    const checks = new OptionsChecks({
      intervalMs: 30_000,
      check: (target, end) => asked.push({ target, end }),
      random: () => 0.5,
    });
    let nowMs = 0;
    const tickTo = (ms: number) => {
      nowMs = ms;
      checks.tick(nowMs, () => ({ nowMs, wallMs: nowMs }));
    };
    const gateways = [
      gatewayRow(KERERU_GATEWAY),
      gatewayRow(testId(5, 7), { enabled: false }),
      gatewayRow(testId(5, 8), { optionsCheck: false }),
    ];
    checks.follow(snapshotOf({ gateways }), 0, 0);
    tickTo(500);
    expect(asked).toEqual([]);
    tickTo(1_000);
    expect(asked.map(({ target }) => target.side)).toEqual(["carrier", "core"]);
    tickTo(40_000);
    expect(asked).toHaveLength(2);
    asked[0]?.end(answer(200));
    tickTo(40_001);
    expect(asked).toHaveLength(3);
    expect(checks.takeNews()).toMatchObject([
      { targetId: KERERU_GATEWAY, isUp: true, roundTripMs: 12 },
    ]);
    expect(checks.takeNews()).toEqual([]);
  });

  it("forget a target that moved, and one that is gone", () => {
    const checks = new OptionsChecks({
      intervalMs: 100,
      check: (_target, end) => end(answer(503)),
      random: () => 0,
    });
    checks.follow(snapshotOf(), 0, 0);
    for (let ms = 0; ms < 1_000; ms += 100) checks.tick(ms, () => ({ nowMs: ms, wallMs: ms }));
    expect(checks.isDown(KERERU_GATEWAY)).toBe(true);
    checks.follow(snapshotOf(), 1_000, 1_000);
    expect(checks.isDown(KERERU_GATEWAY)).toBe(true);
    checks.follow(snapshotOf({ gateways: [gatewayRow(KERERU_GATEWAY, { port: 5070 })] }), 0, 0);
    expect(checks.isDown(KERERU_GATEWAY)).toBe(false);
  });
});
