// Numbers and verifications through their verbs: one row a number, one verification a pair.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Customer } from "@/lib/schemas/customer";
import type { Trunk } from "@/lib/schemas/trunk";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import {
  makeByocNumber,
  makeCradleNumber,
  makeVerification,
  makeVerified,
  submitItem,
} from "@/prisma/factories/number";
import { nextE164 } from "@/prisma/factories/sequence";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { changeTrunkState } from "../trunks/change-trunk-state";
import { changeVerificationState } from "../verifications/change-verification-state";
import { createVerificationRequest } from "../verifications/create-verification-request";
import { expireVerifications } from "../verifications/expire-verifications";
import { addNumber } from "./add-number";
import { listNumbers } from "./list-numbers";
import { removeNumber } from "./remove-number";
import { updateNumber } from "./update-number";

let contexts: TestContexts;
let ctx: Context;
let carrier: Carrier;
let customer: Customer;
let trunk: Trunk;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("onboarding");
  carrier = await makeCarrier(ctx, { name: "Kererū Networks" });
  customer = await makeCustomer(contexts.as("admin"), { name: "Aldermoor" });
  trunk = await makeTrunk(ctx, carrier.id, customer.id);
});
afterAll(() => contexts.close());

describe("a number that cannot be saved is refused at e164, with the right form where there is one", () => {
  test.each([
    ["+64098879333", "+64098879333 has a trunk 0: did you mean +6498879333?"],
    ["006498879333", "006498879333 begins with 00 instead of +: did you mean +6498879333?"],
    ["6498879333", "6498879333 has no leading +: did you mean +6498879333?"],
    ["+64 9 887 9333", "+64 9 887 9333 has blanks, hyphens or brackets: did you mean +6498879333?"],
    ["098879333", "098879333 has no + and country code"],
    ["+999123456", "+999123456 begins with no known country code"],
    ["", "a number is needed, such as +6498879333"],
  ])("%s", async (e164, message) => {
    await expect(addNumber(ctx, { kind: "byoc", trunkId: trunk.id, e164 })).rejects.toMatchObject({
      kind: "invalid-input",
      fields: [{ path: "e164", message }],
    });
  });

  test("one that is stored already names where", async () => {
    const byoc = await makeByocNumber(ctx, trunk.id);
    const cradle = await makeCradleNumber(ctx, customer.id);
    const again = (e164: string) => addNumber(ctx, { kind: "byoc", trunkId: trunk.id, e164 });
    await expect(again(byoc.e164)).rejects.toMatchObject({
      kind: "conflict",
      publicMessage: `${byoc.e164} is already stored as a BYOC number of Aldermoor on Kererū Networks`,
    });
    await expect(again(cradle.e164)).rejects.toMatchObject({
      publicMessage: `${cradle.e164} is already stored as a Cradle number of Aldermoor`,
    });
  });

  test("a kind that is neither, a trunk that is none, a trunk that is closed", async () => {
    await expect(addNumber(ctx, { kind: "own", e164: nextE164() })).rejects.toMatchObject({
      fields: [{ path: "kind", message: "must be byoc or cradle" }],
    });
    const e164 = nextE164();
    await expect(
      addNumber(ctx, { kind: "byoc", trunkId: ctx.newId(), e164 }),
    ).rejects.toMatchObject({ fields: [{ path: "trunkId" }] });
    const closing = await makeTrunk(ctx, carrier.id, customer.id);
    await changeTrunkState(ctx, { id: closing.id, version: closing.version, to: "closed" });
    await expect(addNumber(ctx, { kind: "byoc", trunkId: closing.id, e164 })).rejects.toMatchObject(
      { kind: "gate-closed" },
    );
  });
});

describe("whose a number is", () => {
  test("a BYOC number takes carrier and customer from its trunk, and follows it", async () => {
    const number = await makeByocNumber(ctx, trunk.id);
    expect(number).toMatchObject({ carrierId: carrier.id, customerId: customer.id });
    const other = await makeTrunk(ctx, (await makeCarrier(ctx)).id, customer.id);
    const { id, version } = number;
    const moved = await updateNumber(ctx, { id, version, trunkId: other.id });
    expect(moved).toMatchObject({ trunkId: other.id, carrierId: other.carrierId });
    await expect(
      updateNumber(ctx, { id, version: moved.version, customerId: ctx.newId() }),
    ).rejects.toMatchObject({ fields: [{ path: "customerId" }] });
  });

  test("a removed number may come back to someone else, as the same row", async () => {
    const number = await makeByocNumber(ctx, trunk.id);
    const removed = await removeNumber(ctx, { id: number.id, version: number.version });
    expect(removed.active).toBe(false);
    expect(await removeNumber(ctx, { id: number.id, version: removed.version })).toEqual(removed);
    const next = await makeCustomer(contexts.as("admin"));
    const raw = { kind: "cradle", customerId: next.id, e164: number.e164 };
    expect(await addNumber(ctx, raw)).toMatchObject({
      id: number.id,
      kind: "cradle",
      carrierId: null,
      trunkId: null,
      customerId: next.id,
      active: true,
    });
  });

  test("a number that was verified stays a Cradle number", async () => {
    const number = await makeCradleNumber(ctx, customer.id);
    await makeVerified(ctx, carrier.id, number.id);
    await removeNumber(ctx, { id: number.id, version: number.version });
    const raw = { kind: "byoc", trunkId: trunk.id, e164: number.e164 };
    await expect(addNumber(ctx, raw)).rejects.toMatchObject({ kind: "conflict" });
  });

  test("a Cradle number that changes customer loses its verifications, and the trail says so", async () => {
    const number = await makeCradleNumber(ctx, customer.id);
    const item = await makeVerified(ctx, carrier.id, number.id);
    const next = await makeCustomer(contexts.as("admin"));
    const { id, version } = number;
    await updateNumber(ctx, { id, version, customerId: next.id });
    expect(await ctx.read.verifications.get(item.id)).toMatchObject({ state: "revoked" });
    const { items } = await listAuditEvents(ctx, { entityId: item.id, limit: 1 });
    expect(items).toMatchObject([{ action: "verification.revoked", actorKind: "system" }]);
  });

  test("a stale edit is refused", async () => {
    const { id, version } = await makeByocNumber(ctx, trunk.id);
    await updateNumber(ctx, { id, version, label: "a" });
    await expect(updateNumber(ctx, { id, version, label: "b" })).rejects.toMatchObject({
      kind: "stale-edit",
      current: { label: "a" },
    });
  });
});

