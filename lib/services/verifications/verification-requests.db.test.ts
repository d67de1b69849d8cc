// A verification request from draft to expiry, as a whole and number by number.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERIFICATION_REQUEST_STATES } from "@/lib/lifecycle/verification-request";
import { allowingRow } from "@/lib/policy/caller-rules";
import { party } from "@/lib/policy/test-world";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Customer } from "@/lib/schemas/customer";
import { buildPolicy } from "@/lib/snapshot/build";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber, makeCradleNumber, makeVerified } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { nextNumber } from "@/prisma/factories/sequence";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { removeNumber } from "../numbers/remove-number";
import { updateNumber } from "../numbers/update-number";
import { type TestContexts, testContexts } from "../test-context";
import { answerVerificationItems } from "./answer-verification-items";
import { changeVerificationState } from "./change-verification-state";
import { createVerificationRequest } from "./create-verification-request";
import { expireVerifications } from "./expire-verifications";
import { getVerificationRequest } from "./get-verification-request";
import { listVerificationRequests } from "./list-verification-requests";
import { submitVerificationRequest } from "./submit-verification-request";
import { withdrawVerificationRequest } from "./withdraw-verification-request";

let contexts: TestContexts;
let ctx: Context;
let support: Context;
let carrier: Carrier;
let customer: Customer;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("onboarding");
  support = contexts.as("support");
  await makePlatform(contexts.as("admin"));
  carrier = await makeCarrier(ctx, { name: "Kererū Networks" });
  customer = await makeCustomer(contexts.as("admin"), { name: "Aldermoor" });
});
afterAll(() => contexts.close());

async function draftOf(count: number) {
  const numbers = [];
  for (let n = 0; n < count; n++) numbers.push(await makeCradleNumber(ctx, customer.id));
  const created = await createVerificationRequest(ctx, {
    ...{ carrierId: carrier.id, reference: `REQ-${nextNumber()}` },
    numbers: numbers.map(({ e164 }) => e164).join("\n"),
  });
  return { ...created, numbers };
}

async function submittedOf(count: number) {
  const { request, numbers } = await draftOf(count);
  const submitted = await submitVerificationRequest(ctx, brief(request));
  const { items } = await getVerificationRequest(ctx, { id: request.id });
  return { request: submitted, numbers, items };
}

const brief = ({ id, version }: { id: string; version: number }) => ({ id, version });
const jobs = (requestId: string) =>
  contexts.pool.prisma.$queryRaw<{ key: string }[]>`
    SELECT key FROM graphile_worker.jobs WHERE key = ${`render-loa:${requestId}`}`;

