// Trunks through their verbs: made, changed, taken through their gates or past them, suspended, closed.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Customer } from "@/lib/schemas/customer";
import type { Trunk } from "@/lib/schemas/trunk";
import {
  makeAclEntry,
  makeCarrier,
  makeGateway,
  makeReadyCarrier,
} from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk, takeTrunkTo } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import { getCarrier } from "../carriers/get-carrier";
import { updateCarrier } from "../carriers/update-carrier";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { changeTrunkState } from "./change-trunk-state";
import { createTrunk } from "./create-trunk";
import { getTrunk } from "./get-trunk";
import { listTrunks } from "./list-trunks";
import { updateTrunk } from "./update-trunk";

let contexts: TestContexts;
let admin: Context;
let ctx: Context;
let carrier: Carrier;
let customer: Customer;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  ctx = contexts.as("onboarding");
  await makePlatform(admin);
  carrier = await makeReadyCarrier(admin, { name: "Kererū Networks" });
  customer = await makeCustomer(admin, { name: "Aldermoor" });
});
afterAll(() => contexts.close());

const newTrunk = (overrides: object = {}) => makeTrunk(ctx, carrier.id, customer.id, overrides);

describe("a new trunk", () => {
  test("is an enquiry with a drawn label and the store's defaults", async () => {
    const raw = { carrierId: carrier.id, customerId: customer.id, name: "T", country: "NZ" };
    const trunk = await createTrunk(ctx, raw);
    expect(trunk).toMatchObject({
      state: "enquiry",
      maxChannels: null,
      allowedDestinations: [],
      longestCallSec: 14_400,
      invalidANumber: "refuse",
    });
    expect(trunk.fqdnLabel).toMatch(/^kereru-networks-aldermoor-[a-z2-9]{8}$/);
    const detail = await getTrunk(ctx, { id: trunk.id });
    expect(detail.fqdn).toBe(`${trunk.fqdnLabel}.byoc.sip.cradle.test`);
    expect(detail.trunk).toMatchObject({ carrierName: carrier.name, customerName: "Aldermoor" });
  });

  test("never takes a label that another has or had", async () => {
    const first = await newTrunk({ fqdnLabel: "Taken-Label" });
    expect(first.fqdnLabel).toBe("taken-label");
    const { id, version } = first;
    await changeTrunkState(ctx, { id, version, to: "closed" });
    await expect(newTrunk({ fqdnLabel: "taken-label" })).rejects.toMatchObject({
      kind: "conflict",
      fields: [{ path: "fqdnLabel" }],
    });
  });

  test("with wrong fields names each", async () => {
    const raw = {
      carrierId: ctx.newId(),
      customerId: customer.id,
      name: "",
      country: "New Zealand",
      fqdnLabel: "a.b",
      maxChannels: "many",
      allowedDestinations: "NZ Oz!",
      longestCallSec: 5,
    };
    await expect(createTrunk(ctx, raw)).rejects.toMatchObject({
      fields: expect.arrayContaining(
        [
          "name",
          "country",
          "fqdnLabel",
          "maxChannels",
          "allowedDestinations",
          "longestCallSec",
        ].map((path) => expect.objectContaining({ path })),
      ),
    });
    const right = { carrierId: raw.carrierId, customerId: customer.id, name: "T", country: "NZ" };
    await expect(createTrunk(ctx, right)).rejects.toMatchObject({
      fields: [{ path: "carrierId" }],
    });
  });
});

describe("an update", () => {
  test("changes what is given; of a stale form it is refused", async () => {
    const { id, version } = await newTrunk();
    const raw = { id, version, allowedDestinations: "au, nz", acceptForwarded: "on" };
    expect(await updateTrunk(ctx, raw)).toMatchObject({
      allowedDestinations: ["AU", "NZ"],
      acceptForwarded: true,
      maxChannels: 10,
    });
    await expect(updateTrunk(ctx, raw)).rejects.toMatchObject({ kind: "stale-edit" });
  });

  test("cannot take the limits from a trunk in testing, also while it is suspended", async () => {
    const trunk = await takeTrunkTo(admin, await newTrunk(), "testing");
    const raw = { id: trunk.id, version: trunk.version, maxChannels: "", maxCallsPerSec: null };
    const refusal = {
      fields: [
        { path: "maxChannels", message: "is needed once a trunk is testing or live" },
        { path: "maxCallsPerSec", message: "is needed once a trunk is testing or live" },
      ],
    };
    await expect(updateTrunk(ctx, raw)).rejects.toMatchObject(refusal);
    const { id, version } = trunk;
    const suspended = await changeTrunkState(ctx, { id, version, to: "suspended" });
    const again = { ...raw, version: suspended.version };
    await expect(updateTrunk(ctx, again)).rejects.toMatchObject(refusal);
  });
});

