// Sign-in, sessions, SSO identities and accounts through their verbs.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { StaffUser } from "@/lib/schemas/staff";
import { nextNumber } from "@/prisma/factories/sequence";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { authenticatePassword } from "./authenticate-password";
import { changeRole } from "./change-role";
import { cleanUpSessions } from "./clean-up-sessions";
import { createSession } from "./create-session";
import { disableStaff } from "./disable-staff";
import { enableStaff } from "./enable-staff";
import { inviteStaff } from "./invite-staff";
import { listStaff } from "./list-staff";
import { loadSession } from "./load-session";
import { matchSsoIdentity } from "./match-sso-identity";
import { revokeSession } from "./revoke-session";

const password = "correct horse battery";

let contexts: TestContexts;
let admin: Context;
let signIn: Context;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  signIn = contexts.asSystem("sign-in");
});
afterAll(() => contexts.close());
beforeEach(() => contexts.setNow(null));

const invite = async (overrides: object = {}): Promise<StaffUser> => {
  const { firstPassword: _, ...user } = await inviteStaff(admin, {
    email: `staff-${nextNumber()}@cradle.example`,
    name: "Someone",
    role: "support",
    password,
    ...overrides,
  });
  return user;
};

/** An address of its own, so that one test's tries do not count against another's. */
const address = () => `198.51.100.${nextNumber() % 250}`;

describe("inviting", () => {
  test("keeps a password as argon2id and shows it nowhere", async () => {
    const user = await invite();
    const hash = await admin.read.staff.getPasswordHash(user.id);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const { items } = await listAuditEvents(admin, { entityId: user.id });
    expect(items).toHaveLength(1);
    const shown = JSON.stringify([user, await listStaff(admin), items], (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
    expect(shown).not.toContain("argon2");
    expect(shown).not.toContain(password);
  });

  test("names every field at fault, and an address that is taken", async () => {
    const raw = { email: "nobody", name: "", role: "boss", password: "short" };
    await expect(inviteStaff(admin, raw)).rejects.toMatchObject({
      fields: [
        { path: "email", message: "must be an e-mail address" },
        { path: "name", message: "must not be empty" },
        { path: "role", message: "must be one of admin, onboarding, sales, support" },
        { path: "password", message: "must be at least 12 characters long" },
      ],
    });
    const { email } = await invite();
    await expect(invite({ email: email.toUpperCase() })).rejects.toMatchObject({
      kind: "conflict",
      fields: [{ path: "email" }],
    });
  });
});

describe("signing in with a password", () => {
  test("works with the address in whatever case, and with nothing wrong", async () => {
    const user = await invite();
    const raw = { email: ` ${user.email.toUpperCase()} `, password, address: address() };
    expect(await authenticatePassword(signIn, raw)).toEqual(user);
  });

  test("fails in the same words for a wrong password, an unknown, a disabled and an SSO account", async () => {
    const known = await invite();
    const sso = await invite({ password: "" });
    const disabled = await invite();
    await disableStaff(admin, { id: disabled.id, version: disabled.version });
    const tries = [
      { email: known.email, password: "wrong" },
      { email: "nobody@cradle.example", password },
      { email: disabled.email, password },
      { email: sso.email, password },
      { email: sso.email, password: "" },
    ];
    const outcomes = await Promise.allSettled(
      tries.map((raw) => authenticatePassword(signIn, { ...raw, address: address() })),
    );
    const words = outcomes.map((o) => (o.status === "rejected" ? o.reason.publicMessage : "in"));
    expect(new Set(words)).toEqual(
      new Set(["This e-mail address and password do not fit together."]),
    );
  });

  test("is throttled by account and address, known or not, also with the right password in the end", async () => {
    const user = await invite();
    for (const email of [user.email, `unknown-${nextNumber()}@cradle.example`]) {
      const from = address();
      const attempt = (word: string) =>
        authenticatePassword(signIn, { email, password: word, address: from });
      for (let i = 0; i < 10; i++) {
        await expect(attempt("wrong")).rejects.toMatchObject({ kind: "unauthenticated" });
      }
      await expect(attempt(password)).rejects.toMatchObject({
        kind: "throttled",
        retryAfterSec: expect.any(Number),
      });
    }
  });

  test("is throttled by address over many accounts", async () => {
    const from = "203.0.113.77";
    const attempt = (i: number) =>
      authenticatePassword(signIn, { email: `n${i}@cradle.example`, password, address: from });
    const outcomes = await Promise.allSettled(Array.from({ length: 51 }, (_, i) => attempt(i)));
    const kinds = outcomes.map((o) => (o.status === "rejected" ? o.reason.kind : "in"));
    expect(kinds.filter((kind) => kind === "throttled")).toHaveLength(1);
  });

  test("a right password forgets the wrong ones before it", async () => {
    const { email } = await invite();
    const from = address();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 5; i++) {
        await expect(
          authenticatePassword(signIn, { email, password: "wrong", address: from }),
        ).rejects.toMatchObject({ kind: "unauthenticated" });
      }
      await authenticatePassword(signIn, { email, password, address: from });
    }
  });
});