describe("a request", () => {
  test("is drawn up by numbers, and refused with each number that does not belong in it", async () => {
    const trunk = await makeTrunk(ctx, carrier.id, customer.id);
    const byoc = await makeByocNumber(ctx, trunk.id);
    const removed = await makeCradleNumber(ctx, customer.id);
    await removeNumber(ctx, brief(removed));
    const raw = { carrierId: carrier.id, reference: "REQ-wrong" };
    const numbers = [byoc.e164, removed.e164, "+6439110000", "nonsense", "+6439110000"];
    await expect(createVerificationRequest(ctx, { ...raw, numbers })).rejects.toMatchObject({
      fields: [{ path: "numbers", message: "nonsense has characters that are no digits" }],
    });
    await expect(
      createVerificationRequest(ctx, { ...raw, numbers: numbers.slice(0, 3) }),
    ).rejects.toMatchObject({
      fields: [
        { path: "numbers", message: "+6439110000 is not stored: add it first" },
        {
          path: "numbers",
          message: `${byoc.e164} is a BYOC number: only Cradle numbers need verification`,
        },
        { path: "numbers", message: `${removed.e164} is not in use` },
      ],
    });
    await expect(createVerificationRequest(ctx, raw)).rejects.toMatchObject({
      fields: [{ path: "numbers", message: "must name at least one number" }],
    });
    const { numbers: drafts } = await draftOf(1);
    await expect(
      createVerificationRequest(ctx, { ...raw, numbers: drafts[0]?.e164 }),
    ).rejects.toMatchObject({ kind: "conflict", fields: [{ path: "numbers" }] });
  });

  test("is submitted in one press: all drafts, one change of the configuration, one letter to draw", async () => {
    const { request } = await draftOf(3);
    const before = await ctx.read.agents.getConfigVersion();
    const submitted = await submitVerificationRequest(ctx, brief(request));
    expect((await ctx.read.agents.getConfigVersion()) - before).toBe(1n);
    expect(submitted).toMatchObject({ version: 2, submittedAt: expect.any(Date) });
    const detail = await getVerificationRequest(ctx, { id: request.id });
    expect(detail).toMatchObject({ state: "submitted", carrierName: "Kererū Networks" });
    expect(detail.items.map((item) => item.state)).toEqual(["submitted", "submitted", "submitted"]);
    expect(await jobs(request.id)).toHaveLength(1);
    await expect(submitVerificationRequest(ctx, brief(submitted))).rejects.toMatchObject({
      kind: "gate-closed",
    });
    await expect(submitVerificationRequest(ctx, brief(request))).rejects.toMatchObject({
      kind: "stale-edit",
    });
  });

  test("with a number that was removed meanwhile is not submitted", async () => {
    const { request, numbers } = await draftOf(2);
    const [gone] = numbers;
    if (gone) await removeNumber(ctx, brief(gone));
    await expect(submitVerificationRequest(ctx, brief(request))).rejects.toMatchObject({
      kind: "conflict",
      publicMessage: `${gone?.e164} is no longer in use: withdraw it first`,
    });
    expect(await jobs(request.id)).toEqual([]);
  });

  test("is withdrawn as far as it is unanswered", async () => {
    const { request, items } = await submittedOf(2);
    const [first] = items;
    if (first) await answerVerificationItems(support, { items: [brief(first)], to: "verified" });
    await withdrawVerificationRequest(ctx, { ...brief(request), note: "asked elsewhere" });
    const detail = await getVerificationRequest(ctx, { id: request.id });
    expect(detail.items.map((item) => item.state)).toEqual(["verified", "withdrawn"]);
    await expect(
      withdrawVerificationRequest(ctx, { id: request.id, version: request.version + 1 }),
    ).rejects.toMatchObject({ kind: "gate-closed" });
  });
});

