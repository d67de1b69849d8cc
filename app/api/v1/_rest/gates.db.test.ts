// Every condition of every gate: a trunk that passes, one thing taken from it, and the press refused for that alone.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CarrierGuard } from "@/lib/lifecycle/carrier";
import type { TrunkGuard, TrunkState } from "@/lib/lifecycle/trunk";
import type { Carrier, RequirementCheckDetail } from "@/lib/schemas/carrier";
import type { Customer } from "@/lib/schemas/customer";
import type { Trunk } from "@/lib/schemas/trunk";
import { listAclEntries } from "@/lib/services/acl/list-acl-entries";
import { removeAclEntry } from "@/lib/services/acl/remove-acl-entry";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import type { Context } from "@/lib/services/context";
import { issueCredential } from "@/lib/services/credentials/issue-credential";
import { listCredentials } from "@/lib/services/credentials/list-credentials";
import { revokeCredential } from "@/lib/services/credentials/revoke-credential";
import { listGateways } from "@/lib/services/gateways/list-gateways";
import { removeGateway } from "@/lib/services/gateways/remove-gateway";
import { acknowledgeHandOff } from "@/lib/services/hand-offs/acknowledge-hand-off";
import { sendHandOff } from "@/lib/services/hand-offs/send-hand-off";
import { listNumbers } from "@/lib/services/numbers/list-numbers";
import { removeNumber } from "@/lib/services/numbers/remove-number";
import { listRequirementChecks } from "@/lib/services/requirements/list-requirement-checks";
import { observeRequirements } from "@/lib/services/requirements/observe-requirements";
import { recordRequirement } from "@/lib/services/requirements/record-requirement";
import { closeRuntime } from "@/lib/services/runtime";
import { updateSettings } from "@/lib/services/settings/update-settings";
import { announceTestCall } from "@/lib/services/test-calls/announce-test-call";
import { declareTestCall } from "@/lib/services/test-calls/declare-test-call";
import { matchTestCall } from "@/lib/services/test-calls/match-test-call";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { createToken } from "@/lib/services/tokens/create-token";
import { changeTrunkState } from "@/lib/services/trunks/change-trunk-state";
import { getTrunk } from "@/lib/services/trunks/get-trunk";
import { updateTrunk } from "@/lib/services/trunks/update-trunk";
import { leaveCallRecord } from "@/prisma/factories/call-record";
import { makeAclEntry, makeCarrier, makeGateway } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { makeAcceptedQuote, makeSentQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { answer } from "./answer";

const CALLER = "+6421345678";
const ISSUER = { legalName: "Cradle Limited", legalAddress: "1 Example Street\nAuckland" };

let contexts: TestContexts;
let admin: Context;
let ctx: Context;
let agent: pg.Client;
let token: string;
let customer: Customer;

beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  ctx = contexts.as("onboarding");
  agent = new pg.Client({ connectionString: contexts.database.agentUrl });
  await agent.connect();
  const { version } = await makePlatform(admin);
  await updateSettings(admin, { version, ...ISSUER, codecs: "PCMA", mediaRanges: "192.0.2.0/28" });
  customer = await makeCustomer(admin);
  process.env.DATABASE_URL = contexts.database.portalUrl;
  process.env.LOG_LEVEL = "silent";
  token = (await createToken(admin, { name: "onboarding", role: "onboarding" })).secret;
});
afterAll(async () => {
  await agent?.end();
  await closeRuntime();
  await contexts.close();
});

/** A trunk with its carrier, and the versions that it has by now. */
interface World {
  readonly carrier: Carrier;
  readonly trunkId: string;
}

const trunkOf = async ({ trunkId }: World): Promise<Trunk> =>
  (await getTrunk(ctx, { id: trunkId })).trunk;

async function press(world: World, to: TrunkState | "resumed"): Promise<Trunk> {
  const { id, version } = await trunkOf(world);
  return changeTrunkState(ctx, { id, version, to });
}

/** The same press through the REST interface, with an onboarding token. */
async function post(world: World, to: TrunkState | "resumed") {
  const { id, version } = await trunkOf(world);
  const request = new Request(`http://127.0.0.1/api/v1/trunks/${id}/state`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ version, to }),
  });
  const response = await answer(request, ["trunks", id, "state"]);
  return { status: response.status, body: await response.json() };
}

async function record(carrierId: string, code: string, state: "met" | "not_met"): Promise<void> {
  const checks = await listRequirementChecks(ctx, { carrierId });
  const version = checks.find((check) => check.code === code)?.version;
  await recordRequirement(ctx, { carrierId, code, state, version });
}