test("the list filters, and finds a number by its digits however they are grouped", async () => {
  const number = await makeByocNumber(ctx, trunk.id, { label: "front desk" });
  const spaced = `${number.e164.slice(0, 4)} ${number.e164.slice(4, 8)} ${number.e164.slice(8)}`;
  for (const search of [spaced, "FRONT desk"]) {
    const { items } = await listNumbers(ctx, { search, trunkId: trunk.id });
    expect(items.map(({ id }) => id)).toContain(number.id);
  }
  const { items } = await listNumbers(ctx, { kind: "cradle", trunkId: trunk.id });
  expect(items).toEqual([]);
});

describe("verifications", () => {
  const press = (as: Context, { id, version }: { id: string; version: number }, to: string) =>
    changeVerificationState(as, { id, version, to });

  test("onboarding draws up and submits, support records the answer", async () => {
    const support = contexts.as("support");
    const number = await makeCradleNumber(ctx, customer.id);
    const draft = await makeVerification(ctx, carrier.id, number.id);
    await expect(press(support, draft, "submitted")).rejects.toMatchObject({ kind: "refused" });
    await expect(submitItem(support, draft)).rejects.toMatchObject({ kind: "refused" });
    // Alone it would go without a letter.
    await expect(press(ctx, draft, "submitted")).rejects.toMatchObject({ kind: "gate-closed" });
    const submitted = await submitItem(ctx, draft);
    const verified = await press(support, submitted, "verified");
    expect(verified).toMatchObject({ state: "verified", decidedById: support.actor.id });
    expect(verified.verifiedFrom).toBeInstanceOf(Date);
    await expect(press(support, verified, "revoked")).rejects.toMatchObject({ kind: "refused" });
    expect(await press(ctx, verified, "revoked")).toMatchObject({ state: "revoked" });
  });

  test("a renewal runs beside the current one and supersedes it when it is verified", async () => {
    const number = await makeCradleNumber(ctx, customer.id);
    const current = await makeVerified(ctx, carrier.id, number.id);
    const renewal = await makeVerification(ctx, carrier.id, number.id);
    const submitted = await submitItem(ctx, renewal);
    expect(await ctx.read.verifications.get(current.id)).toMatchObject({ state: "verified" });
    await press(ctx, submitted, "verified");
    expect(await ctx.read.verifications.get(current.id)).toMatchObject({ state: "superseded" });
    expect(await ctx.read.verifications.get(renewal.id)).toMatchObject({ state: "verified" });
  });

  test("two under way for one pair, a BYOC number, and an end before the start are refused", async () => {
    const number = await makeCradleNumber(ctx, customer.id);
    const draft = await makeVerification(ctx, carrier.id, number.id);
    await expect(makeVerification(ctx, carrier.id, number.id)).rejects.toMatchObject({
      kind: "conflict",
      publicMessage: `a verification of ${number.e164} with Kererū Networks is under way`,
    });
    const byoc = await makeByocNumber(ctx, trunk.id);
    await expect(
      createVerificationRequest(ctx, {
        carrierId: carrier.id,
        reference: "LOA-x",
        numberIds: [byoc.id],
      }),
    ).rejects.toMatchObject({ fields: [{ path: "numberIds" }] });
    const submitted = await submitItem(ctx, draft);
    await expect(
      changeVerificationState(ctx, {
        id: submitted.id,
        version: submitted.version,
        to: "verified",
        verifiedFrom: "2030-01-02T00:00Z",
        validUntil: "2030-01-01T00:00Z",
      }),
    ).rejects.toMatchObject({ fields: [{ path: "validUntil" }] });
  });

  test("nobody presses what only the clock or another change does", async () => {
    const number = await makeCradleNumber(ctx, customer.id);
    const verified = await makeVerified(ctx, carrier.id, number.id);
    for (const to of ["expired", "superseded"]) {
      await expect(press(contexts.as("admin"), verified, to)).rejects.toMatchObject({
        kind: "gate-closed",
      });
    }
  });

  test("expire at their moment, not before", async () => {
    const number = await makeCradleNumber(ctx, customer.id);
    const validUntil = new Date("2031-06-01T00:00:00Z");
    const item = await makeVerified(ctx, carrier.id, number.id, { validUntil });
    const jobs = contexts.asSystem("jobs");
    contexts.setNow(new Date(validUntil.getTime() - 1));
    expect(await expireVerifications(jobs)).toEqual({ changed: 0 });
    contexts.setNow(validUntil);
    expect(await expireVerifications(jobs)).toEqual({ changed: 1 });
    contexts.setNow(null);
    expect(await ctx.read.verifications.get(item.id)).toMatchObject({ state: "expired" });
  });
});
