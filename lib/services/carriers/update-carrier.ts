// Changes a carrier: its name, how it proves itself, its limits.
import { GateClosed } from "@/lib/core/errors";
import { given } from "@/lib/db/paging";
import { type Carrier, UpdateCarrier } from "@/lib/schemas/carrier";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";
import { requireFreeCarrierName } from "./create-carrier";

export async function updateCarrier(ctx: Context, raw: unknown): Promise<Carrier> {
  requirePermission(ctx.actor, "carrier.write");
  const { id, version, ...input } = parseInput(UpdateCarrier, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("carrier", id, await tx.carriers.get(id), version);
    if (before.state === "closed") {
      throw new GateClosed("update of a carrier", [], "A closed carrier is not changed any more.");
    }
    if (input.name !== undefined) await requireFreeCarrierName(tx, id, input.name);
    const after = await tx.carriers.update(before, given(input));
    await tx.audit.insert(ctx.event("carrier.update", "carrier", before, after));
    return after;
  });
}
