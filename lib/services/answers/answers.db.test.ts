// A carrier's answers: kept as far as known, never overwritten unseen, carried over only by the press, asked for by mail.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Carrier } from "@/lib/schemas/carrier";
import { makeAclEntry, makeCarrier } from "@/prisma/factories/carrier";
import { makePlatform } from "@/prisma/factories/platform";
import { changeCarrierState } from "../carriers/change-carrier-state";
import { getCarrier } from "../carriers/get-carrier";
import { addContact } from "../contacts/add-contact";
import type { Context } from "../context";
import { getDocument } from "../documents/get-document";
import { listDocuments } from "../documents/list-documents";
import { listExchanges } from "../exchanges/list-exchanges";
import { listMail } from "../mail/list-mail";
import { recordRequirement } from "../requirements/record-requirement";
import { type TestContexts, testContexts } from "../test-context";
import { carryOverAnswers } from "./carry-over-answers";
import { exportCarrierQuestions } from "./export-carrier-questions";
import { getCarrierAnswers } from "./get-carrier-answers";
import { importCarrierAnswers } from "./import-carrier-answers";
import { previewCarrierAnswers } from "./preview-carrier-answers";
import { previewCarryOver } from "./preview-carry-over";
import { saveCarrierAnswers } from "./save-carrier-answers";
import { sendCarrierQuestions } from "./send-carrier-questions";

let contexts: TestContexts;
let ctx: Context;
let carrier: Carrier;
let carrierId: string;

beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("onboarding");
  await makePlatform(contexts.as("admin"));
});
afterAll(() => contexts.close());
beforeEach(async () => {
  carrier = await makeCarrier(ctx);
  carrierId = carrier.id;
});

const save = (version: number, answers: object) =>
  saveCarrierAnswers(ctx, { carrierId, version, answers });
const known = async () => (await getCarrierAnswers(ctx, { carrierId })).answers;

test("answers are kept as far as they are known; what is not named stays, what is emptied goes", async () => {
  expect(await getCarrierAnswers(ctx, { carrierId })).toMatchObject({ answers: {}, version: 0 });
  await save(0, { codecs: "PCMA", "e164-to-us": "yes", "max-channels": "" });
  expect(await known()).toEqual({ codecs: "PCMA", "e164-to-us": "yes" });
  const after = await save(1, { codecs: "", dtmf: "info" });
  expect(after).toMatchObject({
    ...{ answers: { "e164-to-us": "yes", dtmf: "info" }, version: 2 },
    updatedByName: "test onboarding",
  });
});

test("a stale save is refused with what stands now, by the names of the form; nothing is lost", async () => {
  await save(0, { codecs: "PCMA" });
  const refusal = await save(0, { codecs: "G722" }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    kind: "stale-edit",
    current: { version: 1, "answers.codecs": "PCMA", "answers.dtmf": "" },
  });
  expect(await known()).toEqual({ codecs: "PCMA" });
});

