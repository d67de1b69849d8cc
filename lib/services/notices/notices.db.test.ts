// Notices to carriers through their verbs: made with the change, mailed, answered, overtaken, reminded of, and the live gate.
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Carrier } from "@/lib/schemas/carrier";
import type { NamedNotice } from "@/lib/schemas/carrier-notice";
import type { Contact } from "@/lib/schemas/contact";
import type { EgressAddress } from "@/lib/schemas/settings";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { nextAddress } from "@/prisma/factories/sequence";
import { makeTrunk, takeTrunkTo } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import { changeCarrierState } from "../carriers/change-carrier-state";
import type { Context } from "../context";
import { listExchanges } from "../exchanges/list-exchanges";
import { acknowledgeHandOff } from "../hand-offs/acknowledge-hand-off";
import { getHandOffDraft } from "../hand-offs/get-hand-off-draft";
import { sendHandOff } from "../hand-offs/send-hand-off";
import { addEgressAddress } from "../settings/add-egress-address";
import { getSettings } from "../settings/get-settings";
import { removeEgressAddress } from "../settings/remove-egress-address";
import { updateEgressAddress } from "../settings/update-egress-address";
import { updateSettings } from "../settings/update-settings";
import { putAcceptedQuote } from "../test-accepted-quote";
import { type TestContexts, testContexts } from "../test-context";
import { acknowledgeNotice } from "./acknowledge-notice";
import { getNotice } from "./get-notice";
import { listNotices } from "./list-notices";
import { mailNotices } from "./mail-notices";
import { remindCarriers } from "./remind-carriers";
import { remindOfNotices } from "./remind-of-notices";
import { summariseNotices } from "./summarise-notices";

let contexts: TestContexts;
let admin: Context;
let ctx: Context;
let jobs: Context;
let owner: pg.Client;
let customerId: string;
let carrier: Carrier;
let noc: Contact;

beforeAll(async () => {
  contexts = await testContexts();
  admin = contexts.as("admin");
  ctx = contexts.as("onboarding");
  jobs = contexts.asSystem("jobs");
  owner = new pg.Client({ connectionString: contexts.database.url });
  await owner.connect();
  await makePlatform(admin);
  customerId = (await makeCustomer(admin)).id;
});
afterAll(async () => {
  await owner.end();
  await contexts.close();
});
beforeEach(async () => {
  carrier = await makeReadyCarrier(admin);
  noc = await makeContact(ctx, { carrierId: carrier.id }, { role: "noc" });
});
afterEach(() => contexts.setNow(null));

/** The carrier is handed a sheet, and gives its word on it where asked to. */
async function handOver({ id }: Carrier, contact: Contact | null = noc) {
  const trunk = await takeTrunkTo(admin, await makeTrunk(ctx, id, customerId), "testing");
  await putAcceptedQuote(contexts.database, admin, trunk);
  const version = await sendHandOff(ctx, { carrierId: id, contactId: contact?.id });
  return (at: Date) =>
    acknowledgeHandOff(ctx, {
      ...{ handOffVersionId: version.id, contactId: contact?.id, allowsFqdnAndEgress: true },
      ...{ note: "By mail: all allowed.", acknowledgedAt: at },
    });
}

const notices = async (filter: object = {}): Promise<NamedNotice[]> =>
  (await listNotices(ctx, { carrierId: carrier.id, ...filter })).items;
const addEgress = (raw: object = {}) => addEgressAddress(admin, { address: nextAddress(), ...raw });
const removeEgress = ({ id, version }: EgressAddress) =>
  removeEgressAddress(admin, { id, version });
const acknowledge = ({ id, version }: NamedNotice, raw: object = {}) =>
  acknowledgeNotice(ctx, {
    ...{ id, version, contactId: noc.id, allows: true, note: "Mail of the NOC: done.", ...raw },
  });
const isCovered = async () => (await getHandOffDraft(ctx, { id: carrier.id })).carrierAllowsEgress;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

