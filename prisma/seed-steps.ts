// The steps of the demonstration's data, each through the verbs, each skipping what a run before it has made.
import { Conflict } from "@/lib/core/errors";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import type { TrunkState } from "@/lib/lifecycle/trunk";
import type { Trunk } from "@/lib/schemas/trunk";
import { addAclEntry } from "@/lib/services/acl/add-acl-entry";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import { createCarrier } from "@/lib/services/carriers/create-carrier";
import type { Context } from "@/lib/services/context";
import { createCustomer } from "@/lib/services/customers/create-customer";
import { addGateway } from "@/lib/services/gateways/add-gateway";
import { addNumber } from "@/lib/services/numbers/add-number";
import { recordRequirement } from "@/lib/services/requirements/record-requirement";
import { addCoreEndpoint } from "@/lib/services/settings/add-core-endpoint";
import { addCoreSource } from "@/lib/services/settings/add-core-source";
import { addEgressAddress } from "@/lib/services/settings/add-egress-address";
import { addLabNetwork } from "@/lib/services/settings/add-lab-network";
import { updateSettings } from "@/lib/services/settings/update-settings";
import { changeTrunkState } from "@/lib/services/trunks/change-trunk-state";
import { createTrunk } from "@/lib/services/trunks/create-trunk";
import { changeVerificationState } from "@/lib/services/verifications/change-verification-state";
import { createVerificationRequest } from "@/lib/services/verifications/create-verification-request";
import { submitVerificationRequest } from "@/lib/services/verifications/submit-verification-request";
import {
  ALLOWED_DESTINATIONS,
  CRADLE_NUMBERS,
  CUSTOMERS,
  PLATFORM,
  type PlannedCarrier,
} from "./seed-plan";

const REASON = "Demonstration data";

/** Runs a verb; what is there already is left as it is. */
async function unlessThere(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
}

export async function seedPlatform(
  ctx: Context,
  { egressAddresses, sipPort }: { egressAddresses: readonly string[]; sipPort: number },
) {
  const { signallingFqdn, labNetworks, coreEndpoint, coreSource } = PLATFORM;
  if ((await ctx.read.settings.get()) === null) {
    await updateSettings(ctx, { version: 0, signallingFqdn, sipPort });
  }
  for (const network of labNetworks) await unlessThere(addLabNetwork(ctx, network));
  for (const address of egressAddresses) await unlessThere(addEgressAddress(ctx, { address }));
  await unlessThere(addCoreSource(ctx, coreSource));
  const endpoints = await ctx.read.settings.findCoreEndpoints();
  if (endpoints.length === 0) {
    await addCoreEndpoint(ctx, { ...coreEndpoint, label: "Demonstration core" });
  }
}

export async function seedCustomers(ctx: Context) {
  for (const customer of CUSTOMERS) await unlessThere(createCustomer(ctx, customer));
}

export async function seedCarrier(ctx: Context, plan: PlannedCarrier) {
  const { name, country } = plan;
  await unlessThere(createCarrier(ctx, { name, country, notes: REASON }));
  const { id: carrierId } = await carrierNamed(ctx, name);
  for (const entry of plan.aclEntries) {
    await unlessThere(addAclEntry(ctx, { carrierId, ...entry, requestedBy: `${name} NOC` }));
  }
  for (const gateway of plan.gateways) {
    await unlessThere(addGateway(ctx, { carrierId, ...gateway }));
  }
  if (plan.state === "ready") await makeReady(ctx, carrierId);
  await seedTrunk(ctx, carrierId, plan.trunk);
}

/** Records every "must" requirement as met and presses ready. */
async function makeReady(ctx: Context, carrierId: string) {
  const checks = await ctx.read.carriers.findRequirementChecks(carrierId);
  for (const { code, state, version } of checks) {
    const isMust = REQUIREMENTS.some(
      (requirement) => requirement.must && requirement.code === code,
    );
    if (!isMust || state !== "unknown") continue;
    await recordRequirement(ctx, { carrierId, code, state: "met", note: REASON, version });
  }
  const carrier = await ctx.read.carriers.get(carrierId);
  if (carrier?.state !== "draft") return;
  await changeCarrierState(ctx, { id: carrierId, version: carrier.version, to: "ready" });
}

async function seedTrunk(ctx: Context, carrierId: string, plan: PlannedCarrier["trunk"]) {
  const { name, fqdnLabel } = plan;
  const customer = await customerNamed(ctx, plan.customer);
  await unlessThere(
    createTrunk(ctx, {
      carrierId,
      customerId: customer.id,
      name,
      fqdnLabel,
      country: "NZ",
      maxChannels: 30,
      maxCallsPerSec: 10,
      allowedDestinations: [...ALLOWED_DESTINATIONS],
    }),
  );
  const trunk = await ctx.read.trunks.getByLabel(fqdnLabel);
  if (trunk === null) throw new Error(`the trunk ${fqdnLabel} is not there`);
  for (const e164 of plan.byocNumbers) {
    await unlessThere(addNumber(ctx, { kind: "byoc", trunkId: trunk.id, e164 }));
  }
  await takeTo(ctx, trunk, plan.state);
}

const WAY: readonly TrunkState[] = ["enquiry", "quoting", "configuring", "testing", "live"];

/** Presses through the states on the way; the gates of quotes and test calls are overridden, and say so. */
async function takeTo(ctx: Context, trunk: Trunk, state: TrunkState) {
  let current = trunk;
  for (const to of WAY.slice(WAY.indexOf(trunk.state) + 1, WAY.indexOf(state) + 1)) {
    const { id, version } = current;
    current = await changeTrunkState(ctx, { id, version, to, overrideReason: REASON });
  }
}

export async function seedCradleNumbers(ctx: Context) {
  for (const { e164, customer, verifiedWith } of CRADLE_NUMBERS) {
    const { id: customerId } = await customerNamed(ctx, customer);
    await unlessThere(addNumber(ctx, { kind: "cradle", customerId, e164 }));
    if (verifiedWith !== null) await verify(ctx, e164, verifiedWith);
  }
}

async function verify(ctx: Context, e164: string, carrierName: string) {
  const number = await ctx.read.numbers.getByE164(e164);
  if (number === null) throw new Error(`the number ${e164} is not there`);
  const { id: carrierId } = await carrierNamed(ctx, carrierName);
  if ((await ctx.read.verifications.getInState(number.id, carrierId, ["verified"])) !== null)
    return;
  const numberIds = [number.id];
  await unlessThere(
    createVerificationRequest(ctx, { carrierId, reference: "LOA-DEMO-1", numberIds }),
  );
  const { verifications } = ctx.read;
  const draft = await verifications.getInState(number.id, carrierId, ["draft"]);
  if (draft !== null) {
    const request = await verifications.getRequest(draft.requestId);
    await submitVerificationRequest(ctx, { id: draft.requestId, version: request?.version });
  }
  const item = await verifications.getInState(number.id, carrierId, ["submitted"]);
  if (item === null) return;
  const { id, version } = item;
  await changeVerificationState(ctx, { id, version, to: "verified", note: REASON });
}

async function carrierNamed(ctx: Context, name: string) {
  const carrier = await ctx.read.carriers.getByName(name);
  if (carrier === null) throw new Error(`the carrier ${name} is not there`);
  return carrier;
}

async function customerNamed(ctx: Context, name: string) {
  const customer = await ctx.read.customers.getByName(name);
  if (customer === null) throw new Error(`the customer ${name} is not there`);
  return customer;
}
