// Carrier templates: kept by version, named once, and free of what is a carrier's own.
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCarrier, makeGateway } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { createCarrierTemplate } from "./create-carrier-template";
import { listCarrierTemplates } from "./list-carrier-templates";
import { removeCarrierTemplate } from "./remove-carrier-template";
import { saveCarrierAsTemplate } from "./save-carrier-as-template";
import { updateCarrierTemplate } from "./update-carrier-template";

let contexts: TestContexts;
let admin: Context;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  await makePlatform(admin);
});
afterAll(() => contexts.close());

test("three templates are there to begin with, and can be read by everyone", async () => {
  const shipped = await listCarrierTemplates(contexts.as("support"));
  expect(shipped.map(({ name }) => name)).toEqual([
    "Access list and digest",
    "SIP trunk over UDP, access list alone",
    "TLS",
  ]);
});

test("a template is made, changed and removed, each with its event; a stale edit is refused", async () => {
  const settings = { carrier: { authMode: "acl" }, trunk: { allowedDestinations: "nz au" } };
  const made = await createCarrierTemplate(admin, { name: "Reseller", settings });
  expect(made).toMatchObject({ version: 1, settings: { notesToAsk: "", gateway: {} } });
  expect(made.settings.trunk.allowedDestinations).toEqual(["AU", "NZ"]);
  await expect(createCarrierTemplate(admin, { name: "RESELLER", settings })).rejects.toMatchObject({
    kind: "conflict",
    fields: [{ path: "name" }],
  });
  const { id } = made;
  const changed = await updateCarrierTemplate(admin, { id, version: 1, description: "Small ones" });
  expect(changed).toMatchObject({ name: "Reseller", version: 2, settings: made.settings });
  await expect(updateCarrierTemplate(admin, { id, version: 2, name: "tls" })).rejects.toMatchObject(
    { kind: "conflict", fields: [{ path: "name" }] },
  );
  const stale = { id, version: 1 };
  await expect(updateCarrierTemplate(admin, { ...stale, name: "X" })).rejects.toMatchObject({
    kind: "stale-edit",
  });
  await expect(removeCarrierTemplate(admin, stale)).rejects.toMatchObject({ kind: "stale-edit" });
  await removeCarrierTemplate(admin, { id, version: 2 });
  const { items } = await listAuditEvents(admin, { entityTable: "carrier_template" });
  expect(items.map(({ action }) => action)).toEqual([
    "carrier-template.remove",
    "carrier-template.update",
    "carrier-template.create",
  ]);
});

test.each([
  ["name", { name: " " }],
  ["settings", { settings: "udp" }],
  ["settings.gateway.transport", { settings: { gateway: { transport: "sctp" } } }],
  ["settings.gateway.port", { settings: { gateway: { port: 70_000 } } }],
  ["settings.carrier.digestStatus", { settings: { carrier: { digestStatus: 403 } } }],
  ["settings.trunk.country", { settings: { trunk: { country: "ZZ" } } }],
  ["settings.trunk.longestCallSec", { settings: { trunk: { longestCallSec: 5 } } }],
  ["settings.gateway", { settings: { gateway: { host: "sip.example.net" } } }],
])("a wrong %s is refused at its field, and nothing is stored", async (path, wrong) => {
  const before = await listCarrierTemplates(admin);
  const raw = { name: "Wrong", settings: {}, ...wrong };
  const refused = await createCarrierTemplate(admin, raw).catch((error: unknown) => error);
  expect(refused).toMatchObject({ kind: "invalid-input" });
  expect(JSON.stringify(refused)).toContain(path);
  expect(await listCarrierTemplates(admin)).toEqual(before);
});

test("a carrier's settings become a template, without names, addresses and notes", async () => {
  const notes = "Ask at the desk";
  const carrier = await makeCarrier(admin, { authMode: "acl_and_digest", notes });
  const gateway = await makeGateway(admin, carrier.id, { transport: "tcp", priority: 7 });
  const customer = await makeCustomer(admin);
  const trunk = await makeTrunk(admin, carrier.id, customer.id, { diversion: "remove", notes });
  const made = await saveCarrierAsTemplate(admin, { carrierId: carrier.id, name: "Like that one" });
  expect(made.settings).toMatchObject({
    carrier: { authMode: "acl_and_digest" },
    gateway: { transport: "tcp", priority: 7 },
    trunk: { diversion: "remove" },
    notesToAsk: "",
  });
  const text = JSON.stringify(made);
  for (const own of [carrier.name, carrier.id, gateway.host, trunk.name, trunk.fqdnLabel, notes]) {
    expect(text).not.toContain(own);
  }
  await expect(
    saveCarrierAsTemplate(admin, { carrierId: made.id, name: "Of nobody" }),
  ).rejects.toMatchObject({ fields: [{ path: "carrierId" }] });
});
