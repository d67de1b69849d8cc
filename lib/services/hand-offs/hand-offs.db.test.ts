// Hand-off sheets through their verbs: filled, refused before the quote, sent, drawn once, acknowledged, outdated.
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Contact } from "@/lib/schemas/contact";
import type { Customer } from "@/lib/schemas/customer";
import type { HandOffVersion } from "@/lib/schemas/hand-off";
import type { Trunk } from "@/lib/schemas/trunk";
import { makeAclEntry, makeGateway, makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber, makeCradleNumber, makeVerified } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { nextAddress } from "@/prisma/factories/sequence";
import { makeTrunk, takeTrunkTo } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import { updateCarrier } from "../carriers/update-carrier";
import { deactivateContact } from "../contacts/deactivate-contact";
import { updateContact } from "../contacts/update-contact";
import type { Context } from "../context";
import { issueCredential } from "../credentials/issue-credential";
import { listDocuments } from "../documents/list-documents";
import { listExchanges } from "../exchanges/list-exchanges";
import { addEgressAddress } from "../settings/add-egress-address";
import { getSettings } from "../settings/get-settings";
import { removeEgressAddress } from "../settings/remove-egress-address";
import { updateSettings } from "../settings/update-settings";
import { putAcceptedQuote } from "../test-accepted-quote";
import { type TestContexts, testContexts } from "../test-context";
import { getTrunk } from "../trunks/get-trunk";
import { acknowledgeHandOff } from "./acknowledge-hand-off";
import { attachHandOffPdf } from "./attach-hand-off-pdf";
import { getHandOffConfig } from "./get-hand-off-config";
import { getHandOffDraft } from "./get-hand-off-draft";
import { getHandOffToRender } from "./get-hand-off-to-render";
import { listHandOffs } from "./list-hand-offs";
import { sendHandOff } from "./send-hand-off";

const PDF = { fileName: "sheet.pdf", bytes: new TextEncoder().encode("%PDF-1.7\n%%EOF\n") };

let contexts: TestContexts;
let admin: Context;
let ctx: Context;
let owner: pg.Client;
let customer: Customer;
let carrier: Carrier;
let trunk: Trunk;
let noc: Contact;

beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  ctx = contexts.as("onboarding");
  owner = new pg.Client({ connectionString: contexts.database.url });
  await owner.connect();
  const { version } = await makePlatform(admin);
  await updateSettings(admin, {
    version,
    ...ISSUER,
    codecs: "PCMA",
    mediaRanges: "192.0.2.0/28 10000-20000",
  });
  customer = await makeCustomer(admin);
});
afterAll(async () => {
  await owner.end();
  await contexts.close();
});
beforeEach(async () => {
  carrier = await makeReadyCarrier(admin);
  noc = await makeContact(ctx, { carrierId: carrier.id }, { role: "noc" });
  trunk = await takeTrunkTo(admin, await makeTrunk(ctx, carrier.id, customer.id), "testing");
});

const ISSUER = { legalName: "Cradle Limited", legalAddress: "1 Example Street\nAuckland" };
const quoted = () => putAcceptedQuote(contexts.database, admin, trunk);
const send = (raw: object = {}) =>
  sendHandOff(ctx, { carrierId: carrier.id, contactId: noc.id, ...raw });
const acknowledge = ({ id }: HandOffVersion, raw: object = {}) =>
  acknowledgeHandOff(ctx, {
    handOffVersionId: id,
    contactId: noc.id,
    allowsFqdnAndEgress: true,
    note: "Mail of the NOC: all allowed.",
    ...raw,
  });
const draft = () => getHandOffDraft(ctx, { id: carrier.id });
const isWordOpen = async () => {
  const { gate } = await getTrunk(ctx, { id: trunk.id });
  return gate.find(({ code }) => code === "carrier-word-missing")?.holds;
};
const waitingJobs = async (versionId: string) => {
  const { rows } = await owner.query(
    "SELECT task_identifier AS task FROM graphile_worker.jobs WHERE key LIKE '%' || $1",
    [versionId],
  );
  return rows.map(({ task }) => task);
};

