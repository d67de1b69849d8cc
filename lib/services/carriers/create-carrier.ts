// Adds a carrier, as a draft, with every requirement still unknown.
import { Conflict } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { type Carrier, CreateCarrier } from "@/lib/schemas/carrier";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Throws `Conflict` at `name` where another carrier has it. */
export async function createCarrier(ctx: Context, raw: unknown): Promise<Carrier> {
  requirePermission(ctx.actor, "carrier.write");
  const input = parseInput(CreateCarrier, raw);
  return ctx.transaction((tx) => insertCarrier(ctx, tx, input));
}

/** The same inside a larger transaction. `reason`: what the audit trail says beside it. */
export async function insertCarrier(
  ctx: Context,
  tx: Store,
  input: CreateCarrier,
  reason?: string,
): Promise<Carrier> {
  await requireFreeCarrierName(tx, null, input.name);
  const carrier = await tx.carriers.insert({
    ...input,
    id: ctx.newId(),
    stateChangedAt: ctx.now(),
  });
  await tx.carriers.insertRequirementChecks(
    REQUIREMENTS.map(({ code }) => ({ id: ctx.newId(), carrierId: carrier.id, code })),
  );
  await tx.audit.insert(ctx.event("carrier.create", "carrier", null, carrier, reason));
  return carrier;
}

/** Throws `Conflict` where another carrier than `id` has the name, in whatever case. */
export async function requireFreeCarrierName(
  tx: Store,
  id: string | null,
  name: string,
): Promise<void> {
  const other = await tx.carriers.getByName(name);
  if (other !== null && other.id !== id) {
    throw new Conflict(`there is a carrier named ${other.name} already`, "name");
  }
}
