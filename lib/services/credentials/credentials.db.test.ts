// SIP credentials through their verbs: what opens the gate, how a rotation overlaps, who is refused in which words.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHa1 } from "@/lib/core/ha1";
import type { Trunk } from "@/lib/schemas/trunk";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import { changeCarrierState } from "../carriers/change-carrier-state";
import type { Context } from "../context";
import { listExchanges } from "../exchanges/list-exchanges";
import { putAcceptedQuote } from "../test-accepted-quote";
import { TEST_KEYS, type TestContexts, testContexts } from "../test-context";
import { issueCredential } from "./issue-credential";
import { listCredentials } from "./list-credentials";
import { noteCredentialHandOver } from "./note-credential-hand-over";
import { retireCredential } from "./retire-credential";
import { retireCredentials } from "./retire-credentials";
import { revokeCredential } from "./revoke-credential";

let contexts: TestContexts;
let admin: Context;
let ctx: Context;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  await makePlatform(admin, { signallingFqdn: "byoc.sip.cradle.test" });
  ctx = contexts.as("onboarding");
});
afterAll(() => contexts.close());

async function makeOwner(): Promise<{ carrierId: string; trunk: Trunk }> {
  const { id: carrierId } = await makeCarrier(ctx);
  const { id: customerId } = await makeCustomer(admin);
  return { carrierId, trunk: await makeTrunk(ctx, carrierId, customerId) };
}

/** A carrier whose customer has accepted a quote. */
async function makeQuotedCarrier(): Promise<string> {
  const { carrierId, trunk } = await makeOwner();
  await putAcceptedQuote(contexts.database, admin, trunk);
  return carrierId;
}

describe("issuing", () => {
  test("is refused before a quote is accepted for a trunk on this very carrier", async () => {
    await makeQuotedCarrier();
    const { carrierId } = await makeOwner();
    await expect(issueCredential(ctx, { carrierId })).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: [{ code: "quote-not-accepted" }],
    });
    expect((await listCredentials(ctx, { carrierId })).items).toEqual([]);
  });

  test("gives a password once; what is stored opens to its two HA1s and to nothing else", async () => {
    const carrierId = await makeQuotedCarrier();
    const { credential, password } = await issueCredential(ctx, { carrierId });
    expect(password).toMatch(/^[A-HJ-NP-Za-hjkmnp-z2-9]{24}$/);
    expect(credential).toMatchObject({ state: "active", realm: "byoc.sip.cradle.test" });
    expect(credential.username).toMatch(/^byoc-[a-z2-9]{8}$/);
    const stored = await contexts.pool.prisma.sipCredential.findUniqueOrThrow({
      where: { id: credential.id },
    });
    const { username, realm, id: credentialId } = credential;
    const ha1 = openHa1(TEST_KEYS, { credentialId, username, realm }, stored);
    const again = admin.sealHa1({ credentialId, username, realm }, password);
    expect(openHa1(TEST_KEYS, { credentialId, username, realm }, again)).toEqual(ha1);
    expect(ha1?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(credential)).not.toContain("ha1Md5");
  });

  test("takes a username that fits, and no username twice, not even a revoked one's", async () => {
    const carrierId = await makeQuotedCarrier();
    for (const username of ["ab", "with blank", "a:b", 'a"b', "ü-umlaut", "x".repeat(65)]) {
      await expect(issueCredential(ctx, { carrierId, username })).rejects.toMatchObject({
        fields: [{ path: "username" }],
      });
    }
    const { credential } = await issueCredential(ctx, { carrierId, username: "Acme_sip.1" });
    const { id, version } = credential;
    await revokeCredential(ctx, { id, version });
    await expect(
      issueCredential(ctx, { carrierId: await makeQuotedCarrier(), username: "Acme_sip.1" }),
    ).rejects.toMatchObject({ kind: "conflict", fields: [{ path: "username" }] });
  });

  test("stops at two in use, in words; of ten at once two are issued", async () => {
    const carrierId = await makeQuotedCarrier();
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, () => issueCredential(ctx, { carrierId })),
    );
    expect(attempts.filter((attempt) => attempt.status === "fulfilled")).toHaveLength(2);
    await expect(issueCredential(ctx, { carrierId })).rejects.toMatchObject({
      kind: "conflict",
      publicMessage: expect.stringContaining("two credentials in use"),
    });
    expect((await listCredentials(ctx, { carrierId })).items).toHaveLength(2);
  });

  test("is refused for a closed carrier and for one that does not exist", async () => {
    const carrierId = await makeQuotedCarrier();
    const { version } = (await ctx.read.carriers.get(carrierId)) ?? { version: 0 };
    const { credential } = await issueCredential(ctx, { carrierId });
    await changeCarrierState(admin, { id: carrierId, version, to: "closed" });
    await expect(issueCredential(ctx, { carrierId })).rejects.toMatchObject({
      publicMessage: "This carrier is closed.",
    });
    expect((await listCredentials(ctx, { carrierId })).items).toMatchObject([
      { id: credential.id, state: "revoked" },
    ]);
    await expect(issueCredential(ctx, { carrierId: ctx.newId() })).rejects.toMatchObject({
      fields: [{ path: "carrierId" }],
    });
  });

  test("is refused without a signalling FQDN: it is the realm", async () => {
    const bare = await testContexts();
    try {
      const onboarding = bare.as("onboarding");
      const { id: carrierId } = await makeCarrier(onboarding);
      const { id: customerId } = await makeCustomer(bare.as("admin"));
      const trunk = await makeTrunk(onboarding, carrierId, customerId);
      await putAcceptedQuote(bare.database, bare.as("admin"), trunk);
      await expect(issueCredential(onboarding, { carrierId })).rejects.toMatchObject({
        conditions: [{ code: "no-signalling-fqdn" }],
      });
    } finally {
      await bare.close();
    }
  });
});

