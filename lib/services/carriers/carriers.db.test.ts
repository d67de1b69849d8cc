// Carriers through their verbs: made, changed, taken to ready, suspended, closed, and onboarded in one go.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REQUIREMENT_CODES } from "@/lib/lifecycle/requirement";
import {
  makeAclEntry,
  makeCarrier,
  makeGateway,
  makeReadyCarrier,
} from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { nextBlock, nextE164 } from "@/prisma/factories/sequence";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import { createCarrierTemplate } from "../carrier-templates/create-carrier-template";
import type { Context } from "../context";
import { recordRequirement } from "../requirements/record-requirement";
import { type TestContexts, testContexts } from "../test-context";
import { changeCarrierState } from "./change-carrier-state";
import { createCarrier } from "./create-carrier";
import { getCarrier } from "./get-carrier";
import { listCarriers } from "./list-carriers";
import { onboardCarrier } from "./onboard-carrier";
import { updateCarrier } from "./update-carrier";

let contexts: TestContexts;
let admin: Context;
let ctx: Context;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  ctx = contexts.as("onboarding");
  await makePlatform(admin);
});
afterAll(() => contexts.close());

describe("a new carrier", () => {
  test("is a draft with every requirement unknown", async () => {
    const carrier = await createCarrier(ctx, { name: " Tūī Telecom ", country: "nz" });
    expect(carrier).toMatchObject({
      name: "Tūī Telecom",
      country: "NZ",
      state: "draft",
      version: 1,
    });
    const detail = await getCarrier(ctx, { id: carrier.id });
    expect(detail.requirementChecks.map(({ code, state }) => `${code} ${state}`).sort()).toEqual(
      REQUIREMENT_CODES.map((code) => `${code} unknown`).sort(),
    );
    const ready = detail.nextSteps.find((step) => step.to === "ready");
    expect(ready).toMatchObject({ permitted: true });
    expect(ready?.conditions).toHaveLength(8);
  });

  test("with a name that another has, in whatever case, is refused at the name", async () => {
    await createCarrier(ctx, { name: "Kākā Voice", country: "NZ" });
    await expect(createCarrier(ctx, { name: "KĀKĀ voice", country: "NZ" })).rejects.toMatchObject({
      kind: "conflict",
      fields: [{ path: "name", message: "there is a carrier named Kākā Voice already" }],
    });
  });

  test("with nothing right names every field", async () => {
    const raw = { name: "", country: "Zealand", authMode: "none", maxChannels: "-1" };
    await expect(createCarrier(ctx, raw)).rejects.toMatchObject({
      fields: [
        { path: "name" },
        { path: "country" },
        { path: "authMode" },
        { path: "maxChannels" },
      ],
    });
  });

  test("may not be made by someone who cannot read its form either", async () => {
    await expect(createCarrier(contexts.as("sales"), {})).rejects.toMatchObject({
      kind: "refused",
    });
  });
});

describe("an update", () => {
  test("changes only what is given, and bumps the version", async () => {
    const { id, version } = await makeCarrier(ctx, { maxChannels: 10 });
    const after = await updateCarrier(ctx, { id, version, notes: "n", maxCallsPerSec: "5" });
    expect(after).toMatchObject({ maxChannels: 10, maxCallsPerSec: 5, notes: "n", version: 2 });
    expect(await updateCarrier(ctx, { id, version: 2, maxChannels: "" })).toMatchObject({
      maxChannels: null,
    });
  });

  test("takes test numbers in full E.164, each once, and names the one that is not", async () => {
    const { id, version } = await makeCarrier(ctx);
    const testNumbers = "+6498879333, +64 21 555 123; +6498879333";
    const after = await updateCarrier(ctx, { id, version, testNumbers: "+6498879333" });
    expect(after).toMatchObject({ testNumbers: ["+6498879333"], version: 2 });
    await expect(updateCarrier(ctx, { id, version: 2, testNumbers })).rejects.toMatchObject({
      fields: [{ path: "testNumbers", message: expect.stringMatching(/^\+64 21 555 123 /) }],
    });
    await expect(
      contexts.pool.prisma
        .$executeRaw`UPDATE carrier SET test_numbers = '{098879333}' WHERE id = ${id}::uuid`,
    ).rejects.toThrow(/carrier_test_numbers/);
  });

  test("of a stale form is refused, and shows what is there now", async () => {
    const { id, version } = await makeCarrier(ctx);
    await updateCarrier(admin, { id, version, notes: "theirs" });
    await expect(updateCarrier(ctx, { id, version, notes: "mine" })).rejects.toMatchObject({
      kind: "stale-edit",
      current: { notes: "theirs" },
    });
  });

  test("of two that come at once one is saved, and the other is stale", async () => {
    const { id, version } = await makeCarrier(ctx);
    const outcomes = await Promise.allSettled([
      updateCarrier(ctx, { id, version, notes: "a" }),
      updateCarrier(admin, { id, version, notes: "b" }),
    ]);
    const kinds = outcomes.map((o) => (o.status === "rejected" ? o.reason.kind : "saved"));
    expect(kinds.sort()).toEqual(["saved", "stale-edit"]);
  });
});

