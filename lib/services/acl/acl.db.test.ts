// ACL entries through their verbs: what is accepted, what is refused in which words, and the race of two.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAclEntry, makeCarrier } from "@/prisma/factories/carrier";
import { makePlatform } from "@/prisma/factories/platform";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { addAclEntry } from "./add-acl-entry";
import { listAclEntries } from "./list-acl-entries";
import { removeAclEntry } from "./remove-acl-entry";
import { updateAclEntry } from "./update-acl-entry";

let contexts: TestContexts;
let ctx: Context;
let carrierId: string;
beforeAll(async () => {
  contexts = await testContexts();
  await makePlatform(contexts.as("admin"), {
    labNetworks: ["127.0.0.0/8"],
    coreSources: ["127.0.3.0/29"],
    coreEndpoints: [{ host: "127.0.4.1" }],
  });
  ctx = contexts.as("onboarding");
  carrierId = (await makeCarrier(ctx, { name: "Kererū Networks" })).id;
});
afterAll(() => contexts.close());

describe("an entry that cannot be saved is refused at its block, in words, and nothing is stored", () => {
  test.each([
    ["0.0.0.0/0", "0.0.0.0/0 is wider than /24"],
    ["2001:4860::/48", "2001:4860::/48 is wider than /64"],
    ["10.1.2.3", "10.1.2.3 is a private address"],
    ["203.0.113.4", "203.0.113.4 is a documentation address"],
    ["::1", "::1 is the loopback address"],
    ["::ffff:8.8.8.8", "::ffff:8.8.8.8 is an IPv4 address written as IPv6: did you mean 8.8.8.8?"],
    ["8.8.8.9/29", "8.8.8.9/29 has host bits: did you mean 8.8.8.8/29?"],
    ["", "an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29"],
    ["127.0.3.2", "overlaps core source 127.0.3.0/29"],
    ["127.0.4.0/24", "overlaps core endpoint 127.0.4.1"],
    ["127.0.0.1", "overlaps egress address 127.0.0.1"],
  ])("%s", async (block, message) => {
    await expect(addAclEntry(ctx, { carrierId, block })).rejects.toMatchObject({
      fields: [{ path: "block", message }],
    });
    expect((await listAclEntries(ctx, { carrierId })).items).toEqual([]);
  });

  test("each field at fault is named at once", async () => {
    const raw = { carrierId: "x", block: "8.8.8.0/8", validUntil: "soon", surprise: 1 };
    await expect(addAclEntry(ctx, raw)).rejects.toMatchObject({
      kind: "invalid-input",
      fields: [
        { path: "block" },
        { path: "validUntil" },
        { path: "carrierId" },
        { path: "surprise" },
      ],
    });
  });

  test("an end before the start, and a carrier that does not exist", async () => {
    const period = { validFrom: "2030-02-01T00:00Z", validUntil: "2030-01-01T00:00Z" };
    await expect(
      addAclEntry(ctx, { carrierId, block: "8.8.8.8", ...period }),
    ).rejects.toMatchObject({
      fields: [{ path: "validUntil", message: "must be after the start" }],
    });
    await expect(
      addAclEntry(ctx, { carrierId: ctx.newId(), block: "8.8.8.8" }),
    ).rejects.toMatchObject({ fields: [{ path: "carrierId", message: "names no carrier" }] });
  });
});

