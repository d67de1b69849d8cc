// Makes a carrier, an ACL entry and a gateway, and takes a carrier to ready.
import type { AclEntry } from "@/lib/schemas/acl-entry";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Gateway } from "@/lib/schemas/gateway";
import { addAclEntry } from "@/lib/services/acl/add-acl-entry";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import { createCarrier } from "@/lib/services/carriers/create-carrier";
import type { Context } from "@/lib/services/context";
import { addGateway } from "@/lib/services/gateways/add-gateway";
import { nextAddress, nextBlock, nextNumber } from "./sequence";

export function makeCarrier(ctx: Context, overrides: object = {}): Promise<Carrier> {
  return createCarrier(ctx, { name: `Carrier ${nextNumber()}`, country: "NZ", ...overrides });
}

/** A carrier that is ready: its "must" requirements are waived by an admin, who `ctx` must be. */
export async function makeReadyCarrier(ctx: Context, overrides: object = {}): Promise<Carrier> {
  const { id, version } = await makeCarrier(ctx, overrides);
  return changeCarrierState(ctx, { id, version, to: "ready", overrideReason: "made for a test" });
}

export function makeAclEntry(
  ctx: Context,
  carrierId: string,
  overrides: object = {},
): Promise<AclEntry> {
  return addAclEntry(ctx, { carrierId, block: nextBlock(), ...overrides });
}

export function makeGateway(
  ctx: Context,
  carrierId: string,
  overrides: object = {},
): Promise<Gateway> {
  return addGateway(ctx, { carrierId, host: nextAddress(), port: 5060, ...overrides });
}
