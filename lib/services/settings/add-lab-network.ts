// Allows a block that is not public in ACL entries, for laboratories and demonstrations.
import { Conflict } from "@/lib/core/errors";
import { AddLabNetwork, type NamedBlock } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Throws `Conflict` at `block` where it is listed already. */
export async function addLabNetwork(ctx: Context, raw: unknown): Promise<NamedBlock> {
  requirePermission(ctx.actor, "settings.write");
  const input = parseInput(AddLabNetwork, raw);
  return ctx.transaction(async (tx) => {
    const listed = await tx.settings.findLabNetworks();
    if (listed.some((row) => row.block === input.block)) {
      throw new Conflict(`${input.block} is a lab network already`, "block");
    }
    const network = await tx.settings.insertLabNetwork({ ...input, id: ctx.newId() });
    await tx.audit.insert(ctx.event("settings.add-lab-network", "lab_network", null, network));
    return network;
  });
}