const mustsOf = async (carrierId: string): Promise<readonly RequirementCheckDetail[]> =>
  (await listRequirementChecks(ctx, { carrierId })).filter(({ must }) => must);

async function readyCarrier(): Promise<Carrier> {
  const { id, version } = await makeCarrier(ctx, { authMode: "acl_and_digest" });
  for (const { code } of await mustsOf(id)) await record(id, code, "met");
  return changeCarrierState(ctx, { id, version, to: "ready" });
}

/** An enquiry whose carrier is ready; nothing else. */
async function enquiry(): Promise<World> {
  const carrier = await readyCarrier();
  const trunk = await makeTrunk(ctx, carrier.id, customer.id);
  return { carrier, trunkId: trunk.id };
}

/** A quote is out. */
async function quoting(): Promise<World> {
  const world = await enquiry();
  await makeSentQuote(admin, world.trunkId);
  return world;
}

/** All that the gate to testing asks for. */
async function configured(): Promise<World> {
  const world = await enquiry();
  await makeAcceptedQuote(admin, world.trunkId);
  await makeAclEntry(ctx, world.carrier.id);
  await makeGateway(ctx, world.carrier.id);
  await issueCredential(ctx, { carrierId: world.carrier.id });
  await makeByocNumber(ctx, world.trunkId);
  return world;
}

interface Tested {
  readonly inbound?: boolean;
  readonly outbound?: boolean;
  readonly allows?: boolean;
}

/** All that the gate to live asks for, but what `tested` leaves out. */
async function tested({ inbound = true, outbound = true, allows = true }: Tested = {}) {
  const world = await configured();
  await press(world, "testing");
  if (inbound) await testCall(world, "termination");
  if (outbound) await testCall(world, "origination");
  const contact = await makeContact(ctx, { carrierId: world.carrier.id }, { role: "noc" });
  const sheet = await sendHandOff(ctx, { carrierId: world.carrier.id, contactId: contact.id });
  await acknowledgeHandOff(ctx, {
    handOffVersionId: sheet.id,
    contactId: contact.id,
    allowsFqdnAndEgress: allows,
    note: "Mail of the NOC.",
  });
  return world;
}

/** A test call that arrives with its A-number intact. */
async function testCall({ carrier, trunkId }: World, direction: "termination" | "origination") {
  const { items } = await listNumbers(ctx, { trunkId });
  const own = items[0]?.e164 ?? "";
  const [a, b] = direction === "termination" ? [CALLER, own] : [own, CALLER];
  const raw = { trunkId, direction, announcedA: a, announcedB: b };
  const { id, version } = await announceTestCall(ctx, raw);
  await leaveCallRecord(agent, {
    ...{ trunk_id: trunkId, carrier_id: carrier.id, direction, a_received: a, b_received: b },
    started_at: new Date(Date.now() + 1_000),
  });
  if (direction === "termination") await matchTestCall(ctx, { id });
  else await declareTestCall(ctx, { id, version, shownA: a, declaredByName: "Test desk" });
}

/** An INVITE without a plus, of a carrier that declared +E.164. */
async function contradict({ carrier, trunkId }: World): Promise<void> {
  const id = await leaveCallRecord(agent, {
    ...{ trunk_id: trunkId, carrier_id: carrier.id, direction: "termination" },
    ...{ request_uri: "sip:6498879333@sip.example", a_received: CALLER, b_received: "6498879333" },
    ...{ rule: "b-number-format", action: "reject", status: 404, answered_at: null },
    ...{ complete: true, ended_at: new Date(), started_at: new Date() },
  });
  const queue = "INSERT INTO call_record_to_observe (record_id, due_at) VALUES ($1, '-infinity')";
  await agent.query(queue, [id]);
  await observeRequirements(contexts.asSystem("jobs"));
}

/** A trunk for which one condition of the gate to `to` does not hold, and no other. */
interface Case {
  readonly to: TrunkState;
  make(): Promise<World>;
}

const configuredBut = (change: (world: World) => Promise<unknown>): Case => ({
  to: "testing",
  async make() {
    const world = await configured();
    await change(world);
    return world;
  },
});
const testedBut = (change: (world: World) => Promise<unknown>): Case => ({
  to: "live",
  async make() {
    const world = await tested();
    await change(world);
    return world;
  },
});

type Row = { readonly id: string; readonly version: number };

