// Tries to break each of the domain's invariants with raw SQL, as the owner of the database.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "./invariants-fixture";

let store: Store;
let carrier: string;
let other: string;
let customer: string;
let trunk: string;

beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  carrier = await store.carrier();
  other = await store.carrier();
  customer = await store.customer();
  trunk = await store.trunk(carrier, customer);
});

const number = (
  e164: string,
  kind: string,
  carrierId: string | null,
  customerId: string,
  trunkId: string | null,
) =>
  store.query(
    "INSERT INTO phone_number (id, e164, kind, carrier_id, customer_id, trunk_id, updated_at) VALUES ($1, $2, $3::number_kind, $4, $5, $6, now()) RETURNING id",
    [randomUUID(), e164, kind, carrierId, customerId, trunkId],
  );
const aclEntry = (
  carrierId: string,
  block: string,
  from = "2026-01-01",
  until: string | null = null,
) =>
  store.query(
    "INSERT INTO acl_entry (id, carrier_id, block, valid_from, valid_until, updated_at) VALUES ($1, $2, $3, $4, $5, now()) RETURNING id",
    [randomUUID(), carrierId, block, from, until],
  );
let nextNumber = 100;
const freshE164 = () => `+6498879${String(nextNumber++)}`;

describe("[1] numbers are stored as E.164, one row each", () => {
  it.each([
    "6498879333",
    "+0498879333",
    "+64 98879333",
    "+1",
    "+1234567890123456",
    "+64988793a3",
    "",
  ])("refuses %j", async (e164) => {
    await expect(number(e164, "cradle", null, customer, null)).rejects.toThrow("phone_number_e164");
  });
  it("refuses a second row for the same number", async () => {
    const e164 = freshE164();
    await number(e164, "cradle", null, customer, null);
    await expect(number(e164, "byoc", carrier, customer, trunk)).rejects.toThrow(
      "phone_number_e164_key",
    );
  });
});

