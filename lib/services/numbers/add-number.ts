// Adds a BYOC number to a trunk, or a Cradle number to a customer.
import { Conflict } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { AddNumber, type PhoneNumber } from "@/lib/schemas/phone-number";
import type { Trunk } from "@/lib/schemas/trunk";
import type { Context } from "../context";
import { byocOwner, cradleOwner, type NumberOwner, numberInWords } from "../number-owner";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireNamed } from "../require-row";

/** Throws `Conflict` at `e164` for a number that is stored and active. An inactive one comes back with a new owner. */
export async function addNumber(ctx: Context, raw: unknown): Promise<PhoneNumber> {
  requirePermission(ctx.actor, "number.write");
  const input = parseInput(AddNumber, raw);
  return ctx.transaction(async (tx) => {
    if (input.kind === "byoc") {
      const trunk = requireNamed("trunk", "trunkId", await tx.trunks.get(input.trunkId));
      return insertByocNumber(ctx, tx, trunk, input);
    }
    const { customerId } = input;
    requireNamed("customer", "customerId", await tx.customers.get(customerId));
    return insertNumber(ctx, tx, input, cradleOwner(customerId));
  });
}

/** Adds a BYOC number inside a larger transaction. */
export async function insertByocNumber(
  ctx: Context,
  tx: Store,
  trunk: Trunk,
  input: { e164: string; label: string },
): Promise<PhoneNumber> {
  return insertNumber(ctx, tx, input, byocOwner(trunk));
}

async function insertNumber(
  ctx: Context,
  tx: Store,
  { e164, label }: { e164: string; label: string },
  owner: NumberOwner,
): Promise<PhoneNumber> {
  const [existing = null] = await tx.numbers.findByE164s([e164]);
  if (existing === null) {
    const number = await tx.numbers.insert({ ...owner, id: ctx.newId(), e164, label });
    await tx.audit.insert(ctx.event("number.add", "phone_number", null, number));
    return number;
  }
  if (existing.active)
    throw new Conflict(`${e164} is already stored as ${numberInWords(existing)}`, "e164");
  if (existing.kind !== owner.kind && (await tx.numbers.countVerifications(existing.id)) > 0) {
    throw new Conflict(`${e164} was verified as a Cradle number and stays one`, "e164");
  }
  const number = await tx.numbers.update(existing, { ...owner, label, active: true });
  await tx.audit.insert(ctx.event("number.reassign", "phone_number", existing, number));
  return number;
}