test("two who save first at the same moment: one is told", async () => {
  const results = await Promise.allSettled([save(0, { codecs: "a" }), save(0, { codecs: "b" })]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("bad answers are named one by one, and nothing is stored", async () => {
  const refusal = await save(0, {
    ...{ codecs: "PCMA", dtmf: "loud", "max-channels": "many", favourite: "x" },
  }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ kind: "invalid-input" });
  const { fields } = refusal as { fields: { path: string }[] };
  expect(fields.map(({ path }) => path).sort()).toEqual([
    ...["answers.dtmf", "answers.favourite", "answers.max-channels"],
  ]);
  expect(await known()).toEqual({});
});

test("a closed carrier takes no answers", async () => {
  await changeCarrierState(ctx, { id: carrierId, version: carrier.version, to: "closed" });
  await expect(save(0, { codecs: "PCMA" })).rejects.toMatchObject({ kind: "gate-closed" });
});

const ANSWERS = {
  "direct-sip": "yes",
  "e164-to-us": "no",
  "format-to-us": "098879333",
  "fixed-sources": "yes",
  "source-addresses": "8.8.8.8 main\n8.8.8.9/24\n10.0.0.1\nsomewhere\n8.8.8.8",
  gateways: "sip1.carrier.example:5070 udp\nsip2.carrier.example, 5061, TLS\n[::1",
  "noc-name": "Night desk",
  "noc-email": "noc@carrier.example",
  "escalation-email": "not an address",
  "max-channels": "30",
  "byoc-numbers": "+6498879333\n+6498879334",
};

test("the preview says what the answers would set up, and stores nothing", async () => {
  await makeAclEntry(ctx, carrierId, { block: "8.8.8.8/32" });
  await save(0, ANSWERS);
  const { items, version } = await previewCarryOver(contexts.as("support"), { carrierId });
  expect(version).toBe(1);
  const verdicts = items.map(({ key, verdict }) => [key, verdict]);
  expect(verdicts).toEqual([
    ["requirement:DIRECT_SIP", "new"],
    ["requirement:FIXED_SOURCE_ADDRESSES", "new"],
    ["requirement:E164_TERMINATION", "new"],
    ["acl:8.8.8.8", "there"],
    ["acl:8.8.8.9/24", "wrong"],
    ["acl:10.0.0.1", "wrong"],
    ["acl:somewhere", "wrong"],
    ["gateway:sip1.carrier.example:5070 udp", "new"],
    ["gateway:sip2.carrier.example:5061 tls", "new"],
    ["gateway:[::1", "wrong"],
    ["contact:noc", "new"],
    ["contact:escalation", "wrong"],
    ["carrier:limits", "new"],
    ["numbers", "by-hand"],
  ]);
  for (const { verdict, message } of items) if (verdict === "wrong") expect(message).toBeTruthy();
  const { gateways, contacts } = await getCarrier(ctx, { id: carrierId });
  expect([gateways, contacts]).toEqual([[], []]);
});

test("one press sets up what is named, through the verbs; pressed again it finds all of it there", async () => {
  await save(0, { ...ANSWERS, "source-addresses": "8.8.6.6 main\n8.8.8.8" });
  const only = await carryOverAnswers(ctx, { carrierId, version: 1, keys: ["contact:noc"] });
  expect(only.done.map(({ key }) => key)).toEqual(["contact:noc"]);
  const rest = await carryOverAnswers(ctx, { carrierId, version: 1 });
  expect(rest.failed).toEqual([]);
  const detail = await getCarrier(ctx, { id: carrierId });
  expect(detail.contacts).toMatchObject([{ name: "Night desk", role: "noc" }]);
  expect(detail.carrier.maxChannels).toBe(30);
  expect(detail.gateways).toMatchObject([
    { host: "sip1.carrier.example", port: 5070, transport: "udp", priority: 10 },
    { host: "sip2.carrier.example", port: 5061, transport: "tls", priority: 20 },
  ]);
  expect(detail.aclEntries).toMatchObject([{ block: "8.8.6.6", label: "main" }]);
  const check = detail.requirementChecks.find(({ code }) => code === "E164_TERMINATION");
  expect(check).toMatchObject({ state: "not_met", note: expect.stringContaining("098879333") });
  const again = await carryOverAnswers(ctx, { carrierId, version: 1 });
  expect(again).toEqual({ done: [], failed: [] });
});

test("what was changed since the preview is not carried over, and what an admin waived stays waived", async () => {
  await save(0, { "direct-sip": "no" });
  await save(1, { "direct-sip": "yes" });
  await expect(carryOverAnswers(ctx, { carrierId, version: 1 })).rejects.toMatchObject({
    kind: "stale-edit",
  });
  await recordRequirement(contexts.as("admin"), {
    ...{ carrierId, code: "DIRECT_SIP", state: "waived", waiverReason: "a trial", version: 1 },
  });
  const { items } = await previewCarryOver(ctx, { carrierId });
  expect(items).toMatchObject([{ key: "requirement:DIRECT_SIP", verdict: "wrong" }]);
});

test("an answer that another one has put aside is kept, and sets up nothing", async () => {
  await save(0, { "fixed-sources": "yes", "source-addresses": "8.8.7.7" });
  await save(1, { "fixed-sources": "no" });
  const { items } = await previewCarryOver(ctx, { carrierId });
  expect(items.map(({ key }) => key)).toEqual(["requirement:FIXED_SOURCE_ADDRESSES"]);
  expect(await known()).toHaveProperty("source-addresses");
});

test("a request by mail carries the table, is logged, and comes back row by row", async () => {
  await save(0, { codecs: "=cmd" });
  const contact = await addContact(ctx, {
    ...{ carrierId, role: "technical", name: "Switch desk", email: "switch@carrier.example" },
  });
  const exchange = await sendCarrierQuestions(ctx, {
    ...{ carrierId, contactId: contact.id, note: "We spoke this morning." },
  });
  const mail = (await listMail(ctx, { search: "switch@carrier.example" })).items[0];
  expect(mail).toMatchObject({
    ...{ subject: exchange.subject, state: "waiting", aboutId: exchange.id },
    textBody: expect.stringContaining("We spoke this morning."),
  });
  const log = await listExchanges(ctx, { carrierId });
  expect(log.items).toMatchObject([
    { id: exchange.id, direction: "sent", channel: "email", contactName: "Switch desk" },
  ]);
  const [document] = (await listDocuments(ctx, { exchangeId: exchange.id })).items;
  expect(mail?.documentId).toBe(document?.id);
  const { bytes } = await getDocument(ctx, { id: document?.id ?? "" });
  const sent = new TextDecoder().decode(bytes);
  expect(sent).toContain("'=cmd");
  expect(sent).toContain((await exportCarrierQuestions(ctx, { carrierId })).text);

  const returned = sent
    .replace("'=cmd", "PCMA")
    .replace(/^(dtmf,[^,]*),,/m, "$1,loud,")
    .replace(/^(transports,[^,]*),,/m, "$1,udp,");
  const preview = await previewCarrierAnswers(ctx, { carrierId, text: returned });
  expect(preview.counts).toMatchObject({ new: 1, changed: 1, wrong: 1, same: 0 });
  const wrong = preview.rows.find(({ verdict }) => verdict === "wrong");
  const list = { carrierId, version: 1, text: returned };
  await expect(importCarrierAnswers(ctx, list)).rejects.toMatchObject({
    fields: [{ path: `lines.${wrong?.line}.answer` }],
  });
  expect(await known()).toEqual({ codecs: "=cmd" });
  await importCarrierAnswers(ctx, { ...list, onlyRight: true });
  expect(await known()).toEqual({ codecs: "PCMA", transports: "udp" });
  await expect(importCarrierAnswers(ctx, { ...list, onlyRight: true })).rejects.toMatchObject({
    kind: "stale-edit",
  });
  await expect(
    importCarrierAnswers(ctx, { ...list, version: 2, text: "id,answer\ncodecs,PCMA" }),
  ).rejects.toMatchObject({ fields: [{ path: "text" }] });
});

test("a contact of another carrier is asked nothing", async () => {
  const other = await makeCarrier(ctx);
  const contact = await addContact(ctx, {
    ...{ carrierId: other.id, role: "noc", name: "NOC", email: "noc@other.example" },
  });
  await expect(
    sendCarrierQuestions(ctx, { carrierId, contactId: contact.id }),
  ).rejects.toMatchObject({ fields: [{ path: "contactId" }] });
});