describe("overlap", () => {
  test("with another carrier's entry is refused by its name, with one's own only when it is the same", async () => {
    const other = await makeCarrier(ctx);
    const mine = await addAclEntry(ctx, { carrierId, block: "127.0.0.16/28" });
    await expect(
      addAclEntry(ctx, { carrierId: other.id, block: "127.0.0.17" }),
    ).rejects.toMatchObject({
      kind: "conflict",
      publicMessage: "overlaps 127.0.0.16/28 of Kererū Networks",
      fields: [{ path: "block" }],
    });
    await expect(addAclEntry(ctx, { carrierId, block: "127.0.0.16/28" })).rejects.toMatchObject({
      publicMessage: "127.0.0.16/28 is already on this carrier's list",
    });
    const inside = await addAclEntry(ctx, { carrierId, block: "127.0.0.20" });
    const { version } = inside;
    await removeAclEntry(ctx, { id: inside.id, version });
    await removeAclEntry(ctx, { id: mine.id, version: mine.version });
    const moved = await addAclEntry(ctx, { carrierId: other.id, block: "127.0.0.17" });
    expect(moved.carrierId).toBe(other.id);
  });

  test("is judged for the time that both are valid", async () => {
    const other = await makeCarrier(ctx);
    const until = "2030-01-01T00:00Z";
    await addAclEntry(ctx, { carrierId, block: "127.0.1.0/28", validUntil: until });
    const later = { carrierId: other.id, block: "127.0.1.1", validFrom: until };
    await expect(addAclEntry(ctx, later)).resolves.toMatchObject({ block: "127.0.1.1" });
  });

  test("of two that come at once one is saved, and the other is told why", async () => {
    const [first, second] = [await makeCarrier(ctx), await makeCarrier(ctx)];
    const outcomes = await Promise.allSettled([
      addAclEntry(ctx, { carrierId: first.id, block: "127.0.5.0/29" }),
      addAclEntry(contexts.as("admin"), { carrierId: second.id, block: "127.0.5.4/30" }),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(String(refused[0]?.reason.publicMessage)).toMatch(
      /^overlaps 127\.0\.5\.\d\/(29|30) of Carrier \d+$/,
    );
  });
});

describe("update", () => {
  test("changes what is given and nothing else, judged like a new one", async () => {
    const entry = await makeAclEntry(ctx, carrierId, { label: "a", comment: "kept" });
    const { id, version } = entry;
    const after = await updateAclEntry(ctx, { id, version, label: "b" });
    expect(after).toMatchObject({ label: "b", comment: "kept", block: entry.block, version: 2 });
    await expect(
      updateAclEntry(ctx, { id, version: 2, block: "192.168.1.1" }),
    ).rejects.toMatchObject({
      fields: [{ path: "block", message: "192.168.1.1 is a private address" }],
    });
  });

  test("of a row that someone changed since is refused, with the row as it is", async () => {
    const { id, version } = await makeAclEntry(ctx, carrierId);
    await updateAclEntry(ctx, { id, version, label: "theirs" });
    await expect(updateAclEntry(ctx, { id, version, label: "mine" })).rejects.toMatchObject({
      kind: "stale-edit",
      current: { label: "theirs", version: 2 },
    });
  });

  test("of a removed entry is refused", async () => {
    const { id, version } = await makeAclEntry(ctx, carrierId);
    await removeAclEntry(ctx, { id, version });
    await expect(updateAclEntry(ctx, { id, version: 2, label: "x" })).rejects.toMatchObject({
      kind: "gate-closed",
    });
    await expect(updateAclEntry(ctx, { id: ctx.newId(), version })).rejects.toMatchObject({
      kind: "not-found",
    });
  });
});

describe("removal", () => {
  test("keeps the row for running dialogs; block now says so", async () => {
    const { id, version } = await makeAclEntry(ctx, carrierId);
    const removed = await removeAclEntry(ctx, { id, version });
    expect(removed).toMatchObject({ active: false, blockedNow: false });
    expect(await removeAclEntry(ctx, { id, version: removed.version })).toEqual(removed);
    const raw = { id, version: removed.version, blockNow: true, reason: "fraud seen" };
    const blocked = await removeAclEntry(ctx, raw);
    expect(blocked).toMatchObject({ blockedNow: true, removedAt: removed.removedAt });
  });

  test("leaves an audit event with who, what and why", async () => {
    const entry = await makeAclEntry(ctx, carrierId);
    const raw = { id: entry.id, version: entry.version, blockNow: "on", reason: "fraud seen" };
    await removeAclEntry(ctx, raw);
    const { items } = await listAuditEvents(ctx, { entityId: entry.id });
    expect(items).toMatchObject([
      {
        action: "acl.block-now",
        actorKind: "staff",
        actorId: ctx.actor.id,
        actorName: ctx.actor.name,
        entityTable: "acl_entry",
        carrierId,
        reason: "fraud seen",
        requestId: ctx.requestId,
        before: { active: true },
        after: { active: false, blockedNow: true },
      },
      { action: "acl.add", before: null, after: { block: entry.block } },
    ]);
  });
});

test("pages of a list follow each other without a gap or a repeat", async () => {
  const { id } = await makeCarrier(ctx);
  const made: string[] = [];
  for (let i = 0; i < 5; i++) made.push((await makeAclEntry(ctx, id)).id);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listAclEntries(ctx, { carrierId: id, limit: "2", cursor: cursor ?? "" });
    seen.push(...page.items.map((entry) => entry.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(made);
});
