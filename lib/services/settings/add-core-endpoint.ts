// Adds a place where terminated calls go.
import { AddCoreEndpoint, type CoreEndpoint } from "@/lib/schemas/settings";
import type { Context } from "../context";
import { requireOwnAddress } from "../own-addresses";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Throws `Conflict` at `host` where the address is a carrier's. */
export async function addCoreEndpoint(ctx: Context, raw: unknown): Promise<CoreEndpoint> {
  requirePermission(ctx.actor, "settings.write");
  const input = parseInput(AddCoreEndpoint, raw);
  return ctx.transaction(async (tx) => {
    await requireOwnAddress(tx, "host", input.host);
    const endpoint = await tx.settings.insertCoreEndpoint({ ...input, id: ctx.newId() });
    await tx.audit.insert(ctx.event("settings.add-core-endpoint", "core_endpoint", null, endpoint));
    return endpoint;
  });
}