describe("becoming ready", () => {
  test("needs every must requirement, which onboarding may record one by one", async () => {
    const { id, version } = await makeCarrier(ctx);
    await expect(changeCarrierState(ctx, { id, version, to: "ready" })).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: expect.arrayContaining([
        {
          code: "requirements-open",
          message: "the requirement DIRECT_SIP is neither met nor waived",
          subject: "DIRECT_SIP",
        },
      ]),
    });
    const { requirementChecks } = await getCarrier(ctx, { id });
    for (const check of requirementChecks) {
      await recordRequirement(ctx, {
        carrierId: id,
        code: check.code,
        version: check.version,
        state: "met",
      });
    }
    expect(await changeCarrierState(ctx, { id, version, to: "ready" })).toMatchObject({
      state: "ready",
      version: 2,
    });
  });

  test("past open requirements takes an admin and a reason, and waives each with it", async () => {
    const { id, version } = await makeCarrier(ctx);
    const press = { id, version, to: "ready", overrideReason: "trial with their lab" };
    await expect(changeCarrierState(ctx, press)).rejects.toMatchObject({
      kind: "refused",
      permission: "requirement.waive",
    });
    expect((await getCarrier(ctx, { id })).carrier.state).toBe("draft");
    expect(await changeCarrierState(admin, press)).toMatchObject({ state: "ready" });
    const { requirementChecks } = await getCarrier(ctx, { id });
    const waived = requirementChecks.filter((check) => check.state === "waived");
    expect(waived).toHaveLength(8);
    expect(new Set(waived.map((check) => check.waiverReason))).toEqual(
      new Set(["trial with their lab"]),
    );
    const { items } = await listAuditEvents(ctx, { carrierId: id, limit: 20 });
    expect(items.filter((event) => event.action === "requirement.waive")).toHaveLength(8);
  });
});

