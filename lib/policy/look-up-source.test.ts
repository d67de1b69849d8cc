// Who an address is, for new requests and inside a dialog, to the millisecond.

import { describe, expect, it } from "vitest";
import { type DialogSide, isKnownInDialog, lookUpSource } from "./look-up-source";
import {
  aclRow,
  address,
  coreEndpointRow,
  gatewayRow,
  KERERU,
  KERERU_ACL,
  KERERU_GATEWAY,
  NOW,
  policyOf,
  TUI,
  testId,
  type WorldRows,
  worldRows,
} from "./test-world";

const HOUR = 3600_000;
const kereru: DialogSide = { kind: "carrier", carrierId: KERERU };
const tui: DialogSide = { kind: "carrier", carrierId: TUI };
const core: DialogSide = { kind: "core" };

function who(rows: Partial<WorldRows>, source: string, nowMs = NOW, resolved: string[] = []) {
  const match = lookUpSource(policyOf(worldRows(rows)), address(source), nowMs, resolved);
  return match.kind === "unknown" ? "unknown" : `${match.kind} ${match.because.id}`;
}

function knows(rows: Partial<WorldRows>, side: DialogSide, source: string, nowMs = NOW) {
  return isKnownInDialog(policyOf(worldRows(rows)), side, address(source), nowMs, []);
}

describe("lookUpSource", () => {
  it("takes the narrowest entry that is valid now", () => {
    const aclEntries = [
      aclRow(testId(4, 1), { block: "198.51.100.0/24" }),
      aclRow(testId(4, 2), { block: "198.51.100.0/28", validUntilMs: NOW + 5 }),
      aclRow(testId(4, 3), { block: "198.51.100.1", validFromMs: NOW + 10 }),
    ];
    expect(who({ aclEntries }, "198.51.100.1")).toBe(`acl ${testId(4, 2)}`);
    expect(who({ aclEntries }, "198.51.100.1", NOW + 4)).toBe(`acl ${testId(4, 2)}`);
    expect(who({ aclEntries }, "198.51.100.1", NOW + 5)).toBe(`acl ${testId(4, 1)}`);
    expect(who({ aclEntries }, "198.51.100.1", NOW + 10)).toBe(`acl ${testId(4, 3)}`);
  });

  it("hands a block over from one carrier to the next at the millisecond", () => {
    const aclEntries = [
      aclRow(testId(4, 1), { validUntilMs: NOW }),
      aclRow(testId(4, 2), { validFromMs: NOW, carrierId: TUI }),
    ];
    expect(who({ aclEntries }, "198.51.100.1", NOW - 1)).toBe(`acl ${testId(4, 1)}`);
    expect(who({ aclEntries }, "198.51.100.1", NOW)).toBe(`acl ${testId(4, 2)}`);
  });

  it("finds IPv6 addresses, and IPv4 ones on a dual-stack socket", () => {
    const aclEntries = [aclRow(testId(4, 1), { block: "2001:db8:1::/64" }), aclRow(testId(4, 2))];
    expect(who({ aclEntries }, "2001:db8:1::ffff")).toBe(`acl ${testId(4, 1)}`);
    expect(who({ aclEntries }, "2001:db8:1:1::")).toBe("unknown");
    expect(who({ aclEntries }, "::ffff:198.51.100.1")).toBe(`acl ${testId(4, 2)}`);
  });

  it("never takes an edge proxy for a caller, whatever else holds its address", () => {
    const aclEntries = [aclRow(testId(4, 1), { block: "10.9.0.0/24" })];
    const coreSources = [{ id: testId(4, 2), block: "10.9.0.0/16" }];
    expect(who({ aclEntries, coreSources }, "10.9.0.1")).toBe(`edge ${testId(4, 4)}`);
  });

  it("never takes a carrier for the core", () => {
    const coreSources = [{ id: testId(4, 2), block: "198.51.100.1" }];
    expect(who({ coreSources }, "198.51.100.1")).toBe(`acl ${KERERU_ACL}`);
  });

  it("knows gateways and core endpoints in dialogs only", () => {
    expect(who({}, "203.0.113.10")).toBe(`in-dialog-only ${KERERU_GATEWAY}`);
    const coreEndpoints = [coreEndpointRow(testId(5, 3), { host: "192.0.2.9" })];
    expect(who({ coreEndpoints }, "192.0.2.9")).toBe(`in-dialog-only ${testId(5, 3)}`);
    expect(who({}, "192.0.2.50", NOW, [testId(5, 2)])).toBe(`in-dialog-only ${testId(5, 2)}`);
    expect(who({}, "192.0.2.50", NOW, [testId(5, 99)])).toBe("unknown");
  });
});