test("a version from before the sheet named who hands over is read as Cradle's", async () => {
  await quoted();
  const { sheet } = await draft();
  const { issuer: _, ...content } = sheet ?? {};
  const sentAt = new Date();
  await contexts.pool.prisma.handOffVersion.create({
    data: {
      ...{
        id: ctx.newId(),
        carrierId: carrier.id,
        number: 1,
        content: JSON.parse(JSON.stringify(content)),
      },
      ...{ createdById: ctx.actor.id, createdAt: sentAt, sentAt, sentToId: noc.id },
    },
  });
  const { items } = await listHandOffs(ctx, { carrierId: carrier.id });
  expect(items.map((version) => version.content.issuer)).toEqual([
    { legalName: "Cradle", legalAddress: "" },
  ]);
  const asked = { carrierId: carrier.id, product: "kamailio" };
  const frozen = await getHandOffConfig(ctx, { ...asked, number: "1" });
  expect(frozen).toEqual(await getHandOffConfig(ctx, asked));
  expect(frozen.text).toContain(`${trunk.fqdnLabel}.byoc.sip.cradle.test`);
  await expect(getHandOffConfig(ctx, { ...asked, number: 2 })).rejects.toMatchObject({
    kind: "not-found",
  });
});

describe("a draft", () => {
  test("holds all that a NOC needs, filled from the rows, and no secret", async () => {
    await quoted();
    const entry = await makeAclEntry(ctx, carrier.id, { label: "SBC" });
    const gateway = await makeGateway(ctx, carrier.id);
    await makeGateway(ctx, carrier.id, { enabled: false });
    const byoc = await makeByocNumber(ctx, trunk.id);
    const cradle = await makeCradleNumber(ctx, customer.id);
    await makeVerified(ctx, carrier.id, cradle.id);
    await makeCradleNumber(ctx, customer.id);
    await updateCarrier(ctx, {
      id: carrier.id,
      version: carrier.version,
      authMode: "acl_and_digest",
      ...{ maxChannels: 60, testNumbers: "+6498879333", testWindow: "at night" },
    });
    const { credential, password } = await issueCredential(ctx, { carrierId: carrier.id });
    const { sheet, missing } = await draft();
    expect(missing).toEqual([]);
    expect(sheet).toMatchObject({
      issuer: ISSUER,
      carrierName: carrier.name,
      signallingFqdn: "byoc.sip.cradle.test",
      sipPort: 5060,
      egressAddresses: expect.arrayContaining([{ address: "127.0.0.1", label: "" }]),
      mediaRanges: ["192.0.2.0/28 10000-20000"],
      codecs: ["PCMA"],
      digest: { realm: credential.realm, usernames: [credential.username], md5Only: false },
      aclEntries: [{ block: entry.block, label: "SBC" }],
      gateways: [{ host: gateway.host, port: 5060, transport: "udp", priority: 10, weight: 100 }],
      contacts: [{ role: "noc", name: noc.name, email: noc.email }],
      ...{ maxChannels: 60, maxCallsPerSec: null, sessionTimerSec: 1800 },
      ...{ testNumbers: ["+6498879333"], testWindow: "at night" },
      trunks: [
        {
          fqdn: `${trunk.fqdnLabel}.byoc.sip.cradle.test`,
          maxChannels: 10,
          maxCallsPerSec: 5,
          ...{ longestCallSec: 14_400, removedHeaders: [] },
          byocNumbers: [byoc.e164],
          cradleNumbers: [{ e164: cradle.e164, validUntil: null }],
        },
      ],
    });
    expect(JSON.stringify(sheet)).not.toContain(password);
  });

  test("leaves out a trunk that nobody has agreed to yet, and names what is missing", async () => {
    const fresh = await makeReadyCarrier(admin);
    await makeTrunk(ctx, fresh.id, customer.id);
    const { sheet, missing } = await getHandOffDraft(ctx, { id: fresh.id });
    expect(sheet).toMatchObject({ trunks: [], digest: null });
    expect(missing.map(({ code }) => code)).toEqual(["quote-not-accepted", "trunk-missing"]);
  });
});