async function only(filter: object = {}): Promise<NamedNotice> {
  const [notice, ...more] = await notices(filter);
  if (notice === undefined || more.length > 0) throw new Error("not exactly one notice");
  return notice;
}

describe("a change", () => {
  test("makes a notice for each carrier that has a sheet and is open, and for no other", async () => {
    const closed = await makeReadyCarrier(admin);
    const contact = await makeContact(ctx, { carrierId: closed.id }, { role: "noc" });
    await handOver(closed, contact);
    const { id, version } = closed;
    await changeCarrierState(admin, { id, version, to: "closed", reason: "gone" });
    const before = await addEgress();
    expect(await notices()).toEqual([]);
    await removeEgress(before);
    await handOver(carrier);
    const row = await addEgress({ label: "Auckland", validFrom: inDays(20) });
    const notice = await only();
    expect(notice).toMatchObject({
      ...{ kind: "egress_address_added", subject: row.address, subjectId: row.id, sentAt: null },
      ...{ effectiveAt: row.validFrom, dueAt: row.validFrom, createdByName: "test admin" },
    });
    expect(notice.body).toContain(`add ${row.address} to your access list`);
    expect((await listNotices(ctx, { carrierId: closed.id })).items).toEqual([]);
    await removeEgress(row);
  });

  test("is mailed to the NOC and technical contacts, logged, and mailed once", async () => {
    await handOver(carrier);
    const technical = await makeContact(ctx, { carrierId: carrier.id }, { role: "technical" });
    await makeContact(ctx, { carrierId: carrier.id }, { role: "commercial" });
    const row = await addEgress();
    const { rows } = await owner.query(
      "SELECT 1 FROM graphile_worker.jobs WHERE key = 'mail-notices'",
    );
    expect(rows).toHaveLength(1);
    expect((await mailNotices(jobs)).changed).toBeGreaterThan(0);
    await mailNotices(jobs);
    const { notice, mails } = await getNotice(ctx, { id: (await only()).id });
    expect(mails.map(({ toAddress }) => toAddress).sort()).toEqual(
      [noc.email, technical.email].sort(),
    );
    expect(mails[0]?.subject).toBe(`Cradle BYOC: one more egress address, ${row.address}`);
    expect(notice.sentAt).not.toBeNull();
    const { items } = await listExchanges(ctx, { carrierId: carrier.id });
    expect(items.filter(({ subject }) => subject.includes(row.address))).toHaveLength(1);
    const audit = await listAuditEvents(ctx, { entityId: notice.id });
    expect(audit.items.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["notice.send", "jobs"],
    ]);
    await removeEgress(row);
  });

  test("of a label tells nobody; other dates overtake what waits, and so does the end", async () => {
    await handOver(carrier);
    const row = await addEgress();
    const { id, version } = row;
    const named = await updateEgressAddress(admin, { id, version, label: "Auckland" });
    expect(await notices()).toHaveLength(1);
    const until = inDays(30);
    const ending = await updateEgressAddress(admin, {
      ...{ id, version: named.version, validUntil: until.toISOString() },
    });
    await expect(
      updateEgressAddress(admin, { id, version, validUntil: null }),
    ).rejects.toMatchObject({ kind: "stale-edit" });
    expect((await notices({ state: "open" })).map(({ kind }) => kind)).toEqual([
      "egress_address_changed",
    ]);
    await removeEgress(ending);
    expect((await notices({ state: "open" })).map(({ kind }) => kind)).toEqual([
      "egress_address_removed",
    ]);
    expect(await notices({ state: "overtaken" })).toHaveLength(2);
    const [overtaken] = await notices({ state: "overtaken" });
    if (overtaken) {
      await expect(acknowledge(overtaken)).rejects.toMatchObject({ kind: "gate-closed" });
    }
  });

  test.each([
    ["validUntil", { validUntil: "2001-01-01T00:00Z" }],
    ["validFrom", { validFrom: "tomorrow" }],
  ])("with a wrong %s is refused, and tells nobody", async (path, raw) => {
    await handOver(carrier);
    const row = await addEgress();
    const count = (await notices()).length;
    await expect(
      updateEgressAddress(admin, { id: row.id, version: row.version, ...raw }),
    ).rejects.toMatchObject({ fields: [{ path }] });
    expect(await notices()).toHaveLength(count);
    await removeEgress(row);
  });
});

