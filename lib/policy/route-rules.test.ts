// Rules 16 to 19, one by one.

import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import type { CallCounters, RouteDecision } from "./model";
import type { CarrierRow, TrunkRow } from "./rows";
import {
  BYOC,
  CUSTOMER,
  carrierRow,
  coreEndpointRow,
  gatewayRow,
  KERERU,
  KERERU_ACL,
  KERERU_TRUNK,
  origination,
  party,
  policyOf,
  surroundings,
  TUI,
  termination,
  testId,
  trunkRow,
  verdict,
  type WorldRows,
  worldRows,
} from "./test-world";

const ROUTED = "route route null";
const trunkWith = (changes: Partial<TrunkRow>) => ({ trunks: [trunkRow(KERERU_TRUNK, changes)] });

describe("[P-16] destination-not-allowed", () => {
  it.each([
    [["NZ"], "+6421345678", ROUTED],
    [[], "+6421345678", "reject destination-not-allowed 403"],
    [["AU"], "+6421345678", "reject destination-not-allowed 403"],
    [["NZ", "AU"], "+61212345678", ROUTED],
    [["US"], "+12025550123", ROUTED],
    [["US"], "+18765550123", "reject destination-not-allowed 403"],
    [["US", "CA"], "+870773111632", "reject destination-not-allowed 403"],
    [["US"], "+12005550123", "reject destination-not-allowed 403"],
  ])("[P-16] destination-not-allowed: list %j, %s: %s", (allowedDestinations, user, expected) => {
    expect(verdict(origination({ uri: { user } }), trunkWith({ allowedDestinations }))).toBe(
      expected,
    );
  });

  it("[P-16] destination-not-allowed: not asked of terminations", () => {
    expect(verdict(termination(), trunkWith({ allowedDestinations: [] }))).toBe(ROUTED);
  });
});

const counting = (counts: Partial<Record<keyof CallCounters, number>>) => ({
  counters: {
    channelsOfTrunk: (id: string) => (id === KERERU_TRUNK ? (counts.channelsOfTrunk ?? 0) : 0),
    channelsOfCarrier: (id: string) => (id === KERERU ? (counts.channelsOfCarrier ?? 0) : 0),
    callsThisSecondOfTrunk: (id: string) =>
      id === KERERU_TRUNK ? (counts.callsThisSecondOfTrunk ?? 0) : 0,
    callsThisSecondOfCarrier: (id: string) =>
      id === KERERU ? (counts.callsThisSecondOfCarrier ?? 0) : 0,
  },
});

describe("[P-17] limits", () => {
  const limited: Partial<CarrierRow> = { maxChannels: 20, maxCallsPerSec: 7 };
  it.each([
    [{ channelsOfTrunk: 9 }, {}, ROUTED],
    [{ channelsOfTrunk: 10 }, {}, "reject limit-channels 480"],
    [{ callsThisSecondOfTrunk: 4 }, {}, ROUTED],
    [{ callsThisSecondOfTrunk: 5 }, {}, "reject limit-cps 480"],
    [{ channelsOfCarrier: 1000, callsThisSecondOfCarrier: 1000 }, {}, ROUTED],
    [{ channelsOfCarrier: 19 }, limited, ROUTED],
    [{ channelsOfCarrier: 20 }, limited, "reject limit-channels 480"],
    [{ callsThisSecondOfCarrier: 6 }, limited, ROUTED],
    [{ callsThisSecondOfCarrier: 7 }, limited, "reject limit-cps 480"],
  ])("[P-17] limit-channels, limit-cps: %o of %o: %s", (counts, carrier, expected) => {
    const carriers = [carrierRow(KERERU, carrier)];
    expect(verdict(termination(), { carriers }, counting(counts))).toBe(expected);
    expect(verdict(origination(), { carriers }, counting(counts))).toBe(expected);
  });

  it("[P-17] limit-channels: a trunk without limits has no room", () => {
    expect(verdict(termination(), trunkWith({ maxChannels: null }))).toBe(
      "reject limit-channels 480",
    );
    expect(verdict(termination(), trunkWith({ maxCallsPerSec: null }))).toBe(
      "reject limit-cps 480",
    );
  });

  it("[P-17] limit-cps: says when to try again", () => {
    const full = surroundings(counting({ callsThisSecondOfTrunk: 5 }));
    expect(decide(policyOf(worldRows()), termination(), full)).toMatchObject({
      retryAfterSec: 1,
      because: { table: "trunk", id: KERERU_TRUNK },
    });
  });
});

describe("[P-18] no-target", () => {
  it.each<[Partial<WorldRows>, string, string]>([
    [{ gateways: [] }, ROUTED, "reject no-target 480"],
    [{ gateways: [gatewayRow(testId(5, 1), { enabled: false })] }, ROUTED, "reject no-target 480"],
    [{ gateways: [gatewayRow(testId(5, 1), { carrierId: TUI })] }, ROUTED, "reject no-target 480"],
    [{ gateways: [gatewayRow(testId(5, 1), { removedAtMs: 1 })] }, ROUTED, "reject no-target 480"],
    [{ coreEndpoints: [] }, "reject no-target 480", ROUTED],
    [
      { coreEndpoints: [coreEndpointRow(testId(5, 3), { enabled: false })] },
      "reject no-target 480",
      ROUTED,
    ],
  ])("[P-18] no-target: %o", (rows, terminated, originated) => {
    expect(verdict(termination(), rows)).toBe(terminated);
    expect(verdict(origination(), rows)).toBe(originated);
  });

  it("[P-18] no-target: a target that is down is tried all the same", () => {
    expect(verdict(origination(), {}, { isDown: () => true })).toBe(ROUTED);
  });
});

