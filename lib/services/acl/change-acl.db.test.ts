// A pasted list against a carrier's ACL: each row's verdict, whom it reaches, and saving exactly what was shown.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeAclEntry, makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { addAclEntry } from "./add-acl-entry";
import { getAclAsOf } from "./get-acl-as-of";
import { listAclEntries } from "./list-acl-entries";
import { listAclHistory } from "./list-acl-history";
import { previewAclChange } from "./preview-acl-change";
import { previewAclEntry } from "./preview-acl-entry";
import { removeAclEntry } from "./remove-acl-entry";
import { saveAclChange } from "./save-acl-change";
import { updateAclEntry } from "./update-acl-entry";

let contexts: TestContexts;
let ctx: Context;
let admin: pg.Client;
let other: { readonly id: string; readonly name: string };
let carrierId: string;

beforeAll(async () => {
  contexts = await testContexts();
  await makePlatform(contexts.as("admin"), { labNetworks: ["127.0.0.0/8"] });
  ctx = contexts.as("onboarding");
  admin = new pg.Client({ connectionString: contexts.database.url });
  await admin.connect();
  other = await makeCarrier(ctx, { name: "Kererū Networks" });
  await makeAclEntry(ctx, other.id, { block: "8.8.8.0/28" });
});
afterAll(async () => {
  await admin?.end();
  await contexts.close();
});
beforeEach(async () => {
  carrierId = (await makeCarrier(ctx)).id;
});

// Blocks of one test are free for the next.
afterEach(() =>
  admin.query(
    "UPDATE acl_entry SET active = false, removed_at = now() WHERE active AND carrier_id <> $1",
    [other.id],
  ),
);

const blocks = async () =>
  (await listAclEntries(ctx, { carrierId })).items.map(({ block }) => block).sort();
const preview = (text: string, more: object = {}) =>
  previewAclChange(ctx, { carrierId, text, ...more });

/** Looks, and saves what was shown. */
async function save(text: string, more: { onlyRight?: boolean; replaceAll?: boolean } = {}) {
  const { onlyRight = false, ...rest } = more;
  const { fingerprint } = await preview(text, rest);
  return saveAclChange(ctx, { carrierId, text, ...rest, onlyRight, fingerprint });
}

