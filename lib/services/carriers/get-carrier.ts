// Shows a carrier with all that belongs to it, and the states it could be taken to.
import type { NamedNumber } from "@/lib/db/numbers";
import type { NamedTrunk } from "@/lib/db/trunks";
import { CARRIER_MACHINE, type CarrierState, closedCarrierGuards } from "@/lib/lifecycle/carrier";
import { contradictedMusts } from "@/lib/observations/standing";
import type { AclEntry } from "@/lib/schemas/acl-entry";
import type { Carrier, RequirementCheck } from "@/lib/schemas/carrier";
import type { Contact } from "@/lib/schemas/contact";
import { ById, type Page } from "@/lib/schemas/fields";
import type { Gateway } from "@/lib/schemas/gateway";
import type { SipCredential } from "@/lib/schemas/sip-credential";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { type NextStep, nextSteps } from "../require-arrow";
import { requireRow } from "../require-row";

export interface CarrierDetail {
  readonly carrier: Carrier;
  /** In force. */
  readonly aclEntries: readonly AclEntry[];
  /** Not removed, in the order in which they are tried. */
  readonly gateways: readonly Gateway[];
  readonly credentials: readonly SipCredential[];
  readonly trunks: readonly NamedTrunk[];
  /** The first page. */
  readonly numbers: Page<NamedNumber>;
  readonly requirementChecks: readonly RequirementCheck[];
  /** Codes of musts declared met that traffic contradicts. */
  readonly contradictedMusts: readonly string[];
  readonly contacts: readonly Contact[];
  readonly nextSteps: readonly NextStep<CarrierState>[];
}

export async function getCarrier(ctx: Context, raw: unknown): Promise<CarrierDetail> {
  requirePermission(ctx.actor, "carrier.read");
  const { id } = parseInput(ById, raw);
  const carrier = requireRow("carrier", id, await ctx.read.carriers.get(id));
  const [
    aclEntries,
    gateways,
    credentials,
    trunks,
    numbers,
    requirementChecks,
    observations,
    contacts,
  ] = await Promise.all([
    ctx.read.acl.findActive(id),
    ctx.read.gateways.findPresent(id),
    ctx.read.credentials.findUnrevoked(id),
    ctx.read.trunks.findOf({ carrierId: id }),
    ctx.read.numbers.findPage({ carrierId: id }),
    ctx.read.carriers.findRequirementChecks(id),
    ctx.read.observations.findOfCarrier(id),
    ctx.read.carriers.findContacts(id),
  ]);
  return {
    carrier,
    aclEntries,
    gateways,
    credentials,
    trunks,
    numbers,
    requirementChecks,
    contradictedMusts: contradictedMusts(requirementChecks, observations),
    contacts,
    nextSteps: nextSteps(CARRIER_MACHINE, carrier.state, ctx.actor, (guards) =>
      closedCarrierGuards(guards, requirementChecks),
    ),
  };
}