describe("sending", () => {
  test("is refused before a quote is accepted, and leaves nothing behind", async () => {
    await expect(send()).rejects.toMatchObject({
      kind: "gate-closed",
      conditions: [{ code: "quote-not-accepted" }],
    });
    expect((await listHandOffs(ctx, { carrierId: carrier.id })).items).toEqual([]);
  });

  test("goes to an active contact of this carrier that has an e-mail address", async () => {
    await quoted();
    const stranger = await makeContact(admin, { customerId: customer.id });
    const deaf = await makeContact(
      ctx,
      { carrierId: carrier.id },
      { email: "", phone: "+6498879333" },
    );
    await expect(send({ contactId: stranger.id })).rejects.toMatchObject({
      fields: [{ path: "contactId", message: "must be an active contact of this carrier" }],
    });
    await expect(send({ contactId: deaf.id })).rejects.toMatchObject({
      fields: [{ path: "contactId", message: expect.stringContaining("has no e-mail address") }],
    });
  });

  test("freezes a version, and asks for its PDF; nothing has left yet that a log could tell of", async () => {
    await quoted();
    const first = await send({ note: "As agreed on the phone." });
    expect(first).toMatchObject({ number: 1, sentToName: noc.name, documentId: null });
    expect((await draft()).sheet).toEqual(first.content);
    expect(await waitingJobs(first.id)).toEqual(["render-hand-off"]);
    expect((await listExchanges(ctx, { carrierId: carrier.id })).items).toEqual([]);
    expect((await send()).number).toBe(2);
    const audit = await listAuditEvents(ctx, { entityId: first.id });
    expect(audit.items.map(({ action }) => action)).toEqual(["hand-off.send"]);
  });

  test("of two at once gives two numbers", async () => {
    await quoted();
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
  });
});

describe("the PDF", () => {
  test("is attached and mailed once, however often the job runs", async () => {
    await quoted();
    const { id } = await send();
    const jobs = contexts.asSystem("jobs");
    expect(await getHandOffToRender(jobs, { handOffVersionId: id })).toMatchObject({
      number: 1,
      documentId: null,
    });
    const first = await attachHandOffPdf(jobs, { handOffVersionId: id, file: PDF });
    const again = await attachHandOffPdf(jobs, { handOffVersionId: id, file: PDF });
    expect(again.documentId).toBe(first.documentId);
    const { items } = await listDocuments(ctx, { handOffVersionId: id });
    expect(items).toMatchObject([{ id: first.documentId, contentType: "application/pdf" }]);
    const { rows: mails } = await owner.query(
      "SELECT to_address, subject, text_body, document_id FROM mail_outbox WHERE about_id = $1",
      [id],
    );
    expect(mails).toMatchObject([
      {
        to_address: noc.email,
        subject: `Cradle BYOC: hand-off sheet for ${carrier.name}, version 1`,
        text_body: expect.stringContaining("- 127.0.0.1"),
        document_id: first.documentId,
      },
    ]);
    const listed = await listHandOffs(ctx, { carrierId: carrier.id });
    expect(listed.items[0]?.documentId).toBe(first.documentId);
    expect((await listExchanges(ctx, { carrierId: carrier.id })).items).toHaveLength(1);
  });

  test("goes to the address of when it was sent, and the log says so once it does", async () => {
    await quoted();
    const { id } = await send({ note: "As agreed on the phone." });
    const moved = { email: "elsewhere@carrier.example", phone: "" };
    const { id: contactId, version, role, name } = noc;
    const edited = await updateContact(ctx, { id: contactId, version, role, name, ...moved });
    await deactivateContact(ctx, { id: contactId, version: edited.version });
    const jobs = contexts.asSystem("jobs");
    await attachHandOffPdf(jobs, { handOffVersionId: id, file: PDF });
    const { rows: mails } = await owner.query(
      "SELECT to_address FROM mail_outbox WHERE about_id = $1",
      [id],
    );
    expect(mails).toEqual([{ to_address: noc.email }]);
    const { items } = await listExchanges(ctx, { carrierId: carrier.id });
    expect(items).toMatchObject([
      {
        direction: "sent",
        subject: "Hand-off sheet, version 1",
        body: "As agreed on the phone.",
        contactId,
        staffName: ctx.actor.name,
      },
    ]);
    await expect(
      owner.query("UPDATE hand_off_version SET sent_to_address = 'x@y.example' WHERE id = $1", [
        id,
      ]),
    ).rejects.toThrow("hand_off_version_kept");
  });
});