describe("a rotation", () => {
  test("overlaps until a date, after which the old one is revoked and a third may be issued", async () => {
    contexts.setNow(new Date("2030-03-01T09:00:00Z"));
    const carrierId = await makeQuotedCarrier();
    const first = (await issueCredential(ctx, { carrierId })).credential;
    const second = (await issueCredential(ctx, { carrierId })).credential;
    const { id, version } = first;
    const retiring = await retireCredential(ctx, { id, version, retiresAt: "" });
    expect(retiring).toMatchObject({
      state: "retiring",
      retiresAt: new Date("2030-03-08T09:00:00Z"),
    });
    const moved = await retireCredential(ctx, {
      id,
      version: retiring.version,
      retiresAt: "2030-03-03T09:00",
    });
    expect(await ctx.read.credentials.findUnrevoked(carrierId)).toEqual([moved, second]);
    contexts.setNow(new Date("2030-03-03T09:00:00Z"));
    await expect(
      retireCredential(ctx, { id, version: moved.version, retiresAt: "2030-04-01T00:00Z" }),
    ).rejects.toMatchObject({ publicMessage: "This credential has ended already." });
    // The job worker has not come round yet.
    const third = (await issueCredential(ctx, { carrierId })).credential;
    expect((await ctx.read.credentials.findUnrevoked(carrierId)).map((row) => row.id)).toEqual([
      second.id,
      third.id,
    ]);
    expect(await retireCredentials(contexts.asSystem("jobs"))).toEqual({ changed: 0 });
    const events = await listAuditEvents(ctx, { carrierId, entityTable: "sip_credential" });
    expect(events.items.map((event) => event.action)).toEqual([
      "credential.issue",
      "credential.retire",
      "credential.plan-retirement",
      "credential.plan-retirement",
      "credential.issue",
      "credential.issue",
    ]);
    contexts.setNow(null);
  });

  test("does not end in the past, nor a year from now, nor after it was revoked", async () => {
    const carrierId = await makeQuotedCarrier();
    const { credential } = await issueCredential(ctx, { carrierId });
    const { id, version } = credential;
    for (const retiresAt of ["2020-01-01T00:00Z", "2099-01-01T00:00Z", "soon"]) {
      await expect(retireCredential(ctx, { id, version, retiresAt })).rejects.toMatchObject({
        fields: [{ path: "retiresAt" }],
      });
    }
    const revoked = await revokeCredential(ctx, {
      id,
      version,
      reason: "handed to the wrong desk",
    });
    expect(revoked.revokedAt).not.toBeNull();
    expect(await revokeCredential(ctx, { id, version: revoked.version })).toEqual(revoked);
    await expect(retireCredential(ctx, { id, version: revoked.version })).rejects.toMatchObject({
      kind: "gate-closed",
    });
    await expect(
      noteCredentialHandOver(ctx, {
        id,
        version: revoked.version,
        handedOverTo: "NOC",
        handedOverVia: "telephone",
      }),
    ).rejects.toMatchObject({ kind: "gate-closed" });
  });
});

test("to whom it was handed over, and when it was last used, stands beside it", async () => {
  const carrierId = await makeQuotedCarrier();
  const { credential, password } = await issueCredential(ctx, { carrierId });
  const { id, version } = credential;
  const handOver = { handedOverTo: "Carrier's night desk", handedOverVia: "telephone" };
  const { createdAt } = credential;
  for (const handedOverAt of [new Date(+createdAt - 3_600_000), "2099-01-01T00:00Z", "soon"]) {
    await expect(
      noteCredentialHandOver(ctx, { id, version, ...handOver, handedOverAt }),
    ).rejects.toMatchObject({ fields: [{ path: "handedOverAt" }] });
  }
  // A form's time has no seconds.
  const handedOverAt = new Date(`${createdAt.toISOString().slice(0, 16)}Z`);
  const noted = await noteCredentialHandOver(ctx, { id, version, ...handOver, handedOverAt });
  expect(noted).toMatchObject({ ...handOver, handedOverAt });
  const log = await listExchanges(ctx, { carrierId });
  expect(log.items).toMatchObject([
    {
      ...{ direction: "sent", channel: "other", staffId: ctx.actor.id },
      subject: `Password of SIP username ${credential.username}`,
      body: "Handed over to Carrier's night desk, by telephone.",
      happenedAt: handedOverAt,
    },
  ]);
  expect(JSON.stringify(log)).not.toContain(password);
  const agentId = ctx.newId();
  const lastUsedAt = new Date("2026-11-22T10:00:00Z");
  const agent = new pg.Client({ connectionString: contexts.database.agentUrl });
  await agent.connect();
  await agent.query(
    "INSERT INTO sip_credential_use (credential_id, agent_id, last_used_at) VALUES ($1, $2, $3)",
    [id, agentId, lastUsedAt],
  );
  await agent.end();
  expect((await listCredentials(ctx, { carrierId })).items).toMatchObject([
    { id, ...handOver, handedOverAt, lastUsedAt },
  ]);
  const now = new Date(createdAt.getTime() + 60_000);
  contexts.setNow(now);
  const again = await noteCredentialHandOver(ctx, { id, version: noted.version, ...handOver });
  expect(again.handedOverAt).toEqual(now);
  contexts.setNow(null);
});
