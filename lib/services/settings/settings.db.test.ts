// Platform settings, gateways and customers through their verbs: our addresses and the carriers' stay apart.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAclEntry, makeCarrier, makeGateway } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import type { Context } from "../context";
import { getCustomer } from "../customers/get-customer";
import { listCustomers } from "../customers/list-customers";
import { updateCustomer } from "../customers/update-customer";
import { addGateway } from "../gateways/add-gateway";
import { listGateways } from "../gateways/list-gateways";
import { removeGateway } from "../gateways/remove-gateway";
import { updateGateway } from "../gateways/update-gateway";
import { type TestContexts, testContexts } from "../test-context";
import { addCoreEndpoint } from "./add-core-endpoint";
import { addCoreSource } from "./add-core-source";
import { addEgressAddress } from "./add-egress-address";
import { addLabNetwork } from "./add-lab-network";
import { getSettings } from "./get-settings";
import { removeCoreEndpoint } from "./remove-core-endpoint";
import { removeCoreSource } from "./remove-core-source";
import { removeEgressAddress } from "./remove-egress-address";
import { removeLabNetwork } from "./remove-lab-network";
import { updateCoreEndpoint } from "./update-core-endpoint";
import { updateSettings } from "./update-settings";

let contexts: TestContexts;
let admin: Context;
let ctx: Context;
let carrierId: string;
beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  ctx = contexts.as("onboarding");
  await addLabNetwork(admin, { block: "127.0.0.0/8", label: "loopback" });
  carrierId = (await makeCarrier(ctx, { name: "Kererū Networks" })).id;
  await makeAclEntry(ctx, carrierId, { block: "127.0.10.0/29" });
  await makeGateway(ctx, carrierId, { host: "127.0.10.9" });
});
afterAll(() => contexts.close());

describe("settings", () => {
  test("begin with the FQDN, and are edited by version", async () => {
    expect((await getSettings(ctx)).settings).toBeNull();
    await expect(updateSettings(admin, { version: 0 })).rejects.toMatchObject({
      fields: [{ path: "signallingFqdn" }],
    });
    const first = await updateSettings(admin, {
      version: "0",
      signallingFqdn: "BYOC.sip.Cradle.test.",
    });
    expect(first).toMatchObject({
      signallingFqdn: "byoc.sip.cradle.test",
      sipPort: 5060,
      version: 1,
    });
    const next = await updateSettings(admin, { version: 1, noticeDays: "30" });
    expect(next).toMatchObject({ noticeDays: 30, signallingFqdn: first.signallingFqdn });
    await expect(updateSettings(admin, { version: 1, sipPort: 5061 })).rejects.toMatchObject({
      kind: "stale-edit",
      current: { noticeDays: 30 },
    });
  });

  test("hold whom carriers call, a step a line, and when test calls are made", async () => {
    const { version } = (await getSettings(ctx)).settings ?? { version: 0 };
    const saved = await updateSettings(admin, {
      ...{ version, testWindow: "working days 09:00 to 17:00 UTC" },
      escalation: "Duty engineer, +6448879999, at any hour\n\n Head of operations ",
    });
    expect(saved).toMatchObject({
      testWindow: "working days 09:00 to 17:00 UTC",
      escalation: ["Duty engineer, +6448879999, at any hour", "Head of operations"],
    });
    const long = { version: saved.version, escalation: `Desk\n${"x".repeat(201)}` };
    await expect(updateSettings(admin, long)).rejects.toMatchObject({
      fields: [{ path: "escalation", message: expect.stringContaining("step 2 must be one line") }],
    });
    const many = { version: saved.version, escalation: "Desk\n".repeat(11) };
    await expect(updateSettings(admin, many)).rejects.toMatchObject({
      fields: [{ path: "escalation", message: "must be at most 10 steps, one a line" }],
    });
  });

  test("hold codecs and media ranges in their one form, as lists or as typed", async () => {
    const { version } = (await getSettings(ctx)).settings ?? { version: 0 };
    const saved = await updateSettings(admin, {
      version,
      codecs: "pcma, PCMU, opus, pcma",
      mediaRanges: ["192.0.2.0/28 10000-20000", "2001:DB8::/64"],
    });
    expect(saved).toMatchObject({
      codecs: ["PCMA", "PCMU", "opus"],
      mediaRanges: ["192.0.2.0/28 10000-20000", "2001:db8::/64"],
    });
    const wrong = { version: saved.version, codecs: "G.711", mediaRanges: "192.0.2.1/28" };
    await expect(updateSettings(admin, wrong)).rejects.toMatchObject({
      fields: [
        { path: "codecs", message: expect.stringContaining("G.711 is no known codec") },
        { path: "mediaRanges", message: expect.stringContaining("did you mean 192.0.2.0/28?") },
      ],
    });
    const emptied = await updateSettings(admin, { version: saved.version, codecs: "" });
    expect(emptied).toMatchObject({ codecs: [], mediaRanges: saved.mediaRanges });
  });

  test.each([
    ["192.0.2.1", "192.0.2.1 is an address: a name is needed"],
    ["cradle", "cradle is not fully qualified: such as cradle.example.com"],
  ])("the FQDN %s is refused", async (signallingFqdn, message) => {
    await expect(updateSettings(admin, { version: 9, signallingFqdn })).rejects.toMatchObject({
      fields: [{ path: "signallingFqdn", message }],
    });
  });
});