describe("a session", () => {
  const open = async (user: StaffUser) =>
    (await createSession(signIn, { userId: user.id })).sessionId;

  test("stands for its user with the role of now", async () => {
    const user = await invite();
    const sessionId = await open(user);
    expect(await loadSession(signIn, { sessionId })).toEqual({
      kind: "staff",
      id: user.id,
      name: user.name,
      role: "support",
      sessionId,
      isDemo: false,
    });
    await changeRole(admin, { id: user.id, version: user.version, role: "sales" });
    expect(await loadSession(signIn, { sessionId })).toMatchObject({ role: "sales" });
  });

  test("ends when its account is disabled", async () => {
    const user = await invite();
    const sessionId = await open(user);
    await disableStaff(admin, { id: user.id, version: user.version });
    expect(await loadSession(signIn, { sessionId })).toBeNull();
    await expect(createSession(signIn, { userId: user.id })).rejects.toMatchObject({
      kind: "unauthenticated",
    });
  });

  test("ends after two idle hours, and after twelve in any case", async () => {
    const user = await invite();
    const sessionId = await open(user);
    const start = Date.now();
    const minutes = (n: number) => contexts.setNow(new Date(start + n * 60_000));
    for (let at = 0; at <= 11 * 60; at += 110) {
      minutes(at);
      expect(await loadSession(signIn, { sessionId })).not.toBeNull();
    }
    minutes(12 * 60 + 1);
    expect(await loadSession(signIn, { sessionId })).toBeNull();

    contexts.setNow(null);
    const idle = await open(user);
    minutes(119);
    expect(await loadSession(signIn, { sessionId: idle })).not.toBeNull();
    minutes(119 + 121);
    expect(await loadSession(signIn, { sessionId: idle })).toBeNull();
  });

  test("an id that is none, or nobody's, is no session", async () => {
    expect(await loadSession(signIn, { sessionId: "x" })).toBeNull();
    expect(await loadSession(signIn, undefined)).toBeNull();
    expect(await loadSession(signIn, { sessionId: signIn.newId() })).toBeNull();
  });

  test("one's own is ended by oneself, another's by an admin alone", async () => {
    const [user, other] = [await invite(), await invite()];
    const [mine, theirs] = [await open(user), await open(other)];
    const actor = await loadSession(signIn, { sessionId: mine });
    if (actor === null) throw new Error("no session");
    const me = contexts.asActor(actor);
    await expect(revokeSession(me, { sessionId: theirs })).rejects.toMatchObject({
      kind: "refused",
    });
    await revokeSession(me, { sessionId: mine });
    await revokeSession(admin, { sessionId: theirs });
    expect(await loadSession(signIn, { sessionId: mine })).toBeNull();
    expect(await loadSession(signIn, { sessionId: theirs })).toBeNull();
  });

  test("is deleted a month after its end", async () => {
    const user = await invite();
    const sessionId = await open(user);
    contexts.setNow(new Date(Date.now() + 20 * 24 * 3600_000));
    await cleanUpSessions(contexts.asSystem("jobs"));
    expect(await admin.read.staff.getSession(sessionId)).not.toBeNull();
    contexts.setNow(new Date(Date.now() + 31 * 24 * 3600_000));
    await cleanUpSessions(contexts.asSystem("jobs"));
    expect(await admin.read.staff.getSession(sessionId)).toBeNull();
  });
});

