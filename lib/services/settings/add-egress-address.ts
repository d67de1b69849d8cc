// Adds a known address that Cradle sends from.
import { Conflict, InvalidInput } from "@/lib/core/errors";
import { AddEgressAddress, type EgressAddress } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { requireOwnAddress } from "../own-addresses";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { tellOfAddedEgress } from "../tell-carriers";

/** Throws `Conflict` at `address` where a carrier has it, or it is listed already. */
export async function addEgressAddress(ctx: Context, raw: unknown): Promise<EgressAddress> {
  requirePermission(ctx.actor, "settings.write");
  const input = parseInput(AddEgressAddress, raw);
  const validFrom = input.validFrom ?? ctx.now();
  if (input.validUntil !== null && input.validUntil <= validFrom) {
    throw new InvalidInput([{ path: "validUntil", message: "must be after the start" }]);
  }
  return ctx.transaction(async (tx) => {
    await requireOwnAddress(tx, "address", input.address);
    const listed = await tx.settings.findEgressAddresses();
    if (listed.some((row) => row.address === input.address && row.validUntil === null)) {
      throw new Conflict(`${input.address} is an egress address already`, "address");
    }
    const address = await tx.settings.insertEgressAddress({ ...input, id: ctx.newId(), validFrom });
    await tx.audit.insert(ctx.event("settings.add-egress", "egress_address", null, address));
    await tellOfAddedEgress(ctx, tx, address);
    return address;
  });
}