/** Takes away what is listed. */
async function take(
  { items }: { readonly items: readonly Row[] },
  remove: (ctx: Context, raw: unknown) => Promise<unknown>,
): Promise<void> {
  expect(items).not.toEqual([]);
  for (const { id, version } of items) await remove(ctx, { id, version });
}

const CASES: Record<TrunkGuard, Case> = {
  "quote-missing": { to: "quoting", make: enquiry },
  "quote-not-accepted": { to: "configuring", make: quoting },
  "carrier-not-ready": configuredBut(({ carrier: { id, version } }) =>
    changeCarrierState(ctx, { id, version, to: "suspended" }),
  ),
  "acl-entry-missing": configuredBut(async ({ carrier }) =>
    take(await listAclEntries(ctx, { carrierId: carrier.id }), removeAclEntry),
  ),
  "gateway-missing": configuredBut(async ({ carrier }) =>
    take(await listGateways(ctx, { carrierId: carrier.id }), removeGateway),
  ),
  "number-missing": configuredBut(async ({ trunkId }) =>
    take(await listNumbers(ctx, { trunkId }), removeNumber),
  ),
  "limits-missing": configuredBut(async (world) => {
    const { id, version } = await trunkOf(world);
    await updateTrunk(ctx, { id, version, maxChannels: "" });
  }),
  "credential-missing": configuredBut(async ({ carrier }) =>
    take(await listCredentials(ctx, { carrierId: carrier.id }), revokeCredential),
  ),
  "termination-test-missing": { to: "live", make: () => tested({ inbound: false }) },
  "origination-test-missing": { to: "live", make: () => tested({ outbound: false }) },
  "carrier-word-missing": { to: "live", make: () => tested({ allows: false }) },
  "requirement-failed": testedBut(({ carrier }) =>
    record(carrier.id, "A_NUMBER_TERMINATION", "not_met"),
  ),
  "requirement-contradicted": testedBut(contradict),
};

const table = Object.entries(CASES) as [TrunkGuard, Case][];

describe("a gate of a trunk", () => {
  test.each(table)("is closed by %s alone, at the verb and through REST", async (code, one) => {
    const world = await one.make();
    const before = await trunkOf(world);
    const { nextSteps } = await getTrunk(ctx, { id: world.trunkId });
    expect(nextSteps.find(({ to }) => to === one.to)?.conditions).toMatchObject([{ code }]);
    await expect(press(world, one.to)).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: [{ code, message: expect.stringMatching(/\w/) }],
    });
    expect(await post(world, one.to)).toMatchObject({
      status: 409,
      body: { title: "Gate closed", conditions: [{ code }] },
    });
    expect(await trunkOf(world)).toEqual(before);
  });

  test.each(table.filter(([, { to }]) => to === "live"))(
    "to live is closed by %s also on the way back from suspension",
    async (code, one) => {
      const world = await one.make();
      const { id, version } = await trunkOf(world);
      const overrideReason = "agreed with the carrier";
      await changeTrunkState(admin, { id, version, to: "live", overrideReason });
      await press(world, "suspended");
      await expect(press(world, "resumed")).rejects.toMatchObject({
        kind: "gate-closed",
        conditions: [{ code }],
      });
      expect(await post(world, "resumed")).toMatchObject({
        status: 409,
        body: { conditions: [{ code }] },
      });
      expect(await trunkOf(world)).toMatchObject({ state: "suspended", formerState: "live" });
    },
  );

  test("opens when all conditions hold, by the press of onboarding staff", async () => {
    const world = await tested();
    expect(await post(world, "live")).toMatchObject({ status: 200, body: { state: "live" } });
    await press(world, "suspended");
    expect(await press(world, "resumed")).toMatchObject({ state: "live" });
  });
});

const CARRIER_CASES: Record<CarrierGuard, () => Promise<string>> = {
  "requirements-open": async () => {
    const carrier = await makeCarrier(ctx);
    const [first, ...rest] = await mustsOf(carrier.id);
    for (const { code } of rest) await record(carrier.id, code, "met");
    if (first === undefined) throw new Error("a carrier has no must requirement");
    return carrier.id;
  },
};

test.each(Object.entries(CARRIER_CASES))("a carrier is not ready with %s", async (code, make) => {
  const id = await make();
  await expect(changeCarrierState(ctx, { id, version: 1, to: "ready" })).rejects.toMatchObject({
    kind: "gate-closed",
    conditions: [{ code }],
  });
});