describe("an address of our own that a carrier has is refused, by what has it", () => {
  const entry = "overlaps ACL entry 127.0.10.0/29 of Kererū Networks";
  const gateway = "overlaps gateway 127.0.10.9 of Kererū Networks";

  test("as egress address", async () => {
    await expect(addEgressAddress(admin, { address: "127.0.10.3" })).rejects.toMatchObject({
      fields: [{ path: "address", message: entry }],
    });
  });
  test("as core source", async () => {
    await expect(addCoreSource(admin, { block: "127.0.10.0/24" })).rejects.toMatchObject({
      fields: [{ path: "block", message: expect.stringMatching(/^overlaps (ACL entry|gateway)/) }],
    });
  });
  test("as core endpoint, new or changed", async () => {
    await expect(addCoreEndpoint(admin, { host: "127.0.10.9" })).rejects.toMatchObject({
      fields: [{ path: "host", message: gateway }],
    });
    const endpoint = await addCoreEndpoint(admin, { host: "core.example.net" });
    const { id, version } = endpoint;
    await expect(
      updateCoreEndpoint(admin, { id, version, host: "127.0.10.9" }),
    ).rejects.toMatchObject({ fields: [{ path: "host", message: gateway }] });
    const after = await updateCoreEndpoint(admin, { id, version, enabled: "false", priority: "5" });
    expect(after).toMatchObject({ enabled: false, priority: 5, host: "core.example.net" });
    await removeCoreEndpoint(admin, { id, version: after.version });
    expect((await getSettings(ctx)).coreEndpoints).toEqual([]);
  });
});

describe("our own addresses", () => {
  test("are added once and removed by version", async () => {
    const address = await addEgressAddress(admin, { address: "127.0.0.1" });
    await expect(addEgressAddress(admin, { address: "127.0.0.1" })).rejects.toMatchObject({
      kind: "conflict",
    });
    await expect(removeEgressAddress(admin, { id: address.id, version: 7 })).rejects.toMatchObject({
      kind: "stale-edit",
    });
    await removeEgressAddress(admin, { id: address.id, version: 1 });
    expect((await getSettings(ctx)).egressAddresses).toEqual([]);
  });

  test("an egress address is one address; a core source may be a block, up to a width", async () => {
    await expect(addEgressAddress(admin, { address: "127.0.0.0/30" })).rejects.toMatchObject({
      fields: [{ path: "address", message: "must be a single address, not a block" }],
    });
    await expect(addCoreSource(admin, { block: "127.0.0.0/8" })).rejects.toMatchObject({
      fields: [{ path: "block", message: "127.0.0.0/8 is wider than /16" }],
    });
    const source = await addCoreSource(admin, { block: "127.0.3.0/29" });
    await expect(addCoreSource(admin, { block: "127.0.3.0/29" })).rejects.toMatchObject({
      kind: "conflict",
    });
    await removeCoreSource(admin, { id: source.id, version: source.version });
  });

  test("a lab network that an entry needs stays", async () => {
    const { labNetworks } = await getSettings(ctx);
    const [lab] = labNetworks;
    const press = { id: lab?.id, version: lab?.version };
    await expect(removeLabNetwork(admin, press)).rejects.toMatchObject({
      kind: "conflict",
      publicMessage: "the ACL entry 127.0.10.0/29 of Kererū Networks needs this lab network",
    });
    const wider = await addLabNetwork(admin, { block: "127.0.0.0/9" });
    await removeLabNetwork(admin, { id: wider.id, version: wider.version });
    await expect(addLabNetwork(admin, { block: "127.0.0.0/8" })).rejects.toMatchObject({
      fields: [{ path: "block", message: "127.0.0.0/8 is a lab network already" }],
    });
  });
});

