// API tokens through their verbs: the secret is shown once, and only its hash is kept.
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCarrier } from "@/prisma/factories/carrier";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { authenticateToken } from "./authenticate-token";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { revokeToken } from "./revoke-token";

let contexts: TestContexts;
let admin: Context;
let signIn: Context;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  signIn = contexts.asSystem("sign-in");
});
afterAll(() => contexts.close());

const json = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));

test("a token stands for its name and role, and its secret is kept nowhere", async () => {
  const { token, secret } = await createToken(contexts.asSystem("console"), {
    name: "billing",
    role: "support",
  });
  expect(secret).toMatch(/^byoc_[A-Za-z0-9_-]{43}$/);
  expect(await authenticateToken(signIn, { secret })).toEqual({
    kind: "token",
    id: token.id,
    name: "billing",
    role: "support",
    scopes: [],
  });
  const { items } = await listAuditEvents(admin, { entityId: token.id });
  expect(items).toMatchObject([{ action: "token.create", actorId: "console" }]);
  const shown = json([token, await listTokens(admin), items]);
  expect(shown).toContain(secret.slice(0, 10));
  expect(shown).not.toContain(secret.slice(10));
});

test("the last use is kept, to the minute", async () => {
  const { token, secret } = await createToken(admin, { name: "n", role: "sales" });
  await authenticateToken(signIn, { secret });
  const used = await admin.read.tokens.get(token.id);
  await authenticateToken(signIn, { secret });
  expect(used?.lastUsedAt).toBeInstanceOf(Date);
  expect(await admin.read.tokens.get(token.id)).toEqual(used);
});

test("unknown, revoked and expired secrets are refused alike", async () => {
  const revoked = await createToken(admin, { name: "r", role: "sales" });
  const gone = await revokeToken(admin, { id: revoked.token.id });
  expect(await revokeToken(admin, { id: gone.id })).toEqual(gone);
  const expiring = await createToken(admin, {
    name: "e",
    role: "sales",
    expiresAt: "2040-01-01T00:00Z",
  });
  await authenticateToken(signIn, { secret: expiring.secret });
  contexts.setNow(new Date("2040-01-01T00:00Z"));
  for (const secret of [revoked.secret, expiring.secret, "byoc_nothing", ""]) {
    await expect(authenticateToken(signIn, { secret })).rejects.toMatchObject({
      kind: "unauthenticated",
      publicMessage: "You are not signed in, or your session has ended.",
    });
  }
  contexts.setNow(null);
});

test("a token names its fields at fault, and does not expire in the past", async () => {
  await expect(createToken(admin, { name: "", role: "root" })).rejects.toMatchObject({
    fields: [{ path: "name" }, { path: "role" }],
  });
  const past = { name: "p", role: "sales", expiresAt: "2001-01-01T00:00Z" };
  await expect(createToken(admin, past)).rejects.toMatchObject({ fields: [{ path: "expiresAt" }] });
});

test("a token is narrowed by its scopes, and makes none that is wider", async () => {
  const { token, secret } = await createToken(admin, {
    ...{ name: "reader", role: "admin", scopes: ["read", "token", "read"] },
  });
  expect(token.scopes).toEqual(["read", "token"]);
  const actor = await authenticateToken(signIn, { secret });
  const narrow = { ...admin, actor };
  await expect(makeCarrier(narrow)).rejects.toMatchObject({ kind: "refused" });
  expect(await listTokens(narrow)).not.toEqual([]);
  for (const scopes of [[], ["carrier"], ["read", "staff"]]) {
    await expect(
      createToken(narrow, { name: "wider", role: "admin", scopes }),
    ).rejects.toMatchObject({ fields: [{ path: "scopes" }] });
  }
  const made = await createToken(narrow, { name: "same", role: "sales", scopes: ["read"] });
  expect(made.token.scopes).toEqual(["read"]);
  await expect(
    createToken(admin, { name: "odd", role: "sales", scopes: ["everything"] }),
  ).rejects.toMatchObject({ fields: [{ path: "scopes.0" }] });
});