describe("other arrows", () => {
  test("support suspends and does not resume", async () => {
    const support = contexts.as("support");
    const { id, version } = await makeReadyCarrier(admin);
    const suspended = await changeCarrierState(support, { id, version, to: "suspended" });
    expect(suspended.state).toBe("suspended");
    const back = { id, version: suspended.version, to: "ready" };
    await expect(changeCarrierState(support, back)).rejects.toMatchObject({ kind: "refused" });
    expect(await changeCarrierState(ctx, back)).toMatchObject({ state: "ready" });
  });

  test("what no arrow allows is said in words", async () => {
    const { id, version } = await makeCarrier(ctx);
    await expect(changeCarrierState(ctx, { id, version, to: "suspended" })).rejects.toMatchObject({
      kind: "gate-closed",
      publicMessage: "A carrier that is draft cannot become suspended.",
    });
    await expect(changeCarrierState(ctx, { id, version, to: "draft" })).rejects.toMatchObject({
      publicMessage: "This carrier is draft already.",
    });
  });

  test("closing closes its trunks and deactivates what it had, each with its event", async () => {
    const carrier = await makeReadyCarrier(admin);
    const customer = await makeCustomer(admin);
    const trunk = await makeTrunk(ctx, carrier.id, customer.id);
    const [entry, gateway] = [
      await makeAclEntry(ctx, carrier.id),
      await makeGateway(ctx, carrier.id),
    ];
    const number = await makeByocNumber(ctx, trunk.id);
    const { id, version } = carrier;
    const closed = await changeCarrierState(ctx, { id, version, to: "closed", reason: "merged" });
    expect(closed.state).toBe("closed");
    const detail = await getCarrier(ctx, { id });
    expect(detail.aclEntries).toEqual([]);
    expect(detail.gateways).toEqual([]);
    expect(detail.trunks).toMatchObject([{ state: "closed" }]);
    expect(detail.numbers.items).toMatchObject([{ id: number.id, active: false }]);
    const { items } = await listAuditEvents(ctx, { carrierId: id, limit: 7 });
    expect(items.map((event) => `${event.action} ${event.entityId}`)).toEqual([
      `carrier.change-state ${id}`,
      `gateway.remove ${gateway.id}`,
      `acl.remove ${entry.id}`,
      `trunk.deactivate-numbers ${trunk.id}`,
      `trunk.change-state ${trunk.id}`,
      `number.add ${number.id}`,
      `gateway.add ${gateway.id}`,
    ]);
    await expect(
      updateCarrier(ctx, { id, version: closed.version, notes: "x" }),
    ).rejects.toMatchObject({ kind: "gate-closed" });
  });
});

describe("requirements", () => {
  test("are waived by an admin with a reason, and by nobody else", async () => {
    const { id: carrierId } = await makeCarrier(ctx);
    const raw = { carrierId, code: "DIGEST", version: 1, state: "waived" };
    await expect(recordRequirement(admin, raw)).rejects.toMatchObject({
      fields: [{ path: "waiverReason" }],
    });
    const reasoned = { ...raw, waiverReason: "not asked for" };
    await expect(recordRequirement(ctx, reasoned)).rejects.toMatchObject({ kind: "refused" });
    expect(await recordRequirement(admin, reasoned)).toMatchObject({
      state: "waived",
      waiverReason: "not asked for",
      checkedById: admin.actor.id,
    });
    await expect(
      recordRequirement(ctx, { ...raw, version: 2, state: "met" }),
    ).rejects.toMatchObject({ kind: "gate-closed" });
    expect(await recordRequirement(ctx, { ...raw, version: 2, state: "unknown" })).toMatchObject({
      state: "unknown",
      waiverReason: null,
    });
  });

  test("a code that is no requirement is refused at the code", async () => {
    const { id: carrierId } = await makeCarrier(ctx);
    const raw = { carrierId, code: "NICE_LOGO", version: 1, state: "met" };
    await expect(recordRequirement(ctx, raw)).rejects.toMatchObject({ fields: [{ path: "code" }] });
  });
});

describe("a carrier from a template", () => {
  const settings = {
    carrier: { authMode: "acl_and_digest", digestStatus: 401 },
    gateway: { transport: "tls", allowTcp: true, priority: 3 },
    trunk: { maxChannels: 30, diversion: "remove", allowedDestinations: "NZ AU", country: "AU" },
  };

  test("takes what it does not say itself, also what the short form does not ask", async () => {
    const { id, name } = await createCarrierTemplate(ctx, { name: "Resellers", settings });
    const customer = await makeCustomer(contexts.as("admin"));
    const made = await onboardCarrier(ctx, {
      templateId: id,
      carrier: { name: "From a template", country: "NZ", authMode: "acl" },
      gateway: { host: "127.0.9.77" },
      customerId: customer.id,
      trunk: { name: "Main", country: "NZ", maxChannels: "" },
    });
    expect(made.carrier).toMatchObject({ authMode: "acl", digestStatus: 401 });
    expect(made.gateway).toMatchObject({ transport: "tls", allowTcp: true, priority: 3 });
    expect(made.trunk).toMatchObject({
      country: "NZ",
      maxChannels: null,
      diversion: "remove",
      allowedDestinations: ["AU", "NZ"],
    });
    const { items } = await listAuditEvents(ctx, { carrierId: made.carrier.id });
    expect(items.find(({ action }) => action === "carrier.create")?.reason).toBe(
      `started from the template ${name}`,
    );
  });

  test("that is not there is refused at its field, and nothing is stored", async () => {
    const raw = { templateId: ctx.newId(), carrier: { name: "Of no template", country: "NZ" } };
    await expect(onboardCarrier(ctx, raw)).rejects.toMatchObject({
      fields: [{ path: "templateId" }],
    });
    expect(await ctx.read.carriers.getByName("Of no template")).toBeNull();
  });
});