describe("a gate", () => {
  test("that is closed names every condition, on the page and at the press alike", async () => {
    const draft = await makeCarrier(ctx);
    const trunk = await makeTrunk(ctx, draft.id, customer.id, { maxChannels: null });
    const configuring = await takeTrunkTo(admin, trunk, "configuring");
    const { id, version } = configuring;
    const codes = [
      "carrier-not-ready",
      "acl-entry-missing",
      "gateway-missing",
      "number-missing",
      "limits-missing",
    ];
    await expect(changeTrunkState(ctx, { id, version, to: "testing" })).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: codes.map((code) => expect.objectContaining({ code })),
    });
    const { nextSteps } = await getTrunk(ctx, { id });
    const step = nextSteps.find(({ to }) => to === "testing");
    expect(step?.conditions.map(({ code }) => code)).toEqual(codes);
  });

  test("opens when its conditions hold, without any override", async () => {
    const trunk = await takeTrunkTo(admin, await newTrunk(), "configuring");
    await makeAclEntry(ctx, carrier.id);
    await makeGateway(ctx, carrier.id);
    await makeByocNumber(ctx, trunk.id);
    const { id, version } = trunk;
    const testing = await changeTrunkState(ctx, { id, version, to: "testing" });
    expect(testing.state).toBe("testing");
    const { overrides } = await getTrunk(ctx, { id });
    expect(overrides.map(({ toState }) => toState)).toEqual(["quoting", "configuring"]);
  });

  test("asks for a credential where the carrier is to answer a digest challenge", async () => {
    const digest = await makeReadyCarrier(admin);
    const { id: carrierId, version } = digest;
    await updateCarrier(ctx, { id: carrierId, version, authMode: "acl_and_digest" });
    await makeAclEntry(ctx, carrierId);
    await makeGateway(ctx, carrierId);
    const made = await makeTrunk(ctx, carrierId, customer.id);
    await makeByocNumber(ctx, made.id);
    const trunk = await takeTrunkTo(admin, made, "configuring");
    await expect(
      changeTrunkState(ctx, { id: trunk.id, version: trunk.version, to: "testing" }),
    ).rejects.toMatchObject({ conditions: [{ code: "credential-missing" }] });
  });

  test("is passed by an admin with a reason, which is kept, shown and audited", async () => {
    const trunk = await newTrunk();
    const { id, version } = trunk;
    const press = { id, version, to: "quoting", overrideReason: "quoted on paper" };
    await expect(changeTrunkState(ctx, press)).rejects.toMatchObject({
      kind: "refused",
      permission: "gate.override",
    });
    await changeTrunkState(admin, press);
    const { overrides } = await getTrunk(ctx, { id });
    expect(overrides).toMatchObject([
      {
        fromState: "enquiry",
        toState: "quoting",
        conditions: ["quote-missing"],
        reason: "quoted on paper",
        staffId: admin.actor.id,
        staffName: admin.actor.name,
      },
    ]);
    const { items } = await listAuditEvents(ctx, { trunkId: id, limit: 2 });
    expect(items).toMatchObject([
      { action: "trunk.change-state", reason: "quoted on paper", carrierId: carrier.id },
      { action: "trunk.override-gate", after: { conditions: ["quote-missing"] } },
    ]);
  });

  test("the limits are held for admins too", async () => {
    const trunk = await takeTrunkTo(admin, await newTrunk({ maxCallsPerSec: "" }), "configuring");
    const { id, version } = trunk;
    const press = { id, version, to: "testing", overrideReason: "surely fine" };
    await expect(changeTrunkState(admin, press)).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: [{ code: "limits-missing" }],
    });
  });

  test("an override reason that is too short is refused at its field", async () => {
    const { id, version } = await newTrunk();
    await expect(
      changeTrunkState(admin, { id, version, to: "quoting", overrideReason: "x" }),
    ).rejects.toMatchObject({ fields: [{ path: "overrideReason" }] });
  });
});