describe("the carrier's answer", () => {
  test("is recorded for many at once by support, each with its own outcome where it has one", async () => {
    const { items } = await submittedOf(3);
    const [one, two, three] = items.map(brief);
    const until = new Date("2031-06-30T00:00:00Z");
    const before = await ctx.read.agents.getConfigVersion();
    await answerVerificationItems(support, {
      ...{ to: "verified", validUntil: "2030-06-30T00:00Z", note: "ticket 17" },
      items: [one, { ...two, to: "rejected", note: "not ours" }, { ...three, validUntil: until }],
    });
    expect((await ctx.read.agents.getConfigVersion()) - before).toBe(3n);
    const stored = await ctx.read.verifications.findItems(items.map(({ id }) => id));
    const at = (item: { id: string } | undefined) => stored.find(({ id }) => id === item?.id);
    expect(at(one)).toMatchObject({
      ...{ state: "verified", outcomeNote: "ticket 17", decidedById: support.actor.id },
      ...{ validUntil: new Date("2030-06-30T00:00:00Z"), verifiedFrom: expect.any(Date) },
    });
    expect(at(two)).toMatchObject({ state: "rejected", outcomeNote: "not ours", validUntil: null });
    expect(at(three)).toMatchObject({ state: "verified", validUntil: until });
  });

  test("and what it supersedes stand in the history of the customer whose number it is", async () => {
    const mine = await makeCustomer(contexts.as("admin"));
    const number = await makeCradleNumber(ctx, mine.id);
    const current = await makeVerified(ctx, carrier.id, number.id);
    const { request } = await createVerificationRequest(ctx, {
      ...{ carrierId: carrier.id, reference: `REQ-${nextNumber()}`, numbers: [number.e164] },
    });
    await submitVerificationRequest(ctx, brief(request));
    const { items } = await getVerificationRequest(ctx, { id: request.id });
    await answerVerificationItems(support, { to: "verified", items: items.map(brief) });
    const events = await listAuditEvents(contexts.as("admin"), { customerId: mine.id });
    const told = events.items.map(({ action, entityId }) => `${action} ${entityId}`);
    expect(told).toContain(`verification.change-state ${items[0]?.id}`);
    expect(told).toContain(`verification.supersede ${current.id}`);
  });

  test("alike for fifty numbers is one change of the configuration", async () => {
    const { items } = await submittedOf(50);
    const before = await ctx.read.agents.getConfigVersion();
    await answerVerificationItems(support, { to: "verified", items: items.map(brief) });
    expect((await ctx.read.agents.getConfigVersion()) - before).toBe(1n);
  });

  test("that is wrong for one is recorded for none", async () => {
    const { items } = await submittedOf(2);
    const [one, two] = items.map(brief);
    const both = [one, two];
    const refused = (raw: unknown) => expect(answerVerificationItems(support, raw)).rejects;
    await refused({ items: both }).toMatchObject({
      fields: [
        { path: "items.0.to", message: "must be verified or rejected" },
        { path: "items.1.to", message: "must be verified or rejected" },
      ],
    });
    await refused({
      ...{ to: "verified", verifiedFrom: "2030-01-02T00:00Z" },
      items: [one, { ...two, validUntil: "2030-01-01T00:00Z" }],
    }).toMatchObject({
      fields: [{ path: "items.1.validUntil", message: "must be after the start" }],
    });
    await refused({ to: "verified", items: [one, one] }).toMatchObject({
      fields: [{ path: "items.1.id", message: "stands here twice" }],
    });
    await refused({ to: "revoked", items: both }).toMatchObject({ fields: [{ path: "to" }] });
    await refused({ to: "verified", items: [] }).toMatchObject({ fields: [{ path: "items" }] });
    await refused({ to: "verified", items: [one, { ...two, version: 1 }] }).toMatchObject({
      kind: "stale-edit",
    });
    const drafts = await draftOf(1);
    await refused({ to: "verified", items: [one, ...drafts.items.map(brief)] }).toMatchObject({
      kind: "gate-closed",
    });
    const states = (await ctx.read.verifications.findItems(items.map(({ id }) => id))).map(
      (item) => item.state,
    );
    expect(states).toEqual(["submitted", "submitted"]);
  });

  test("to a renewal that begins later is refused, singly and in bulk: the number would be without any until then", async () => {
    const { items, numbers } = await submittedOf(1);
    const [first] = items;
    await answerVerificationItems(support, { items: items.map(brief), to: "verified" });
    const again = await createVerificationRequest(ctx, {
      ...{ carrierId: carrier.id, reference: `REQ-${nextNumber()}` },
      numbers: numbers.map(({ e164 }) => e164).join("\n"),
    });
    await submitVerificationRequest(ctx, brief(again.request));
    const { items: renewals } = await getVerificationRequest(ctx, { id: again.request.id });
    const later = { to: "verified", verifiedFrom: new Date(Date.now() + 86_400_000) };
    await expect(
      answerVerificationItems(support, { items: renewals.map(brief), ...later }),
    ).rejects.toMatchObject({ fields: [{ path: "items.0.verifiedFrom" }] });
    for (const renewal of renewals) {
      await expect(
        changeVerificationState(support, { ...brief(renewal), ...later }),
      ).rejects.toMatchObject({ fields: [{ path: "verifiedFrom" }] });
    }
    expect(await ctx.read.verifications.get(first?.id ?? "")).toMatchObject({ state: "verified" });
  });

  test("to a renewal supersedes what it renews, in the same transaction", async () => {
    const number = await makeCradleNumber(ctx, customer.id);
    const current = await makeVerified(ctx, carrier.id, number.id);
    const { request } = await createVerificationRequest(ctx, {
      ...{ carrierId: carrier.id, reference: `REQ-${nextNumber()}`, numbers: [number.e164] },
    });
    await submitVerificationRequest(ctx, brief(request));
    const { items } = await getVerificationRequest(ctx, { id: request.id });
    expect(await ctx.read.verifications.get(current.id)).toMatchObject({ state: "verified" });
    await answerVerificationItems(support, { to: "verified", items: items.map(brief) });
    expect(await ctx.read.verifications.get(current.id)).toMatchObject({ state: "superseded" });
  });
});

