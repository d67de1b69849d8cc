// Support's look-up: what a number is, where it may be shown, by which proof; by the same rule as the sip-agents'.
import { afterAll, beforeAll, expect, test } from "vitest";
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
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import type { Context } from "../context";
import { removeNumber } from "../numbers/remove-number";
import { updateNumber } from "../numbers/update-number";
import { type TestContexts, testContexts } from "../test-context";
import { attachLoa } from "../verifications/attach-loa";
import { changeVerificationState } from "../verifications/change-verification-state";
import { lookUpNumber } from "./look-up-number";

let contexts: TestContexts;
let ctx: Context;
let support: Context;
let kereru: Carrier;
let tui: Carrier;
let customer: Customer;
let trunk: Trunk;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("onboarding");
  support = contexts.as("support");
  await makePlatform(contexts.as("admin"));
  kereru = await makeCarrier(ctx, { name: "Kererū Networks", country: "NZ" });
  tui = await makeCarrier(ctx, { name: "Tūī Telecom", country: "NZ" });
  customer = await makeCustomer(contexts.as("admin"), { name: "Aldermoor" });
  trunk = await makeTrunk(ctx, kereru.id, customer.id, { name: "Main" });
  await makeTrunk(ctx, tui.id, customer.id, { name: "Second" });
});
afterAll(() => contexts.close());

const answerOf = async (q: string) => (await lookUpNumber(support, { q })).answers[0];

test("a BYOC number may be shown on its own carrier alone", async () => {
  const number = await makeByocNumber(ctx, trunk.id);
  expect(await answerOf(`tel:${number.e164}`)).toMatchObject({
    ...{ e164: number.e164, country: "NZ", calls: [] },
    number: { kind: "byoc", customerName: "Aldermoor", trunkName: "Main" },
    places: [
      {
        ...{ carrierName: "Kererū Networks", mayBeShown: true, proof: null, until: null },
        trunks: [{ name: "Main", mayBeShown: true, because: { table: "phone_number" } }],
        since: number.createdAt,
      },
      { carrierName: "Tūī Telecom", mayBeShown: false, since: null, trunks: [{ name: "Second" }] },
    ],
  });
  await removeNumber(ctx, { id: number.id, version: number.version });
  expect((await answerOf(number.e164))?.places.map((place) => place.mayBeShown)).toEqual([
    false,
    false,
  ]);
});

test("a Cradle number shows its proof, what is pending and what was refused", async () => {
  const number = await makeCradleNumber(ctx, customer.id);
  const refused = await makeVerification(ctx, kereru.id, number.id);
  const press = (item: { id: string; version: number }, to: string, note?: string) =>
    changeVerificationState(ctx, {
      ...{ id: item.id, version: item.version, to },
      ...(note ? { note } : {}),
    });
  await press(await submitItem(ctx, refused), "rejected", "not ours");
  const validUntil = new Date("2031-01-01T00:00:00Z");
  const proof = await makeVerified(ctx, kereru.id, number.id, { validUntil });
  const bytes = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n");
  await attachLoa(contexts.asSystem("jobs"), { requestId: proof.requestId, bytes });
  const pending = await submitItem(ctx, await makeVerification(ctx, tui.id, number.id));
  expect(await answerOf(number.e164)).toMatchObject({
    number: { kind: "cradle", trunkName: null },
    places: [
      {
        ...{ carrierName: "Kererū Networks", mayBeShown: true, until: validUntil },
        trunks: [{ because: { table: "verification_item", id: proof.id } }],
        since: proof.verifiedFrom,
        proof: { itemId: proof.id, documents: [{ purpose: "loa" }] },
        past: [{ itemId: refused.id, state: "rejected", note: "not ours" }],
      },
      {
        ...{ carrierName: "Tūī Telecom", mayBeShown: false, proof: null },
        pending: [{ itemId: pending.id, state: "submitted", submittedAt: expect.any(Date) }],
      },
    ],
  });
  contexts.setNow(validUntil);
  const [place] = (await answerOf(number.e164))?.places ?? [];
  expect(place).toMatchObject({
    ...{ mayBeShown: false, since: null, proof: null },
    past: [{ itemId: proof.id, state: "expired" }, { itemId: refused.id }],
  });
  contexts.setNow(null);
});

test("a number that changed customer shows what was revoked and withdrawn by that, and why", async () => {
  const number = await makeCradleNumber(ctx, customer.id);
  const proof = await makeVerified(ctx, kereru.id, number.id);
  const pending = await makeVerification(ctx, tui.id, number.id);
  const next = await makeCustomer(contexts.as("admin"), { name: "Brackwater" });
  await makeTrunk(ctx, kereru.id, next.id, { name: "Theirs" });
  await updateNumber(ctx, { id: number.id, version: number.version, customerId: next.id });
  const why = { note: "the number changed customer", decidedAt: expect.any(Date) };
  expect(await answerOf(number.e164)).toMatchObject({
    number: { customerName: "Brackwater" },
    places: [
      {
        ...{ carrierName: "Kererū Networks", mayBeShown: false, proof: null, pending: [] },
        trunks: [{ name: "Theirs", mayBeShown: false }],
        past: [{ itemId: proof.id, state: "revoked", ...why }],
      },
      {
        ...{ carrierName: "Tūī Telecom", mayBeShown: false, pending: [], trunks: [] },
        past: [{ itemId: pending.id, state: "withdrawn", ...why }],
      },
    ],
  });
});

test("a verification with a carrier on which the customer has no trunk is shown, and shows nothing", async () => {
  const far = await makeCarrier(ctx, { name: "Far Carrier" });
  const number = await makeCradleNumber(ctx, customer.id);
  await makeVerified(ctx, far.id, number.id);
  const place = (await answerOf(number.e164))?.places.find(({ carrierId }) => carrierId === far.id);
  expect(place).toMatchObject({ mayBeShown: false, trunks: [], proof: { state: "verified" } });
});

test("national forms are those of our carriers and customers, or of the country that is named", async () => {
  const number = await makeCradleNumber(ctx, customer.id);
  const national = `0${number.e164.slice(3)}`;
  expect((await answerOf(national))?.number?.id).toBe(number.id);
  const { answers } = await lookUpNumber(support, { q: "020 7946 0018", country: "gb" });
  expect(answers).toMatchObject([
    { e164: "+442079460018", number: null, places: [], country: "GB" },
  ]);
});

test("a text that holds no number has no answer; one that is empty or too long is refused", async () => {
  expect(await lookUpNumber(support, { q: "hello\u0000" })).toMatchObject({ answers: [] });
  for (const q of ["", " ", "1".repeat(501), 7]) {
    await expect(lookUpNumber(support, { q })).rejects.toMatchObject({ fields: [{ path: "q" }] });
  }
});