describe("a row of a list", () => {
  test.each([
    ["9.9.9.9", "new", "9.9.9.9", null],
    ["9.9.9.9 # Auckland", "new", "9.9.9.9", null],
    ["9.9.9.9/24", "new", "9.9.9.0/24", null],
    ["9.9.9.8/255.255.255.248", "new", "9.9.9.8/29", null],
    ["[2606:4700::1]", "new", "2606:4700::1", null],
    ["::ffff:9.9.9.9", "new", "9.9.9.9", null],
    ["9.9.9.0/23", "wrong", null, "9.9.9.0/23 is wider than /24"],
    ["10.1.2.3", "wrong", null, "10.1.2.3 is a private address"],
    ["203.0.113.4", "wrong", null, "203.0.113.4 is a documentation address"],
    [
      "9.9.9.9:5060",
      "wrong",
      null,
      "9.9.9.9:5060 has a port: an entry is an address from which calls come, whatever the port; write 9.9.9.9",
    ],
    [
      "sip.example.com",
      "wrong",
      null,
      "sip.example.com is a name: an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29",
    ],
    ["9.9.9.300", "wrong", null, "9.9.9.300 has a part above 255"],
    [
      "9.9.9.9-9.9.9.1",
      "wrong",
      null,
      "9.9.9.9-9.9.9.1 is not a range: it goes from a lower to a higher address of one family, such as 192.0.2.8-192.0.2.15",
    ],
    ["8.8.8.4", "overlapping", "8.8.8.4", "overlaps 8.8.8.0/28 of Kererū Networks"],
    ["127.0.0.1", "overlapping", "127.0.0.1", "overlaps egress address 127.0.0.1"],
  ])("%s is %s", async (text, verdict, block, message) => {
    const { rows } = await preview(text);
    expect(rows).toMatchObject([{ line: 1, verdict, block, message }]);
    expect(await blocks()).toEqual([]);
  });

  test("says what was corrected, and what is wide", async () => {
    const { rows } = await preview("9.9.9.9/24");
    expect(rows[0]?.notes).toEqual([
      "9.9.9.9/24 has host bits: taken as 9.9.9.0/24",
      "9.9.9.0/24 is wider than /29: ask the carrier for the addresses it sends from",
    ]);
  });

  test("names the carrier that it meets", async () => {
    const { rows } = await preview("8.8.8.4");
    expect(rows[0]?.other).toEqual({ carrierId: other.id, carrierName: "Kererū Networks" });
  });

  test("of a range becomes its blocks", async () => {
    const { rows, added } = await preview("9.9.9.4-9");
    expect(added.map(({ block }) => block)).toEqual(["9.9.9.4/30", "9.9.9.8/31"]);
    expect(rows[0]?.notes).toEqual(["the range 9.9.9.4-9 is written as 2 blocks"]);
  });

  test("that repeats, lies in another, or is there already is not added", async () => {
    await addAclEntry(ctx, { carrierId, block: "9.9.8.0/29" });
    const list = "9.9.9.0/29\n9.9.9.1\n9.9.9.0/29\n9.9.8.0/29\n9.9.8.3";
    const { rows, added } = await preview(list);
    expect(rows.map(({ verdict, message }) => [verdict, message])).toEqual([
      ["new", null],
      ["merged", "lies in 9.9.9.0/29 of line 1"],
      ["duplicate", "stands on line 1 already"],
      ["present", "is on this carrier's list already"],
      ["merged", "lies in 9.9.8.0/29, which is on the list already"],
    ]);
    expect(added.map(({ block }) => block)).toEqual(["9.9.9.0/29"]);
  });

  test("joins its neighbours where that is asked for and they say the same", async () => {
    const list = "9.9.9.0/31\n9.9.9.2/31\n9.9.9.4/30\n9.9.9.8,Wellington\n9.9.9.9,Auckland";
    const { rows, added } = await preview(list, { joinNeighbours: true });
    expect(added.map(({ block }) => block)).toEqual(["9.9.9.0/29", "9.9.9.8", "9.9.9.9"]);
    expect(rows[0]).toMatchObject({ verdict: "merged", message: "becomes part of 9.9.9.0/29" });
  });
});

describe("a list with a header", () => {
  test("keeps label, site, who asked, comment and validity", async () => {
    const list = [
      "Address;Label;Site;Requested by;Comment;Valid from;Valid until",
      "9.9.9.9;SBC 1;Auckland;NOC;behind the firewall;2030-01-01;2031-01-01T09:00Z",
      "9.9.9.10 # second",
    ].join("\r\n");
    const { added } = await preview(list, { site: "Wellington" });
    expect(added).toEqual([
      {
        block: "9.9.9.9",
        label: "SBC 1",
        site: "Auckland",
        requestedBy: "NOC",
        comment: "behind the firewall",
        validFrom: new Date("2030-01-01T00:00Z"),
        validUntil: new Date("2031-01-01T09:00Z"),
      },
      {
        block: "9.9.9.10",
        label: "",
        site: "Wellington",
        requestedBy: "",
        comment: "second",
        validFrom: null,
        validUntil: null,
      },
    ]);
  });

  test.each([
    ["address,colour\n9.9.9.9,red", 'has a column "colour"'],
    ['address,label\n"9.9.9.9,red', "a quote is not closed"],
  ])("that cannot be read is refused at the list: %s", async (text, message) => {
    await expect(preview(text)).rejects.toMatchObject({
      fields: [{ path: "text", message: expect.stringContaining(message) }],
    });
  });

  test("with a date that is none, or in the wrong order, says so at its row", async () => {
    const { rows } = await preview(
      "address,valid from,valid until\n9.9.9.9,soon,\n9.9.9.8,2031-01-01,2030-01-01",
    );
    expect(rows.map(({ message }) => message)).toEqual([
      "a date must be a date and time such as 2030-01-31T09:00Z",
      "the end must be after the start",
    ]);
  });
});