test("a number that changes customer has its verification revoked and what is under way withdrawn", async () => {
  const { items, numbers } = await submittedOf(2);
  const [first] = items;
  if (first) await answerVerificationItems(support, { items: [brief(first)], to: "verified" });
  const next = await makeCustomer(contexts.as("admin"));
  for (const number of numbers) await updateNumber(ctx, { ...brief(number), customerId: next.id });
  const after = await ctx.read.verifications.findItemsOfRequest(first?.requestId ?? "");
  expect(after.map((item) => item.state)).toEqual(["revoked", "withdrawn"]);
});

test("[P-15] a-number-not-allowed from the second a verification ends, with no change in the database", async () => {
  const number = await makeCradleNumber(ctx, customer.id);
  const trunk = await makeTrunk(ctx, carrier.id, customer.id);
  const validUntil = new Date("2030-03-01T00:00:00Z");
  const item = await makeVerified(ctx, carrier.id, number.id, { validUntil });
  const rows = await ctx.readInstant((tx) => tx.config.getPolicyRows([number.e164]));
  if (rows === null) throw new Error("the platform is not set up");
  const policy = buildPolicy(rows);
  const verdictAt = (nowMs: number) => {
    const compiled = policy.trunks.byId.get(trunk.id);
    if (compiled === undefined) throw new Error("the trunk is not in the policy");
    return allowingRow(policy, compiled, party(number.e164), nowMs);
  };
  const rowBefore = await ctx.read.verifications.get(item.id);
  const versionBefore = await ctx.read.agents.getConfigVersion();
  contexts.setNow(validUntil);
  expect(verdictAt(validUntil.getTime() - 1)).toEqual({ table: "verification_item", id: item.id });
  expect(verdictAt(validUntil.getTime())).toBeNull();
  expect(await ctx.read.verifications.get(item.id)).toEqual(rowBefore);
  expect(await ctx.read.agents.getConfigVersion()).toBe(versionBefore);
  const detail = await getVerificationRequest(ctx, { id: item.requestId });
  expect(detail.state).toBe("ended");
  expect(detail.items).toMatchObject([{ state: "verified" }]);
  expect(await expireVerifications(contexts.asSystem("jobs"))).toEqual({ changed: 1 });
  contexts.setNow(null);
});

test("the list finds requests by carrier, derived state, number and coming end", async () => {
  const other = await makeCarrier(ctx);
  const { request, items, numbers } = await submittedOf(2);
  const [one, two] = items.map(brief);
  const soon = new Date(Date.now() + 29 * 86_400_000);
  await answerVerificationItems(support, {
    items: [
      { ...one, to: "verified", validUntil: soon },
      { ...two, to: "rejected" },
    ],
  });
  const found = async (query: object) =>
    (await listVerificationRequests(ctx, { limit: 200, ...query })).items;
  const ids = async (query: object) => (await found(query)).map(({ id }) => id);
  expect(await ids({ carrierId: other.id })).toEqual([]);
  expect(await ids({ expiring: true })).toEqual([request.id]);
  expect(await ids({ search: numbers[1]?.e164.slice(1) })).toEqual([request.id]);
  expect(await ids({ search: request.reference.toLowerCase() })).toContain(request.id);
  expect(await found({ state: "partly-verified", search: request.reference })).toMatchObject([
    { carrierName: "Kererū Networks", items: 2, verified: 1, firstEnds: soon },
  ]);
  const all = await found({});
  for (const state of VERIFICATION_REQUEST_STATES) {
    const wanted = all.filter((row) => row.state === state).map(({ id }) => id);
    expect({ state, ids: await ids({ state }) }).toEqual({ state, ids: wanted });
  }
  contexts.setNow(soon);
  expect(await ids({ expiring: true })).toEqual([]);
  expect(await ids({ state: "rejected" })).toContain(request.id);
  contexts.setNow(null);
});