describe("an SSO identity", () => {
  const identity = (email: string, overrides: object = {}) => ({
    issuer: "https://idp.example/tenant-1",
    subject: `sub-${nextNumber()}`,
    email,
    emailVerified: true,
    allowedDomains: ["Cradle.example"],
    ...overrides,
  });

  test("links an invited account once, by a verified address, and is that account from then on", async () => {
    const user = await invite({ password: null });
    const raw = identity(user.email);
    expect(await matchSsoIdentity(signIn, raw)).toMatchObject({
      id: user.id,
      ssoSubject: raw.subject,
    });
    const renamed = { ...raw, email: "other-name@cradle.example", emailVerified: false };
    expect(await matchSsoIdentity(signIn, renamed)).toMatchObject({ id: user.id });
    await expect(matchSsoIdentity(signIn, identity(user.email))).rejects.toMatchObject({
      kind: "unauthenticated",
    });
  });

  test("of another tenant with the same subject is someone else", async () => {
    const user = await invite();
    const raw = identity(user.email);
    await matchSsoIdentity(signIn, raw);
    const other = { ...raw, issuer: "https://idp.example/tenant-2", email: "x@cradle.example" };
    await expect(matchSsoIdentity(signIn, other)).rejects.toMatchObject({
      kind: "unauthenticated",
    });
  });

  test("is refused for an unverified address, another domain, nobody invited, a disabled or demo account", async () => {
    const user = await invite();
    const demo = await invite({ isDemo: true });
    const disabled = await invite();
    await disableStaff(admin, { id: disabled.id, version: disabled.version });
    const lookalike = "someone@notcradle.example";
    await invite({ email: lookalike });
    for (const raw of [
      identity(user.email, { emailVerified: false }),
      identity(user.email, { allowedDomains: [] }),
      identity(lookalike),
      identity("nobody@cradle.example"),
      identity(`${user.email}@cradle.example`),
      identity(disabled.email),
      identity(demo.email),
    ]) {
      await expect(matchSsoIdentity(signIn, raw)).rejects.toMatchObject({
        kind: "unauthenticated",
      });
    }
  });

  test("of a disabled account that was linked is refused", async () => {
    const user = await invite();
    const raw = identity(user.email);
    const linked = await matchSsoIdentity(signIn, raw);
    await disableStaff(admin, { id: linked.id, version: linked.version });
    await expect(matchSsoIdentity(signIn, raw)).rejects.toMatchObject({ kind: "unauthenticated" });
  });
});

test("the last active admin is neither disabled nor given another role", async () => {
  const fresh = await testContexts();
  const as = fresh.as("admin");
  const raw = { name: "A", role: "admin", password: null };
  const first = await inviteStaff(as, { ...raw, email: "a@cradle.example" });
  const press = { id: first.id, version: first.version };
  await expect(disableStaff(as, press)).rejects.toMatchObject({
    conditions: [{ code: "last-admin" }],
  });
  await expect(changeRole(as, { ...press, role: "sales" })).rejects.toMatchObject({
    kind: "gate-closed",
  });
  await inviteStaff(as, { ...raw, email: "b@cradle.example" });
  await expect(disableStaff(as, press)).resolves.toMatchObject({ disabledAt: expect.any(Date) });
  await fresh.close();
});

describe("accounts of one's own and of others", () => {
  test("nobody changes their own role", async () => {
    const other = await invite({ role: "admin" });
    const asOther = { ...admin, actor: { ...admin.actor, id: other.id } } as Context;
    await expect(
      changeRole(asOther, { id: other.id, version: other.version, role: "sales" }),
    ).rejects.toMatchObject({ kind: "gate-closed", conditions: [{ code: "own-role" }] });
    const third = await invite({ role: "admin" });
    const asThird = { ...admin, actor: { ...admin.actor, id: third.id } } as Context;
    await changeRole(asThird, { id: other.id, version: other.version, role: "sales" });
    const gone = { id: third.id, version: third.version };
    await expect(disableStaff(admin, gone)).rejects.toMatchObject({
      conditions: [{ code: "last-admin" }],
    });
  });

  test("a first password is made on request, lets in, and is kept nowhere", async () => {
    const email = `made-${nextNumber()}@cradle.example`;
    const raw = { email, name: "New", role: "sales", makePassword: "on" };
    const { firstPassword, ...user } = await inviteStaff(admin, raw);
    expect(firstPassword).toMatch(/^[\w-]{24}$/);
    const signedIn = await authenticatePassword(signIn, {
      ...{ email, password: firstPassword, address: address() },
    });
    expect(signedIn.id).toBe(user.id);
    const { items } = await listAuditEvents(admin, { entityId: user.id });
    expect(JSON.stringify(items.map((event) => event.after))).not.toContain(firstPassword);
  });

  test("one that is enabled again signs in anew; its old sessions stay ended", async () => {
    const user = await invite();
    const session = await createSession(signIn, { userId: user.id });
    const disabled = await disableStaff(admin, { id: user.id, version: user.version });
    expect(await loadSession(signIn, { sessionId: session.sessionId })).toBeNull();
    const again = await enableStaff(admin, { id: user.id, version: disabled.version });
    expect(again.disabledAt).toBeNull();
    expect(await loadSession(signIn, { sessionId: session.sessionId })).toBeNull();
    const fresh = await createSession(signIn, { userId: user.id });
    expect(await loadSession(signIn, { sessionId: fresh.sessionId })).toMatchObject({
      id: user.id,
    });
  });
});
