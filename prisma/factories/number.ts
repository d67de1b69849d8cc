// Makes numbers: BYOC on a trunk, Cradle's for a customer, and a verified one.
import type { PhoneNumber } from "@/lib/schemas/phone-number";
import type { VerificationItem } from "@/lib/schemas/verification";
import type { Context } from "@/lib/services/context";
import { addNumber } from "@/lib/services/numbers/add-number";
import { changeVerificationState } from "@/lib/services/verifications/change-verification-state";
import { createVerificationRequest } from "@/lib/services/verifications/create-verification-request";
import { submitVerificationRequest } from "@/lib/services/verifications/submit-verification-request";
import { nextE164, nextNumber } from "./sequence";

export function makeByocNumber(
  ctx: Context,
  trunkId: string,
  overrides: object = {},
): Promise<PhoneNumber> {
  return addNumber(ctx, { kind: "byoc", trunkId, e164: nextE164(), ...overrides });
}

export function makeCradleNumber(
  ctx: Context,
  customerId: string,
  overrides: object = {},
): Promise<PhoneNumber> {
  return addNumber(ctx, { kind: "cradle", customerId, e164: nextE164(), ...overrides });
}

/** A draft verification of one Cradle number with a carrier. */
export async function makeVerification(
  ctx: Context,
  carrierId: string,
  numberId: string,
): Promise<VerificationItem> {
  const { items } = await createVerificationRequest(ctx, {
    carrierId,
    reference: `LOA-${nextNumber()}`,
    numberIds: [numberId],
  });
  const [item] = items;
  if (item === undefined) throw new Error("the request has no item");
  return item;
}

/** Submits the whole request of a draft; the item as it is then. */
export async function submitItem(ctx: Context, draft: VerificationItem): Promise<VerificationItem> {
  const request = await ctx.read.verifications.getRequest(draft.requestId);
  await submitVerificationRequest(ctx, { id: draft.requestId, version: request?.version });
  const item = await ctx.read.verifications.get(draft.id);
  if (item === null) throw new Error("the request has lost its item");
  return item;
}

/** A verification that the carrier has confirmed. */
export async function makeVerified(
  ctx: Context,
  carrierId: string,
  numberId: string,
  validity: { verifiedFrom?: Date; validUntil?: Date } = {},
): Promise<VerificationItem> {
  const draft = await makeVerification(ctx, carrierId, numberId);
  const submitted = await submitItem(ctx, draft);
  return changeVerificationState(ctx, {
    id: submitted.id,
    version: submitted.version,
    to: "verified",
    ...validity,
  });
}