describe("the carrier's answer", () => {
  test("counts for the live gate once its list follows, and not before", async () => {
    const giveWord = await handOver(carrier);
    await giveWord(new Date());
    expect(await isCovered()).toBe(true);
    const row = await addEgress();
    expect(await isCovered()).toBe(false);
    const waiting = async () => (await summariseNotices(ctx)).waiting[row.address] ?? 0;
    const before = await waiting();
    const notice = await only();
    const received = await acknowledge(notice, { allows: false, note: "" });
    expect(await isCovered()).toBe(false);
    expect(await notices({ state: "open" })).toEqual([]);
    expect(await notices({ state: "received" })).toHaveLength(1);
    expect(await waiting()).toBe(before);
    await expect(acknowledge(notice)).rejects.toMatchObject({ kind: "stale-edit" });
    const done = await acknowledge(received);
    expect(done).toMatchObject({
      ...{ allows: true, acknowledgedByName: noc.name, recordedByName: "test onboarding" },
    });
    expect(await isCovered()).toBe(true);
    expect(await waiting()).toBe(before - 1);
    await expect(acknowledge(done)).rejects.toMatchObject({ kind: "conflict" });
    // Taken away and back: the carrier was asked to take it off its list.
    await removeEgress(row);
    expect(await isCovered()).toBe(true);
    const back = await addEgress({ address: row.address });
    expect(await isCovered()).toBe(false);
    await removeEgress(back);
  });

  test("to other ports, codecs and media ranges is asked for, a notice each; one overtakes only its like", async () => {
    await handOver(carrier);
    const { settings } = await getSettings(admin);
    if (settings === null) throw new Error("no settings");
    const first = await updateSettings(admin, {
      ...{ version: settings.version, sipPort: 5072, codecs: "G722" },
    });
    const mine = async (subject: string) =>
      (await listNotices(ctx, { carrierId: carrier.id, subject })).items;
    const [ports] = await mine("transports and ports");
    expect(ports).toMatchObject({
      ...{ kind: "hand_off_changed", acknowledgedAt: null },
      body: expect.stringContaining("now UDP 5072, TCP 5072; before: UDP 5060, TCP 5060"),
    });
    expect(await mine("media ranges")).toEqual([]);
    const second = await updateSettings(admin, { version: first.version, codecs: "PCMU" });
    const codecs = await mine("codecs");
    expect(codecs.map(({ overtakenAt }) => overtakenAt === null).toSorted()).toEqual([false, true]);
    if (ports === undefined) throw new Error("no notice");
    await acknowledge(ports);
    expect(await mine("transports and ports")).toMatchObject([{ allows: true, overtakenAt: null }]);
    // What tells a carrier nothing new to set up makes no notice.
    const third = await updateSettings(admin, { version: second.version, noticeDays: 20 });
    expect(await mine("codecs")).toHaveLength(2);
    const { sipPort, codecs: were, noticeDays } = settings;
    await updateSettings(admin, { version: third.version, sipPort, codecs: were, noticeDays });
  });

  test("to another name counts too", async () => {
    const giveWord = await handOver(carrier);
    await giveWord(new Date());
    const { settings } = await getSettings(admin);
    if (settings === null) throw new Error("no settings");
    const { signallingFqdn } = settings;
    const { version } = await updateSettings(admin, {
      ...{ version: settings.version, signallingFqdn: "new.sip.cradle.test" },
    });
    expect(await isCovered()).toBe(false);
    const notice = await only();
    expect(notice).toMatchObject({ kind: "fqdn_changed", subject: "new.sip.cradle.test" });
    await acknowledge(notice);
    expect(await isCovered()).toBe(true);
    await updateSettings(admin, { version, signallingFqdn });
    expect(await isCovered()).toBe(true);
  });

  test("to a sheet that was made later covers what it was told before", async () => {
    await handOver(carrier);
    const row = await addEgress();
    const version = await sendHandOff(ctx, { carrierId: carrier.id, contactId: noc.id });
    await acknowledgeHandOff(ctx, {
      ...{ handOffVersionId: version.id, contactId: noc.id, allowsFqdnAndEgress: true },
      note: "By mail: all allowed.",
    });
    expect(await only()).toMatchObject({
      ...{ allows: true, note: `With the hand-off sheet, version ${version.number}.` },
    });
    expect(await isCovered()).toBe(true);
    await removeEgress(row);
  });

  test.each([
    ["note", { note: "" }],
    ["contactId", { contactId: "018f0000-0000-7000-8000-0000000000aa" }],
    ["acknowledgedAt", { acknowledgedAt: "2099-01-01T00:00Z" }],
    ["acknowledgedAt", { acknowledgedAt: "2001-01-01T00:00Z" }],
  ])("with a wrong %s is refused at its field", async (path, raw) => {
    await handOver(carrier);
    const row = await addEgress();
    await expect(acknowledge(await only(), raw)).rejects.toMatchObject({ fields: [{ path }] });
    const other = await makeContact(ctx, { carrierId: (await makeReadyCarrier(admin)).id });
    await expect(acknowledge(await only(), { contactId: other.id })).rejects.toMatchObject({
      fields: [{ path: "contactId" }],
    });
    await removeEgress(row);
  });
});