describe("saving", () => {
  test("stores what was shown, at once and under one version, and writes it down", async () => {
    const before = await versionNow();
    expect(await save("9.9.9.9\n9.9.9.16/29")).toEqual({ added: 2, removed: 0, leftOut: 0 });
    expect(await blocks()).toEqual(["9.9.9.16/29", "9.9.9.9"]);
    expect(await versionNow()).toBe(before + 1n);
    const [event] = (await listAuditEvents(ctx, { carrierId })).items;
    expect(event).toMatchObject({
      action: "acl.change",
      after: { blocks: ["9.9.9.9", "9.9.9.16/29"] },
    });
  });

  test("as the whole list removes what it does not name, and keeps what it names", async () => {
    await save("9.9.9.9\n9.9.9.10");
    const { removed, kept } = await preview("9.9.9.10\n9.9.9.11", { replaceAll: true });
    expect(removed.map(({ block }) => block)).toEqual(["9.9.9.9"]);
    expect(kept).toBe(1);
    await save("9.9.9.10\n9.9.9.11", { replaceAll: true });
    expect(await blocks()).toEqual(["9.9.9.10", "9.9.9.11"]);
  });

  test("refuses a list with a wrong row as a whole, unless the right ones are asked for", async () => {
    const list = "9.9.9.9\n10.0.0.1\n8.8.8.4";
    await expect(save(list)).rejects.toMatchObject({
      kind: "invalid-input",
      fields: [{ path: "lines.2.block" }, { path: "lines.3.block" }],
    });
    expect(await blocks()).toEqual([]);
    expect(await save(list, { onlyRight: true })).toEqual({ added: 1, removed: 0, leftOut: 2 });
    expect(await blocks()).toEqual(["9.9.9.9"]);
  });

  test("refuses what the preview did not show", async () => {
    await addAclEntry(ctx, { carrierId, block: "9.9.9.1" });
    const list = { carrierId, text: "9.9.9.9", replaceAll: true };
    const { fingerprint } = await previewAclChange(ctx, list);
    await addAclEntry(ctx, { carrierId, block: "9.9.9.2" });
    await expect(saveAclChange(ctx, { ...list, fingerprint })).rejects.toMatchObject({
      kind: "conflict",
      fields: [{ path: "text" }],
    });
    expect(await blocks()).toEqual(["9.9.9.1", "9.9.9.2"]);
  });

  test("of two who take the same block at once, one is refused, and told whose it is", async () => {
    const rival = await makeCarrier(ctx, { name: "Tūī Telecom" });
    const lists = [carrierId, rival.id].map((id) => ({ carrierId: id, text: "9.9.7.0/29" }));
    const shown = await Promise.all(lists.map((list) => previewAclChange(ctx, list)));
    const outcomes = await Promise.allSettled(
      lists.map((list, n) =>
        saveAclChange(ctx, { ...list, fingerprint: shown[n]?.fingerprint ?? "" }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: {
        fields: [
          { path: "lines.1.block", message: expect.stringMatching(/^overlaps 9\.9\.7\.0\/29 of /) },
        ],
      },
    });
    const again = await Promise.all(lists.map((list) => previewAclChange(ctx, list)));
    const verdicts = again.map(({ rows }) => rows[0]?.verdict).sort();
    expect(verdicts).toEqual(["overlapping", "present"]);
  });

  test("an empty list of the whole ACL removes all, and nothing to do is said", async () => {
    await expect(save("# nothing yet")).rejects.toMatchObject({
      fields: [{ path: "text", message: "changes nothing" }],
    });
    await save("9.9.9.9");
    expect(await save("", { replaceAll: true })).toEqual({ added: 0, removed: 1, leftOut: 0 });
  });
});

describe("an entry that begins later", () => {
  test("lets nobody in yet", async () => {
    await admin.query(
      `INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport)
       VALUES ('9.9.5.1', now(), now(), 1, 'udp')`,
    );
    const now = await preview("9.9.5.0/29");
    expect(now.reach.newlyLetIn).toMatchObject([{ address: "9.9.5.1" }]);
    const later = await preview("9.9.5.0/29", { validFrom: "2099-01-01T00:00Z" });
    expect(later.reach.newlyLetIn).toEqual([]);
  });
});

describe("the history", () => {
  test("names each change, and a former state can be put back by its list", async () => {
    await save("address,label\n9.9.9.9,SBC 1\n9.9.9.16/29,SBC 2");
    const [entry] = (await listAclEntries(ctx, { carrierId })).items;
    const then = new Date();
    await updateAclEntry(ctx, { id: entry?.id, version: entry?.version, label: "renamed" });
    await save("9.9.9.20\n9.9.9.9", { replaceAll: true });
    const history = await listAclHistory(ctx, { carrierId });
    expect(history.map(({ action, added, removed }) => [action, added, removed])).toEqual([
      ["acl.change", ["9.9.9.20"], ["9.9.9.16/29"]],
      ["acl.update", [], []],
      ["acl.change", ["9.9.9.9", "9.9.9.16/29"], []],
    ]);
    const former = await getAclAsOf(ctx, { carrierId, at: then });
    expect(former.text).toBe(
      "address,label,site,requested by,comment,valid until\r\n9.9.9.9,SBC 1,,,,\r\n9.9.9.16/29,SBC 2,,,,\r\n",
    );
    await save(former.text, { replaceAll: true });
    expect(await blocks()).toEqual(["9.9.9.16/29", "9.9.9.9"]);
  });

  test("puts an entry back with the end that it had then, and says which end has passed", async () => {
    const soon = new Date(Date.now() + 86_400_000);
    const entry = await addAclEntry(ctx, {
      carrierId,
      block: "9.9.9.1",
      label: "-x",
      comment: "ticket #12",
      validUntil: soon,
    });
    const then = new Date();
    const later = new Date(soon.getTime() + 86_400_000);
    const { id, version } = entry;
    await updateAclEntry(ctx, { id, version, label: "edge", validUntil: later });
    const former = await getAclAsOf(ctx, { carrierId, at: then });
    await save("9.9.9.2", { replaceAll: true });
    const { added } = await preview(former.text, { replaceAll: true });
    expect(added).toMatchObject([
      { block: "9.9.9.1", label: "-x", comment: "ticket #12", validUntil: soon },
    ]);
    const { rows } = await preview("address,valid until\n9.9.9.1,2020-01-31T09:00Z");
    expect(rows).toMatchObject([
      {
        verdict: "wrong",
        message: expect.stringMatching(/^the end, 2020-01-31T09:00.* has passed/),
      },
    ]);
  });
});

describe("the reach of a change", () => {
  test("names callers that would be refused, and unknown sources that would be let in", async () => {
    await save("9.9.9.9\n9.9.9.10");
    const lastAt = new Date(Date.now() - 3_600_000);
    await call("9.9.9.9", new Date(lastAt.getTime() - 1));
    await call("9.9.9.9", lastAt);
    await call("9.9.9.10", lastAt);
    // Too long ago to be looked at.
    await call("9.9.9.9", new Date(lastAt.getTime() - 31 * 86_400_000));
    await admin.query(
      `INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport, last_user_agent)
       VALUES ('9.9.9.17', now(), now(), 41, 'udp', 'friendly-scanner'), ('9.9.1.1', now(), now(), 1, 'udp', '')`,
    );
    const { reach } = await preview("9.9.9.10\n9.9.9.16/29", { replaceAll: true });
    expect(reach.newlyRefused).toMatchObject([
      { address: "9.9.9.9", calls: 2, callsLastDay: 2, lastAt },
    ]);
    expect(reach.newlyLetIn).toMatchObject([
      { address: "9.9.9.17", datagrams: 41, userAgent: "friendly-scanner" },
    ]);
    expect(reach.callsSeen).toBe(3);
  });

  test("of one entry is the same: removed, narrowed, begun later, and added", async () => {
    await save("9.9.9.8/29");
    const [entry] = (await listAclEntries(ctx, { carrierId })).items;
    const lastAt = new Date(Date.now() - 3_600_000);
    await call("9.9.9.9", new Date(lastAt.getTime() - 2 * 86_400_000));
    const last = await call("9.9.9.9", lastAt);
    const refused = [{ address: "9.9.9.9", calls: 2, callsLastDay: 1, lastCallId: last, lastAt }];
    const of = (change: object) => previewAclEntry(ctx, { id: entry?.id, ...change });
    expect((await of({ remove: true })).newlyRefused).toEqual(refused);
    expect((await of({ block: "9.9.9.12/30" })).newlyRefused).toEqual(refused);
    expect((await of({ validFrom: "2099-01-01T00:00Z" })).newlyRefused).toEqual(refused);
    expect(await of({ block: "9.9.9.9", validUntil: "" })).toMatchObject({
      newlyRefused: [],
      newlyLetIn: [],
    });
    // Another entry goes on letting it in.
    await addAclEntry(ctx, { carrierId, block: "9.9.9.9" });
    expect((await of({ remove: true })).newlyRefused).toEqual([]);
    expect(await blocks()).toEqual(["9.9.9.8/29", "9.9.9.9"]);
  });

  test("counts unknown sources beyond those named, and says whose number one asked for", async () => {
    const customer = await makeCustomer(contexts.as("admin"));
    const trunk = await makeTrunk(contexts.as("admin"), other.id, customer.id);
    const { e164 } = await makeByocNumber(contexts.as("admin"), trunk.id);
    await admin.query(
      `INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport, last_request_uri)
       SELECT '9.9.7.0'::inet + n, now() - n * interval '1 s', now() - n * interval '1 s', 1, 'udp',
         CASE n WHEN 1 THEN 'sip:' || $1 || '@x.example' ELSE '' END
       FROM generate_series(1, 60) n`,
      [e164],
    );
    const reach = await previewAclEntry(ctx, { carrierId, block: "9.9.7.0/24" });
    expect(reach.letInTotal).toBe(60);
    expect(reach.newlyLetIn).toHaveLength(50);
    expect(reach.newlyLetIn[0]).toMatchObject({
      address: "9.9.7.1",
      askedCarrierId: other.id,
      askedCarrierName: other.name,
    });
    expect(reach.newlyLetIn[1]).toMatchObject({ address: "9.9.7.2", askedCarrierName: null });
  });

  test("of an entry that saving would refuse is refused in the same words", async () => {
    const draft = { carrierId, block: "8.8.8.8/30" };
    const refusal = { kind: "conflict", publicMessage: `overlaps 8.8.8.0/28 of ${other.name}` };
    await expect(previewAclEntry(ctx, draft)).rejects.toMatchObject(refusal);
    await expect(addAclEntry(ctx, draft)).rejects.toMatchObject(refusal);
    const mine = await makeAclEntry(ctx, carrierId, { block: "9.9.9.9" });
    await expect(previewAclEntry(ctx, { id: mine.id, block: draft.block })).rejects.toMatchObject(
      refusal,
    );
    await removeAclEntry(ctx, { id: mine.id, version: mine.version, reason: "moved" });
    await expect(previewAclEntry(ctx, { id: mine.id, block: "9.9.9.10" })).rejects.toMatchObject({
      kind: "gate-closed",
    });
  });

  test("of a new entry without a block, and of one that is not there, is refused in words", async () => {
    await expect(previewAclEntry(ctx, { carrierId })).rejects.toMatchObject({
      fields: [{ path: "block" }],
    });
    await expect(previewAclEntry(ctx, { block: "9.9.9.9" })).rejects.toMatchObject({
      fields: [{ path: "id" }],
    });
    await expect(previewAclEntry(ctx, { id: randomUUID(), remove: true })).rejects.toMatchObject({
      kind: "not-found",
    });
  });
});

async function versionNow(): Promise<bigint> {
  const { rows } = await admin.query<{ version: string }>(
    "SELECT config_version AS version FROM ledger",
  );
  return BigInt(rows[0]?.version ?? 0);
}

/** Answers the record's id. */
async function call(address: string, startedAt: Date): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO call_record (id, agent_id, config_version, direction, carrier_id, call_id, source_address, source_port,
       transport, request_uri, rule, action, trace, started_at, complete)
     VALUES ($1, $1, 1, 'termination', $2, 'c', $3, 5060, 'udp', 'sip:x', 'route', 'route', '[]', $4, true)`,
    [id, carrierId, address, startedAt],
  );
  return id;
}