describe("suspending", () => {
  const suspend = (as: Context, { id, version }: Trunk) =>
    changeTrunkState(as, { id, version, to: "suspended", reason: "fraud seen" });

  test("support suspends in one press; onboarding resumes to the state that was left", async () => {
    const support = contexts.as("support");
    const trunk = await takeTrunkTo(admin, await newTrunk(), "testing");
    const suspended = await suspend(support, trunk);
    expect(suspended).toMatchObject({ state: "suspended", formerState: "testing" });
    const { id, version } = suspended;
    await expect(changeTrunkState(support, { id, version, to: "resumed" })).rejects.toMatchObject({
      kind: "refused",
    });
    const { nextSteps } = await getTrunk(ctx, { id });
    expect(nextSteps.map(({ to }) => to)).toEqual(["testing", "closed"]);
    await expect(changeTrunkState(ctx, { id, version, to: "live" })).rejects.toMatchObject({
      publicMessage: "This trunk resumes to testing, the state it left.",
    });
    expect(await changeTrunkState(ctx, { id, version, to: "resumed" })).toMatchObject({
      state: "testing",
      formerState: null,
    });
  });

  test("resuming to live checks the live gate again", async () => {
    const live = await takeTrunkTo(admin, await newTrunk(), "live");
    const { id, version } = await suspend(ctx, live);
    await expect(changeTrunkState(ctx, { id, version, to: "resumed" })).rejects.toMatchObject({
      conditions: [
        { code: "termination-test-missing" },
        { code: "origination-test-missing" },
        { code: "carrier-word-missing" },
      ],
    });
  });

  test("resuming what is not suspended says so", async () => {
    const { id, version } = await newTrunk();
    await expect(changeTrunkState(ctx, { id, version, to: "resumed" })).rejects.toMatchObject({
      publicMessage: "This trunk is not suspended.",
    });
  });
});

test("closing one of two trunks leaves the carrier's addresses; closing the last takes them", async () => {
  const own = await makeReadyCarrier(admin);
  const [first, second] = [
    await makeTrunk(ctx, own.id, customer.id),
    await makeTrunk(ctx, own.id, customer.id),
  ];
  await makeAclEntry(ctx, own.id);
  await makeGateway(ctx, own.id);
  const number = await makeByocNumber(ctx, first.id);
  await changeTrunkState(ctx, { id: first.id, version: first.version, to: "closed" });
  const between = await getCarrier(ctx, { id: own.id });
  expect([between.aclEntries.length, between.gateways.length]).toEqual([1, 1]);
  expect(between.numbers.items).toMatchObject([{ id: number.id, active: false }]);
  await changeTrunkState(ctx, { id: second.id, version: second.version, to: "closed" });
  const after = await getCarrier(ctx, { id: own.id });
  expect([after.aclEntries.length, after.gateways.length]).toEqual([0, 0]);
  expect(after.carrier.state).toBe("ready");
  const closed = after.trunks.find((trunk) => trunk.id === second.id);
  await expect(
    changeTrunkState(admin, { id: second.id, version: closed?.version, to: "live" }),
  ).rejects.toMatchObject({ kind: "gate-closed" });
});

test("the list filters by carrier, customer and state, and finds by label", async () => {
  const other = await makeCustomer(admin);
  const trunk = await makeTrunk(ctx, carrier.id, other.id, { fqdnLabel: "findable-one" });
  const ids = async (query: object) => (await listTrunks(ctx, query)).items.map(({ id }) => id);
  expect(await ids({ customerId: other.id })).toEqual([trunk.id]);
  expect(await ids({ search: "FINDABLE" })).toEqual([trunk.id]);
  expect(await ids({ customerId: other.id, state: "live" })).toEqual([]);
});