describe("[2] ACL entries", () => {
  it.each([
    ["8.8.0.0/24", "8.8.0.7/32"],
    ["8.8.1.4/32", "8.8.1.0/24"],
    ["2606:4700:1::/64", "2606:4700:1::5/128"],
  ])("refuses that %s of one carrier overlaps %s of another", async (first, second) => {
    await aclEntry(carrier, first);
    await expect(aclEntry(other, second)).rejects.toThrow("acl_entry_no_overlap");
    await expect(aclEntry(carrier, second)).resolves.toBeDefined();
  });
  it("lets another carrier have a block when the first one's time is over, and when it was removed", async () => {
    await aclEntry(carrier, "8.8.2.0/28", "2026-01-01", "2026-02-01");
    await expect(aclEntry(other, "8.8.2.0/28", "2026-01-15", "2026-03-01")).rejects.toThrow(
      "acl_entry_no_overlap",
    );
    await aclEntry(other, "8.8.2.0/28", "2026-02-01");
    const { rows } = await aclEntry(carrier, "8.8.3.0/28");
    await store.query("UPDATE acl_entry SET active = false, removed_at = now() WHERE id = $1", [
      rows[0].id,
    ]);
    await aclEntry(other, "8.8.3.0/28");
  });
  it("refuses to move an entry, or bring a removed one back, into another's block", async () => {
    const { rows } = await aclEntry(carrier, "8.8.4.0/28");
    const moved = await aclEntry(other, "8.8.5.0/28");
    await expect(
      store.query("UPDATE acl_entry SET block = '8.8.4.8/29' WHERE id = $1", [moved.rows[0].id]),
    ).rejects.toThrow("acl_entry_no_overlap");
    await store.query("UPDATE acl_entry SET active = false, removed_at = now() WHERE id = $1", [
      rows[0].id,
    ]);
    await aclEntry(other, "8.8.4.0/28");
    await expect(
      store.query("UPDATE acl_entry SET active = true, removed_at = NULL WHERE id = $1", [
        rows[0].id,
      ]),
    ).rejects.toThrow("acl_entry_no_overlap");
  });
  it.each([
    ["8.8.8.8/28", "acl_entry_canonical"],
    ["8.8.0.0/23", "acl_entry_width"],
    ["0.0.0.0/0", "acl_entry_width|acl_entry_special"],
    ["::/0", "acl_entry_width|acl_entry_special"],
    ["2606:4700::/63", "acl_entry_width"],
    ["::ffff:8.8.8.8/128", "acl_entry_not_mapped|acl_entry_special"],
    ["10.1.2.3/32", "acl_entry_special.*private"],
    ["172.31.0.0/24", "acl_entry_special.*private"],
    ["192.168.1.0/24", "acl_entry_special.*private"],
    ["127.0.0.1/32", "acl_entry_special.*loopback"],
    ["100.64.0.1/32", "acl_entry_special.*NAT"],
    ["169.254.1.1/32", "acl_entry_special.*link-local"],
    ["224.0.0.1/32", "acl_entry_special.*multicast"],
    ["203.0.113.9/32", "acl_entry_special.*documentation"],
    ["255.255.255.255/32", "acl_entry_special"],
    ["::1/128", "acl_entry_special"],
    ["fd00::1/128", "acl_entry_special"],
    ["fe80::1/128", "acl_entry_special"],
    ["ff02::1/128", "acl_entry_special"],
    ["2001:db8::/64", "acl_entry_special.*documentation"],
    ["64:ff9b::808:808/128", "acl_entry_special"],
  ])("refuses %s (%s)", async (block, why) => {
    await expect(aclEntry(carrier, block)).rejects.toThrow(new RegExp(why));
  });
  it("takes a special block inside a lab network, and keeps that network while it is used", async () => {
    const lab = (
      await store.query(
        "INSERT INTO lab_network (id, block, updated_at) VALUES ($1, '127.44.0.0/16', now()) RETURNING id",
        [randomUUID()],
      )
    ).rows[0].id;
    await aclEntry(carrier, "127.44.0.8/29");
    await expect(aclEntry(carrier, "127.45.0.8/29")).rejects.toThrow("acl_entry_special");
    await expect(store.query("DELETE FROM lab_network WHERE id = $1", [lab])).rejects.toThrow(
      /lab_network_in_use.*127.44.0.8\/29/,
    );
    await expect(
      store.query("UPDATE lab_network SET block = '127.46.0.0/16' WHERE id = $1", [lab]),
    ).rejects.toThrow("lab_network_in_use");
    await expect(store.query("TRUNCATE lab_network")).rejects.toThrow("lab_network_in_use");
    await store.query(
      "UPDATE acl_entry SET active = false, removed_at = now() WHERE block = '127.44.0.8/29'",
    );
    await store.query("DELETE FROM lab_network WHERE id = $1", [lab]);
  });
  it("refuses an entry over our own addresses, and our own addresses over an entry", async () => {
    const insertOwn: [string, string][] = [
      ["INSERT INTO core_source (id, block, updated_at) VALUES ($1, $2::inet, now())", "8.9.1.4"],
      ["INSERT INTO edge_proxy (id, address, updated_at) VALUES ($1, $2::inet, now())", "8.9.2.4"],
      [
        "INSERT INTO egress_address (id, address, updated_at) VALUES ($1, $2::inet, now())",
        "8.9.3.4",
      ],
      ["INSERT INTO core_endpoint (id, host, updated_at) VALUES ($1, $2, now())", "8.9.4.4"],
    ];
    for (const [sql, address] of insertOwn) {
      const block = address.replace(/4$/, "0/29");
      const { rows } = await aclEntry(carrier, block);
      await expect(store.query(sql, [randomUUID(), address])).rejects.toThrow(
        /own_address_overlap/,
      );
      await store.query("UPDATE acl_entry SET active = false, removed_at = now() WHERE id = $1", [
        rows[0].id,
      ]);
      await store.query(sql, [randomUUID(), address]);
      await expect(aclEntry(carrier, block)).rejects.toThrow(/acl_entry_own_address/);
      await expect(
        store.query(
          "INSERT INTO gateway (id, carrier_id, host, updated_at) VALUES ($1, $2, $3, now())",
          [randomUUID(), carrier, address],
        ),
      ).rejects.toThrow(/gateway_own_address/);
    }
  });
  it("lets only one of two carriers have a block when both ask at the same moment", async () => {
    const [a, b] = [await store.connect(), await store.connect()];
    const insert =
      "INSERT INTO acl_entry (id, carrier_id, block, updated_at) VALUES ($1, $2, '8.10.0.0/28', now())";
    const results = await Promise.allSettled([
      a.query(insert, [randomUUID(), carrier]),
      b.query(insert, [randomUUID(), other]),
    ]);
    expect(results.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("[3] a number belongs where its kind says", () => {
  it.each([
    ["byoc", true, false],
    ["byoc", false, true],
    ["byoc", false, false],
    ["cradle", true, true],
    ["cradle", true, false],
  ])("refuses a %s number with carrier: %s, trunk: %s", async (kind, withCarrier, withTrunk) => {
    await expect(
      number(freshE164(), kind, withCarrier ? carrier : null, customer, withTrunk ? trunk : null),
    ).rejects.toThrow("phone_number_belongs");
  });
  it("refuses a BYOC number whose carrier or customer is not its trunk's", async () => {
    await expect(number(freshE164(), "byoc", other, customer, trunk)).rejects.toThrow(
      "phone_number_trunk_agrees_fkey",
    );
    await expect(
      number(freshE164(), "byoc", carrier, await store.customer(), trunk),
    ).rejects.toThrow("phone_number_trunk_agrees_fkey");
    const { rows } = await number(freshE164(), "byoc", carrier, customer, trunk);
    await expect(
      store.query("UPDATE phone_number SET carrier_id = $1 WHERE id = $2", [other, rows[0].id]),
    ).rejects.toThrow("phone_number_trunk_agrees_fkey");
  });
});

describe("[4] verifications", () => {
  const request = async () => {
    const id = randomUUID();
    await store.query(
      "INSERT INTO verification_request (id, carrier_id, reference, created_by_id, updated_at) VALUES ($1, $2, $3, $4, now())",
      [id, carrier, id, randomUUID()],
    );
    return id;
  };
  const item = async (requestId: string, numberId: string, carrierId = carrier) => {
    const id = randomUUID();
    await store.query(
      "INSERT INTO verification_item (id, request_id, carrier_id, number_id, updated_at) VALUES ($1, $2, $3, $4, now())",
      [id, requestId, carrierId, numberId],
    );
    return id;
  };
  const move = (id: string, state: string) =>
    store.audited(
      [id],
      [
        "UPDATE verification_item SET state = $2::verification_state, verified_from = coalesce(verified_from, now()) WHERE id = $1",
        [id, state],
      ],
    );
  let numberId: string;
  beforeEach(async () => {
    numberId = (await number(freshE164(), "cradle", null, customer, null)).rows[0].id;
  });
  it("refuses an item for a BYOC number, and for another carrier than the request's", async () => {
    const byoc = (await number(freshE164(), "byoc", carrier, customer, trunk)).rows[0].id;
    const r = await request();
    await expect(item(r, byoc)).rejects.toThrow(/foreign key/);
    await expect(item(r, numberId, other)).rejects.toThrow(/foreign key/);
    await expect(
      store.query(
        "INSERT INTO verification_item (id, request_id, carrier_id, number_id, number_kind, updated_at) VALUES ($1, $2, $3, $4, 'byoc', now())",
        [randomUUID(), r, carrier, byoc],
      ),
    ).rejects.toThrow("verification_item_of_cradle_number");
  });
  it("holds at most one under way and one verified for a pair, so that a renewal runs beside the current one", async () => {
    const first = await item(await request(), numberId);
    await expect(item(await request(), numberId)).rejects.toThrow(
      "verification_item_one_under_way",
    );
    await move(first, "submitted");
    await move(first, "verified");
    const renewal = await item(await request(), numberId);
    await move(renewal, "submitted");
    await expect(move(renewal, "verified")).rejects.toThrow("verification_item_one_verified");
    await move(first, "superseded");
    await move(renewal, "verified");
  });
  it("revokes what is verified and withdraws what is under way when the number changes customer, and audits it", async () => {
    const verified = await item(await request(), numberId);
    await move(verified, "submitted");
    await move(verified, "verified");
    const underWay = await item(await request(), numberId);
    await store.query("UPDATE phone_number SET customer_id = $1 WHERE id = $2", [
      await store.customer(),
      numberId,
    ]);
    const { rows } = await store.query(
      "SELECT id, state FROM verification_item WHERE number_id = $1",
      [numberId],
    );
    expect(Object.fromEntries(rows.map((row) => [row.id, row.state]))).toEqual({
      [verified]: "revoked",
      [underWay]: "withdrawn",
    });
    const events = await store.query(
      "SELECT action FROM audit_event WHERE entity_id = ANY ($1) AND actor_id = 'database' ORDER BY action",
      [[verified, underWay]],
    );
    expect(events.rows.map((row) => row.action)).toEqual([
      "verification.revoked",
      "verification.withdrawn",
    ]);
  });
});
