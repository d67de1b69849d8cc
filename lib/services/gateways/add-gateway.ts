// Adds a SIP destination of a carrier.
import { Conflict } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { AddGateway, type Gateway, type NewGateway } from "@/lib/schemas/gateway";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { requireForeignHost } from "../own-addresses";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Throws `Conflict` at `host` for an address of Cradle's own, or one that this carrier has already. */
export async function addGateway(ctx: Context, raw: unknown): Promise<Gateway> {
  requirePermission(ctx.actor, "gateway.write");
  const { carrierId, ...input } = parseInput(AddGateway, raw);
  return ctx.transaction(async (tx) => {
    await requireOpenCarrier(tx, carrierId, "gateway for");
    return insertGateway(ctx, tx, carrierId, input);
  });
}

/** The same inside a larger transaction. */
export async function insertGateway(
  ctx: Context,
  tx: Store,
  carrierId: string,
  input: NewGateway,
): Promise<Gateway> {
  await requireForeignHost(tx, input.host);
  const present = await tx.gateways.findPresent(carrierId);
  const same = present.find(
    (gateway) =>
      gateway.host === input.host &&
      gateway.port === input.port &&
      gateway.transport === input.transport,
  );
  if (same !== undefined) {
    throw new Conflict("this carrier has a gateway with this host, port and transport", "host");
  }
  const gateway = await tx.gateways.insert({ ...input, id: ctx.newId(), carrierId });
  await tx.audit.insert(ctx.event("gateway.add", "gateway", null, gateway));
  return gateway;
}