describe("onboarding in one go", () => {
  const parts = () => ({
    carrier: { name: `Onboarded ${nextE164()}`, country: "NZ" },
    aclEntry: { block: nextBlock() },
    gateway: { host: "sip.example.net", port: "" },
    customer: { name: `New ${nextE164()}`, country: "NZ" },
    trunk: { name: "T", country: "NZ", maxChannels: "30", maxCallsPerSec: "10" },
    number: { e164: nextE164() },
  });

  test("saves all parts, bound to each other", async () => {
    const form = parts();
    const made = await onboardCarrier(admin, form);
    const { carrier, customer, trunk } = made;
    expect(made.aclEntry).toMatchObject({ carrierId: carrier.id, block: form.aclEntry.block });
    expect(made.gateway).toMatchObject({ carrierId: carrier.id, port: null });
    expect(trunk).toMatchObject({
      carrierId: carrier.id,
      customerId: customer?.id,
      maxChannels: 30,
    });
    expect(trunk?.fqdnLabel).toMatch(/^onboarded-[a-z0-9-]+-[a-z2-9]{8}$/);
    expect(made.number).toMatchObject({ trunkId: trunk?.id, customerId: customer?.id });
  });

  test("saves nothing when the last part is refused, and names that part's field", async () => {
    const form = { ...parts(), number: { e164: "+64098879333" } };
    await expect(onboardCarrier(admin, form)).rejects.toMatchObject({
      fields: [
        { path: "number.e164", message: "+64098879333 has a trunk 0: did you mean +6498879333?" },
      ],
    });
    const taken = parts();
    await onboardCarrier(admin, taken);
    const again = { ...parts(), number: taken.number };
    await expect(onboardCarrier(admin, again)).rejects.toMatchObject({
      kind: "conflict",
      fields: [{ path: "number.e164" }],
    });
    expect((await listCarriers(ctx, { search: again.carrier.name })).items).toEqual([]);
  });

  test("asks for the permission of each part", async () => {
    await expect(onboardCarrier(ctx, parts())).rejects.toMatchObject({
      kind: "refused",
      permission: "customer.write",
    });
    const { customer, ...form } = parts();
    const { id: customerId } = await makeCustomer(admin, customer);
    await expect(onboardCarrier(ctx, { ...form, customerId })).resolves.toMatchObject({
      customer: { id: customerId },
    });
  });

  test("tells what is missing between parts", async () => {
    const { customer: _, ...form } = parts();
    await expect(onboardCarrier(admin, form)).rejects.toMatchObject({
      fields: [{ path: "customerId", message: "a trunk needs a customer" }],
    });
    const { trunk: __, ...noTrunk } = parts();
    await expect(onboardCarrier(admin, noTrunk)).rejects.toMatchObject({
      fields: [{ path: "trunk", message: "a BYOC number needs a trunk" }],
    });
  });
});

test("the list counts what is in force, and finds by part of a name", async () => {
  const carrier = await makeCarrier(ctx, { name: "Counted Lines" });
  await makeAclEntry(ctx, carrier.id);
  await makeGateway(ctx, carrier.id);
  const { items } = await listCarriers(contexts.as("support"), { search: "counted" });
  expect(items).toMatchObject([
    { id: carrier.id, counts: { aclEntries: 1, gateways: 1, trunks: 0, numbers: 0 } },
  ]);
  expect((await listCarriers(ctx, { search: "%" })).items).toEqual([]);
});