describe("a gateway", () => {
  test("is stored in one form, and not twice", async () => {
    const gateway = await addGateway(ctx, {
      carrierId,
      host: "SIP.Example.NET.",
      port: "5061",
      transport: "tls",
    });
    expect(gateway).toMatchObject({
      host: "sip.example.net",
      port: 5061,
      priority: 10,
      weight: 100,
    });
    const again = { carrierId, host: "sip.example.net", port: 5061, transport: "tls" };
    await expect(addGateway(ctx, again)).rejects.toMatchObject({ fields: [{ path: "host" }] });
  });

  test("with wrong fields names each", async () => {
    const raw = { carrierId, host: "224.0.0.1", port: "70000", transport: "sctp", weight: -1 };
    await expect(addGateway(ctx, raw)).rejects.toMatchObject({
      fields: [
        { path: "host", message: "224.0.0.1 is a multicast address: nothing can be sent to it" },
        { path: "port", message: "must be a whole number from 1 to 65535" },
        { path: "transport", message: "must be udp, tcp or tls" },
        { path: "weight", message: "must be a whole number from 0 to 65535" },
      ],
    });
  });

  test("is no address of our own, new or changed", async () => {
    await addEgressAddress(admin, { address: "127.0.0.2" });
    const message = "127.0.0.2 is egress address 127.0.0.2";
    await expect(addGateway(ctx, { carrierId, host: "127.0.0.2" })).rejects.toMatchObject({
      fields: [{ path: "host", message }],
    });
    const { id, version } = await makeGateway(ctx, carrierId);
    await expect(updateGateway(ctx, { id, version, host: "127.0.0.2" })).rejects.toMatchObject({
      fields: [{ path: "host", message }],
    });
  });

  test("is changed by version, and gone from the list once removed", async () => {
    const { id, version } = await makeGateway(ctx, carrierId);
    const after = await updateGateway(ctx, { id, version, enabled: "false" });
    await expect(updateGateway(ctx, { id, version, enabled: "true" })).rejects.toMatchObject({
      kind: "stale-edit",
      current: { enabled: false },
    });
    const removed = await removeGateway(ctx, { id, version: after.version });
    expect(await removeGateway(ctx, { id, version: removed.version })).toEqual(removed);
    const { items } = await listGateways(ctx, { carrierId });
    expect(items.map((gateway) => gateway.id)).not.toContain(id);
    await expect(
      updateGateway(ctx, { id, version: removed.version, weight: 1 }),
    ).rejects.toMatchObject({ kind: "gate-closed" });
  });
});

describe("a customer", () => {
  test("has a name and an account reference that no other has", async () => {
    const sales = contexts.as("sales");
    const first = await makeCustomer(sales, { name: "Quillhaven", accountReference: "A-1" });
    await expect(makeCustomer(sales, { name: "QUILLHAVEN" })).rejects.toMatchObject({
      fields: [{ path: "name", message: "there is a customer named Quillhaven already" }],
    });
    await expect(makeCustomer(sales, { accountReference: "A-1" })).rejects.toMatchObject({
      fields: [{ path: "accountReference", message: "is the account reference of Quillhaven" }],
    });
    const { id, version } = first;
    const after = await updateCustomer(sales, { id, version, name: "Quillhaven", notes: "n" });
    expect(after).toMatchObject({ notes: "n", accountReference: "A-1" });
    await expect(updateCustomer(sales, { id, version, notes: "x" })).rejects.toMatchObject({
      kind: "stale-edit",
    });
    expect((await getCustomer(ctx, { id })).customer).toEqual(after);
    expect((await listCustomers(ctx, { search: "a-1" })).items.map((c) => c.id)).toEqual([id]);
  });
});