describe("a reminder", () => {
  test("of one or of all goes to whoever has not answered, at most once a day", async () => {
    await handOver(carrier);
    const row = await addEgress();
    await mailNotices(jobs);
    const { id } = await only();
    expect(await remindCarriers(ctx, { id })).toEqual({ reminded: 1, tooSoon: 0, unreachable: 0 });
    await expect(remindCarriers(ctx, { id })).rejects.toMatchObject({ kind: "conflict" });
    const all = await remindCarriers(ctx, {});
    expect(all.tooSoon).toBeGreaterThan(0);
    expect(await only()).toMatchObject({ reminders: 1 });
    contexts.setNow(inDays(1.01));
    expect((await remindCarriers(ctx, {})).reminded).toBeGreaterThan(0);
    const { notice, mails } = await getNotice(ctx, { id });
    expect(notice.reminders).toBe(2);
    expect(mails[0]?.subject).toMatch(/^Reminder: Cradle BYOC/);
    await acknowledge(notice);
    contexts.setNow(inDays(3));
    await expect(remindCarriers(ctx, { id })).rejects.toMatchObject({ kind: "gate-closed" });
    await remindCarriers(ctx, {});
    expect(await only()).toMatchObject({ reminders: 2 });
    await removeEgress(row);
  });

  test("leaves by itself when the answer is due, and what found nobody is mailed once there is somebody", async () => {
    const lonely = await makeReadyCarrier(admin);
    const first = await makeContact(ctx, { carrierId: lonely.id }, { role: "noc" });
    await handOver(lonely, first);
    await owner.query("UPDATE contact SET active = false WHERE id = $1", [first.id]);
    await handOver(carrier);
    const row = await addEgress({ validFrom: inDays(10).toISOString() });
    await remindOfNotices(jobs);
    const ofLonely = async () => (await listNotices(ctx, { carrierId: lonely.id })).items[0];
    expect((await ofLonely())?.sentAt).toBeNull();
    await makeContact(ctx, { carrierId: lonely.id }, { role: "technical" });
    await remindOfNotices(jobs);
    expect((await ofLonely())?.sentAt).not.toBeNull();
    expect(await only()).toMatchObject({ reminders: 0 });
    for (const [days, reminders] of [
      [6, 0],
      [7.1, 1],
      [8, 1],
      [10.1, 2],
      [13, 2],
      [17.1, 3],
    ] as const) {
      contexts.setNow(inDays(days));
      await remindOfNotices(jobs);
      expect(await only()).toMatchObject({ reminders });
    }
    contexts.setNow(null);
    await removeEgress(row);
  });
});
