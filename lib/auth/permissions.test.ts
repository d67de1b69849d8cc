// Who may do what, written out once more as the domain says it, so that a slip in the table shows.
import { expect, test } from "vitest";
import { type Actor, isRole, ROLES, SYSTEM_IDS, systemActor } from "./actor";
import { mayDo, PERMISSIONS, type Permission } from "./permissions";

const permissions = Object.keys(PERMISSIONS) as Permission[];
const staff = (role: string) =>
  ({ kind: "staff", id: "1", name: "n", sessionId: "s", isDemo: false, role }) as Actor;
const held = (actor: Actor) => permissions.filter((permission) => mayDo(actor, permission));

const READS: readonly Permission[] = [
  "carrier.read",
  "acl.read",
  "customer.read",
  "trunk.read",
  "number.read",
  "quote.read",
  "verification.read",
  "document.read",
  "mail.read",
  "call.read",
  "call.check",
  "agent.read",
  "audit.read",
  "settings.read",
  "staff.read",
  "token.read",
];

test("sales reads everything, and works customers and quotes", () => {
  const sales: Permission[] = [
    ...READS,
    "customer.write",
    "quote.write",
    "quote.send",
    "exchange.write",
    "audit.verify",
    "view.use",
  ];
  expect(held(staff("sales")).sort()).toEqual(sales.sort());
});

test("support reads, runs checks and test calls, records a carrier's answer, suspends", () => {
  const support: Permission[] = [
    ...READS,
    "carrier.suspend",
    "trunk.suspend",
    "verification.answer",
    "exchange.write",
    "test-call.run",
    "agent.command",
    "audit.verify",
    "view.use",
  ];
  expect(held(staff("support")).sort()).toEqual(support.sort());
});

test("onboarding configures, and leaves customers, quotes, waivers and the platform to others", () => {
  const others: readonly Permission[] = [
    "customer.write",
    "quote.write",
    "quote.send",
    "quote.discount-over-limit",
    "requirement.waive",
    "gate.override",
    "settings.write",
    "staff.write",
    "token.write",
  ];
  const missing = permissions.filter(
    (permission) => PERMISSIONS[permission].length > 0 && !mayDo(staff("onboarding"), permission),
  );
  expect(missing.sort()).toEqual([...others].sort());
});

test("admin holds everything that a person can hold", () => {
  const people = permissions.filter((permission) => PERMISSIONS[permission].length > 0);
  expect(held(staff("admin"))).toEqual(people);
});

test("what only parts of the system do, no person may do, and each is some part's", () => {
  const systemOnly = permissions.filter((permission) => PERMISSIONS[permission].length === 0);
  expect(systemOnly.length).toBeGreaterThan(0);
  for (const permission of systemOnly) {
    expect(ROLES.some((role) => mayDo(staff(role), permission))).toBe(false);
    expect(SYSTEM_IDS.some((id) => mayDo(systemActor(id), permission))).toBe(true);
  }
});

test("an unknown role, an unknown part of the system and an agent can do nothing", () => {
  expect(held(staff("root"))).toEqual([]);
  expect(held(staff(""))).toEqual([]);
  expect(held({ kind: "system", id: "cron", name: "x" } as unknown as Actor)).toEqual([]);
  expect(held({ kind: "agent", id: "1", name: "a" })).toEqual([]);
  expect(["admin", "Admin", "", null].map(isRole)).toEqual([true, false, false, false]);
});