function routed(decision: ReturnType<typeof decide>): RouteDecision {
  if (decision.action !== "route") throw new Error(`${decision.action} ${decision.rule}`);
  return decision;
}

describe("[P-19] route", () => {
  const policy = policyOf(worldRows());

  it("[P-19] route: a termination goes to the core with its headers", () => {
    expect(decide(policy, termination(), surroundings())).toMatchObject({
      action: "route",
      direction: "termination",
      carrierId: KERERU,
      customerId: CUSTOMER,
      trunkId: KERERU_TRUNK,
      bNumber: BYOC,
      targets: [{ table: "core_endpoint", host: "10.0.0.9" }],
      headers: {
        identityHost: null,
        cradle: { trunk: KERERU_TRUNK, customer: CUSTOMER, carrier: KERERU },
      },
    });
  });

  it("[P-19] route: an origination goes to the carrier's gateways with the signalling FQDN", () => {
    expect(decide(policy, origination(), surroundings())).toMatchObject({
      action: "route",
      direction: "origination",
      trunkId: KERERU_TRUNK,
      targets: [{ table: "gateway", host: "203.0.113.10" }],
      headers: { identityHost: "byoc.example.com", cradle: null },
    });
  });

  it("[P-19] route: the trace names every rule in order", () => {
    const { trace } = decide(policy, termination(), surroundings());
    expect(trace.map((step) => step.rule)).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
    expect(trace.map((step) => step.outcome).join(" ")).toBe(
      "passed passed passed passed skipped passed passed passed skipped passed passed passed passed " +
        "passed skipped skipped passed passed decided",
    );
    expect(trace[0]?.because).toEqual({ table: "acl_entry", id: KERERU_ACL });
    expect(trace[11]?.because).toEqual({ table: "phone_number", id: testId(7, 1) });
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });

  it("[P-19] route: the trunk's header settings go with it", () => {
    const world = worldRows(
      trunkWith({ diversion: "remove", privacy: "remove", allowRefer: true }),
    );
    expect(routed(decide(policyOf(world), origination(), surroundings())).headers).toMatchObject({
      diversion: "remove",
      privacy: "remove",
      historyInfo: "pass",
      allowRefer: true,
      longestCallSec: 3600,
    });
  });

  const gateways = [
    gatewayRow(testId(5, 1), { priority: 20 }),
    gatewayRow(testId(5, 2), { priority: 10, weight: 1 }),
    gatewayRow(testId(5, 4), { priority: 10, weight: 3 }),
    gatewayRow(testId(5, 5), { priority: 30 }),
  ];
  const several = policyOf(worldRows({ gateways }));
  const order = (around: Parameters<typeof surroundings>[0]) => {
    const decision = decide(several, origination(), surroundings(around));
    return routed(decision).targets.map((target) => Number(target.id.slice(-1)));
  };

  it("[P-19] route: targets by priority, then weighted at random", () => {
    expect(order({ random: () => 0 })).toEqual([2, 4, 1, 5]);
    expect(order({ random: () => 0.24 })).toEqual([2, 4, 1, 5]);
    expect(order({ random: () => 0.26 })).toEqual([4, 2, 1, 5]);
    expect(order({ random: () => 0.999999999 })).toEqual([4, 2, 1, 5]);
  });

  it("[P-19] route: weights are chances", () => {
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    let firsts = 0;
    for (let i = 0; i < 4000; i++) if (order({ random })[0] === 4) firsts++;
    expect(firsts / 4000).toBeGreaterThan(0.72);
    expect(firsts / 4000).toBeLessThan(0.78);
  });

  it("[P-19] route: weights of 0 are drawn alike", () => {
    const rows = gateways.map((row) => ({ ...row, priority: 1, weight: 0 }));
    const decision = decide(
      policyOf(worldRows({ gateways: rows })),
      origination(),
      surroundings({ random: () => 0.5 }),
    );
    expect(routed(decision).targets.map((target) => target.id)).toEqual([
      testId(5, 4),
      testId(5, 2),
      testId(5, 5),
      testId(5, 1),
    ]);
  });

  it("[P-19] route: those that are down come last, not never", () => {
    const isDown = (id: string) => id === testId(5, 2) || id === testId(5, 1);
    expect(order({ isDown })).toEqual([4, 5, 2, 1]);
  });

  it("[P-19] route: the customer's other numbers do not change the trunk", () => {
    const decision = decide(
      policy,
      origination({ message: { from: party(BYOC) } }),
      surroundings(),
    );
    expect(decision.trunkId).toBe(KERERU_TRUNK);
  });
});
