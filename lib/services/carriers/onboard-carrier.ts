// Saves a carrier with its first ACL entry, gateway, trunk and number in one go, or none of it.
import { OnboardCarrier, type OnboardedCarrier } from "@/lib/schemas/onboarding";
import { insertAclEntry } from "../acl/add-acl-entry";
import type { Context } from "../context";
import { insertCustomer } from "../customers/create-customer";
import { insertGateway } from "../gateways/add-gateway";
import { insertByocNumber } from "../numbers/add-number";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { inPart, requireNamed } from "../require-row";
import { startFromTemplate } from "../start-from-template";
import { insertTrunk } from "../trunks/create-trunk";
import { insertCarrier } from "./create-carrier";

/**
 * Asks for the permission of each part that is given. Fields at fault bear their part's name: `aclEntry.block`. What the
 * parts leave out takes the settings of the template `templateId`, whose name the audit trail keeps.
 */
export async function onboardCarrier(ctx: Context, raw: unknown): Promise<OnboardedCarrier> {
  requirePermission(ctx.actor, "carrier.write");
  const started = await startFromTemplate(ctx, raw);
  const input = parseInput(OnboardCarrier, started.raw);
  if (input.aclEntry !== undefined) requirePermission(ctx.actor, "acl.write");
  if (input.gateway !== undefined) requirePermission(ctx.actor, "gateway.write");
  if (input.customer !== undefined) requirePermission(ctx.actor, "customer.write");
  if (input.trunk !== undefined) requirePermission(ctx.actor, "trunk.write");
  if (input.number !== undefined) requirePermission(ctx.actor, "number.write");

  const startedFrom = started.template
    ? `started from the template ${started.template.name}`
    : undefined;
  return ctx.transaction(async (tx) => {
    const { aclEntry, gateway, customer, customerId, trunk, number } = input;
    const newCarrier = await inPart("carrier", () =>
      insertCarrier(ctx, tx, input.carrier, startedFrom),
    );
    const newEntry =
      aclEntry === undefined
        ? null
        : await inPart("aclEntry", () => insertAclEntry(ctx, tx, newCarrier.id, aclEntry));
    const newGateway =
      gateway === undefined
        ? null
        : await inPart("gateway", () => insertGateway(ctx, tx, newCarrier.id, gateway));
    const itsCustomer =
      customerId !== undefined
        ? requireNamed("customer", "customerId", await tx.customers.get(customerId))
        : customer !== undefined
          ? await inPart("customer", () => insertCustomer(ctx, tx, customer))
          : null;
    const newTrunk =
      trunk === undefined || itsCustomer === null
        ? null
        : await inPart("trunk", () => insertTrunk(ctx, tx, newCarrier, itsCustomer, trunk));
    const newNumber =
      number === undefined || newTrunk === null
        ? null
        : await inPart("number", () => insertByocNumber(ctx, tx, newTrunk, number));
    return {
      carrier: newCarrier,
      aclEntry: newEntry,
      gateway: newGateway,
      customer: itsCustomer,
      trunk: newTrunk,
      number: newNumber,
    };
  });
}