describe("isKnownInDialog", () => {
  it("knows each side by its own addresses", () => {
    expect(knows({}, kereru, "198.51.100.1")).toBe(true);
    expect(knows({}, kereru, "203.0.113.10")).toBe(true);
    expect(knows({}, tui, "198.51.100.1")).toBe(false);
    expect(knows({}, tui, "203.0.113.10")).toBe(false);
    expect(knows({}, core, "198.51.100.1")).toBe(false);
    expect(knows({}, core, "10.0.0.5")).toBe(true);
    expect(knows({}, kereru, "10.0.0.5")).toBe(false);
    expect(knows({}, core, "10.9.0.1")).toBe(false);
    expect(knows({}, kereru, "192.0.2.1")).toBe(false);
  });

  it("knows a side by a name that resolves", () => {
    const policy = policyOf(worldRows());
    const at = address("192.0.2.50");
    expect(isKnownInDialog(policy, tui, at, NOW, [testId(5, 2)])).toBe(true);
    expect(isKnownInDialog(policy, kereru, at, NOW, [testId(5, 2)])).toBe(false);
    expect(isKnownInDialog(policy, core, at, NOW, [testId(5, 2)])).toBe(false);
  });

  it("keeps an ended entry known for the carrier's longest call, and no millisecond longer", () => {
    const aclEntries = [aclRow(KERERU_ACL, { validUntilMs: NOW })];
    expect(knows({ aclEntries }, kereru, "198.51.100.1", NOW + HOUR - 1)).toBe(true);
    expect(who({ aclEntries }, "198.51.100.1", NOW + HOUR - 1)).toBe(
      `in-dialog-only ${KERERU_ACL}`,
    );
    expect(knows({ aclEntries }, kereru, "198.51.100.1", NOW + HOUR)).toBe(false);
    expect(who({ aclEntries }, "198.51.100.1", NOW + HOUR)).toBe("unknown");
  });

  it("keeps a removed entry known from its removal on, but not one that was blocked", () => {
    const removed = { active: false, removedAtMs: NOW } as const;
    const aclEntries = [aclRow(KERERU_ACL, removed)];
    expect(knows({ aclEntries }, kereru, "198.51.100.1", NOW + HOUR - 1)).toBe(true);
    expect(knows({ aclEntries }, kereru, "198.51.100.1", NOW + HOUR)).toBe(false);
    const blocked = [aclRow(KERERU_ACL, { ...removed, blockedNow: true })];
    expect(knows({ aclEntries: blocked }, kereru, "198.51.100.1")).toBe(false);
    expect(who({ aclEntries: blocked }, "198.51.100.1")).toBe("unknown");
  });

  it("does not know an entry before it begins", () => {
    const aclEntries = [aclRow(KERERU_ACL, { validFromMs: NOW + 1 })];
    expect(knows({ aclEntries }, kereru, "198.51.100.1")).toBe(false);
  });

  it("knows a removed entry's carrier beside the carrier that has the block now", () => {
    const aclEntries = [
      aclRow(testId(4, 1), { active: false, removedAtMs: NOW - 5 }),
      aclRow(testId(4, 2), { carrierId: TUI }),
    ];
    expect(knows({ aclEntries }, kereru, "198.51.100.1")).toBe(true);
    expect(knows({ aclEntries }, tui, "198.51.100.1")).toBe(true);
    expect(who({ aclEntries }, "198.51.100.1")).toBe(`acl ${testId(4, 2)}`);
  });

  it("knows a gateway that was switched off, and a removed one for the longest call", () => {
    const off = [gatewayRow(KERERU_GATEWAY, { enabled: false })];
    expect(knows({ gateways: off }, kereru, "203.0.113.10", NOW + 9 * HOUR)).toBe(true);
    const removed = [gatewayRow(KERERU_GATEWAY, { enabled: false, removedAtMs: NOW })];
    expect(knows({ gateways: removed }, kereru, "203.0.113.10", NOW + HOUR - 1)).toBe(true);
    expect(knows({ gateways: removed }, kereru, "203.0.113.10", NOW + HOUR)).toBe(false);
  });

  it("takes four hours where a carrier has no trunk", () => {
    const rows = { trunks: [], aclEntries: [aclRow(KERERU_ACL, { validUntilMs: NOW })] };
    expect(knows(rows, kereru, "198.51.100.1", NOW + 4 * HOUR - 1)).toBe(true);
    expect(knows(rows, kereru, "198.51.100.1", NOW + 4 * HOUR)).toBe(false);
  });
});
