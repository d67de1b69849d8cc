// Adds a trunk: one customer on one carrier, at the stage of an enquiry.
import { Conflict, GateClosed } from "@/lib/core/errors";
import { given } from "@/lib/db/paging";
import type { Store } from "@/lib/db/store";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Customer } from "@/lib/schemas/customer";
import { CreateTrunk, type NewTrunk, type Trunk } from "@/lib/schemas/trunk";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireNamed } from "../require-row";
import { trunkLabel } from "../trunk-label";

/** Throws `Conflict` at `fqdnLabel` where a trunk has or had it. */
export async function createTrunk(ctx: Context, raw: unknown): Promise<Trunk> {
  requirePermission(ctx.actor, "trunk.write");
  const { carrierId, customerId, ...input } = parseInput(CreateTrunk, raw);
  return ctx.transaction(async (tx) => {
    const carrier = requireNamed("carrier", "carrierId", await tx.carriers.get(carrierId));
    const customer = requireNamed("customer", "customerId", await tx.customers.get(customerId));
    return insertTrunk(ctx, tx, carrier, customer, input);
  });
}

/** The same inside a larger transaction. */
export async function insertTrunk(
  ctx: Context,
  tx: Store,
  carrier: Carrier,
  customer: Customer,
  input: NewTrunk,
): Promise<Trunk> {
  if (carrier.state === "closed") {
    throw new GateClosed("trunk on a closed carrier", [], "This carrier is closed.");
  }
  const { fqdnLabel, ...settings } = input;
  const label = fqdnLabel ?? trunkLabel(`${carrier.name} ${customer.name}`, ctx.randomBytes(8));
  if ((await tx.trunks.getByLabel(label)) !== null) {
    throw new Conflict(`${label} was used before, and is never used again`, "fqdnLabel");
  }
  const trunk = await tx.trunks.insert({
    ...given(settings),
    name: input.name,
    country: input.country,
    id: ctx.newId(),
    carrierId: carrier.id,
    customerId: customer.id,
    fqdnLabel: label,
    stateChangedAt: ctx.now(),
  });
  await tx.audit.insert(ctx.event("trunk.create", "trunk", null, trunk));
  return trunk;
}