describe("the carrier's word", () => {
  test("opens the gate while the sheet it was given on names all of now", async () => {
    await quoted();
    const version = await send();
    expect(await isWordOpen()).toBe(false);
    await acknowledge(version);
    expect(await isWordOpen()).toBe(true);
    const added = await addEgressAddress(admin, { address: nextAddress() });
    expect(await isWordOpen()).toBe(false);
    expect(await draft()).toMatchObject({
      acknowledgedNumber: 1,
      changes: [`Egress address added: ${added.address}`],
      carrierAllowsEgress: false,
    });
    await send();
    expect(await isWordOpen()).toBe(false);
    await removeEgressAddress(admin, { id: added.id, version: added.version });
    expect(await isWordOpen()).toBe(true);
  });

  test("does not cover an address before it begins, nor miss it once it has", async () => {
    await quoted();
    await acknowledge(await send());
    const tomorrow = new Date(Date.now() + 86_400_000);
    const added = await addEgressAddress(admin, { address: nextAddress(), validFrom: tomorrow });
    expect(await isWordOpen()).toBe(true);
    expect((await draft()).sheet?.egressAddresses).toContainEqual({
      address: added.address,
      label: `from ${tomorrow.toISOString().slice(0, 10)}`,
    });
    contexts.setNow(tomorrow);
    expect(await isWordOpen()).toBe(false);
    contexts.setNow(null);
    await removeEgressAddress(admin, { id: added.id, version: added.version });
  });

  test("ends with the FQDN it was given on", async () => {
    await quoted();
    await acknowledge(await send());
    const before = (await getSettings(ctx)).settings;
    const moved = await updateSettings(admin, {
      version: before?.version,
      signallingFqdn: "other.sip.cradle.test",
    });
    expect(await isWordOpen()).toBe(false);
    const { version } = moved;
    await updateSettings(admin, { version, signallingFqdn: before?.signallingFqdn });
    expect(await isWordOpen()).toBe(true);
  });

  test("is taken back by a later one without the allowance, and is not given by receipt alone", async () => {
    await quoted();
    const version = await send();
    await acknowledge(version, { allowsFqdnAndEgress: false, note: "" });
    expect(await isWordOpen()).toBe(false);
    await acknowledge(version);
    expect(await isWordOpen()).toBe(true);
    await acknowledge(version, { allowsFqdnAndEgress: "false", note: "Firewall rule withdrawn." });
    expect(await isWordOpen()).toBe(false);
  });

  test("needs a contact of this carrier, evidence, and a time that can be", async () => {
    await quoted();
    const version = await send();
    const stranger = await makeContact(admin, { customerId: customer.id });
    const at = (ms: number) => new Date(Date.now() + ms);
    await expect(acknowledge(version, { contactId: stranger.id })).rejects.toMatchObject({
      fields: [{ path: "contactId" }],
    });
    await expect(acknowledge(version, { note: " " })).rejects.toMatchObject({
      fields: [{ path: "note", message: expect.stringContaining("must quote") }],
    });
    for (const acknowledgedAt of [at(3_600_000), at(-3_600_000)]) {
      await expect(acknowledge(version, { acknowledgedAt })).rejects.toMatchObject({
        fields: [{ path: "acknowledgedAt" }],
      });
    }
    const word = await acknowledge(version);
    const { items } = await listExchanges(ctx, { carrierId: carrier.id });
    expect(items[0]).toMatchObject({ direction: "received", contactId: noc.id });
    const audit = await listAuditEvents(ctx, { entityId: word.id });
    expect(audit.items).toMatchObject([{ action: "hand-off.acknowledge", carrierId: carrier.id }]);
  });
});
