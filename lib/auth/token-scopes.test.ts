// A scope narrows what a token's role may do, and never widens it.
import { describe, expect, test } from "vitest";
import { type Actor, ROLES, type Role } from "./actor";
import { mayDo, PERMISSIONS, type Permission } from "./permissions";
import { TOKEN_SCOPES } from "./token-scopes";

const ALL = Object.keys(PERMISSIONS) as Permission[];
const token = (role: Role, ...scopes: string[]): Actor => ({
  ...{ kind: "token", id: "1", name: "n", role, scopes },
});
const held = (actor: Actor) => ALL.filter((permission) => mayDo(actor, permission));

test("every permission that a person can hold is in exactly one area", () => {
  const people = ALL.filter((permission) => PERMISSIONS[permission].length > 0);
  const areas = TOKEN_SCOPES.filter((scope) => scope !== "read");
  const found = people.map((permission) => permission.split(".")[0]);
  expect([...new Set(found)].sort()).toEqual([...areas].sort());
});

describe.each(ROLES)("%s", (role) => {
  test("without scopes holds all that the role does", () => {
    const staff: Actor = { kind: "staff", id: "1", name: "n", role, sessionId: "s", isDemo: false };
    expect(held(token(role))).toEqual(held(staff));
  });

  test("with read alone holds no permission that changes anything", () => {
    const reads = held(token(role, "read"));
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.filter((name) => !name.endsWith(".read") && name !== "call.check")).toEqual([]);
  });

  test.each(TOKEN_SCOPES)("with %s holds no more than the role", (scope) => {
    const whole = held(token(role));
    expect(held(token(role, scope)).filter((name) => !whole.includes(name))).toEqual([]);
  });
});

test("areas add up, and an unknown scope lets nothing through", () => {
  expect(held(token("sales", "quote", "read"))).toEqual(
    expect.arrayContaining(["quote.write", "quote.send", "carrier.read"]),
  );
  expect(held(token("sales", "quote"))).toEqual(["quote.read", "quote.write", "quote.send"]);
  expect(held(token("admin", "everything"))).toEqual([]);
});
