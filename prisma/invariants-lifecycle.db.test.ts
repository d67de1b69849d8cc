// Tries to break, with raw SQL, the rules about states, audit, quotes, credentials, documents and the change log.
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "./invariants-fixture";

let store: Store;
let carrier: string;
let customer: string;
let trunk: string;

beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  carrier = await store.carrier();
  customer = await store.customer();
  trunk = await store.trunk(carrier, customer);
});

const contact = async (customerId: string) => {
  const id = randomUUID();
  await store.query(
    "INSERT INTO contact (id, customer_id, role, name, updated_at) VALUES ($1, $2, 'signatory', 'Purchasing', now())",
    [id, customerId],
  );
  return id;
};

/** A draft quote of 2 × 12.345 at 10 % discount = 22.22, with 15 % tax 3.33. */
const draftQuote = async () => {
  const [quote, revision, line] = [randomUUID(), randomUUID(), randomUUID()];
  await store.query("INSERT INTO quote (id, trunk_id) VALUES ($1, $2)", [quote, trunk]);
  await store.query(
    `INSERT INTO quote_revision (id, quote_id, revision, currency, currency_scale, tax_country, tax_basis_points, subtotal_minor, tax_minor,
     total_minor, agreed_channels, agreed_calls_per_sec, valid_until, updated_at)
     VALUES ($1, $2, 1, 'NZD', 2, 'NZ', 1500, 2222, 333, 2555, 10, 2, now() + interval '30 days', now())`,
    [revision, quote],
  );
  await store.query(
    `INSERT INTO quote_line (id, revision_id, position, kind, description, quantity, unit_price, unit_price_scale, discount_basis_points, total_minor)
     VALUES ($1, $2, 1, 'one_off', 'Set-up', 2, 12345, 3, 1000, 2222)`,
    [line, revision],
  );
  return { quote, revision, line };
};
const takeNumber = (quote: string): [string, unknown[]][] => [
  [
    "INSERT INTO quote_counter (year, last) VALUES (2026, 1) ON CONFLICT (year) DO UPDATE SET last = quote_counter.last + 1",
    [],
  ],
  [
    "UPDATE quote SET year = 2026, serial = (SELECT last FROM quote_counter WHERE year = 2026) WHERE id = $1",
    [quote],
  ],
];
const send = (q: { quote: string; revision: string }) =>
  store.audited([q.revision], ...takeNumber(q.quote), [
    "UPDATE quote_revision SET state = 'sent', sent_at = now() WHERE id = $1",
    [q.revision],
  ]);
const accept = (revision: string, by: string | null) =>
  store.audited(
    [revision],
    [
      "UPDATE quote_revision SET state = 'accepted', answered_at = now(), answered_by_id = $2 WHERE id = $1",
      [revision, by],
    ],
  );
const credential = (carrierId: string, username = `u${randomUUID().slice(0, 8)}`) =>
  store.query(
    "INSERT INTO sip_credential (id, carrier_id, username, realm, ha1_sha256, ha1_md5, key_id, updated_at) VALUES ($1, $2, $3, 'byoc', $4, $5, 'k1', now()) RETURNING id",
    [randomUUID(), carrierId, username, Buffer.alloc(60), Buffer.alloc(44)],
  );

describe("[5] [9] credentials", () => {
  it("refuses one before a contact of the customer accepted a quote, a third one, and a clear-text HA1", async () => {
    await expect(credential(carrier)).rejects.toThrow("quote-not-accepted");
    const q = await draftQuote();
    await send(q);
    await expect(credential(carrier)).rejects.toThrow("quote-not-accepted");
    await accept(q.revision, await contact(customer));
    const { rows } = await credential(carrier);
    await credential(carrier);
    await expect(credential(carrier)).rejects.toThrow("sip_credential_at_most_two");
    const id = rows[0].id;
    await expect(
      store.query("UPDATE sip_credential SET username = 'other' WHERE id = $1", [id]),
    ).rejects.toThrow("sip_credential_kept");
    await expect(
      store.query("UPDATE sip_credential SET ha1_md5 = $2 WHERE id = $1", [
        id,
        createHash("md5").update("x").digest(),
      ]),
    ).rejects.toThrow("sip_credential_encrypted");
    await store.audited(
      [id],
      ["UPDATE sip_credential SET state = 'revoked', revoked_at = now() WHERE id = $1", [id]],
    );
    await expect(
      store.audited(
        [id],
        ["UPDATE sip_credential SET state = 'active', revoked_at = NULL WHERE id = $1", [id]],
      ),
    ).rejects.toThrow("state_arrow");
    await credential(carrier);
  });
  it("refuses a sent hand-off sheet before that, and a changed one ever", async () => {
    const id = randomUUID();
    await store.query(
      "INSERT INTO hand_off_version (id, carrier_id, number, content, created_by_id) VALUES ($1, $2, 1, '{}', $3)",
      [id, carrier, randomUUID()],
    );
    await expect(
      store.query("UPDATE hand_off_version SET sent_at = now() WHERE id = $1", [id]),
    ).rejects.toThrow("quote-not-accepted");
    await expect(
      store.query("UPDATE hand_off_version SET content = '{\"a\":1}' WHERE id = $1", [id]),
    ).rejects.toThrow("hand_off_version_kept");
  });
});

describe("[6] quotes", () => {
  it("freezes a sent revision and its lines; its document is attached once", async () => {
    const q = await draftQuote();
    await send(q);
    for (const change of [
      "subtotal_minor = 1, total_minor = 334",
      "agreed_channels = 99",
      "terms = 'x'",
      "sent_at = now() + interval '1 day'",
      "currency = 'EUR'",
      "tax_basis_points = 1400",
      "tax_name = 'VAT'",
      "tax_country = 'AU'",
      "valid_until = now() + interval '1 year'",
      "sheet = '{}'",
      "sent_by_name = 'somebody else'",
    ])
      await expect(
        store.query(`UPDATE quote_revision SET ${change} WHERE id = $1`, [q.revision]),
      ).rejects.toThrow("quote_frozen");
    await expect(
      store.query("UPDATE quote_line SET quantity = 1 WHERE id = $1", [q.line]),
    ).rejects.toThrow("quote_frozen");
    await expect(store.query("DELETE FROM quote_line WHERE id = $1", [q.line])).rejects.toThrow(
      "quote_frozen",
    );
    await expect(
      store.query(
        "INSERT INTO quote_line (id, revision_id, position, kind, description, quantity, unit_price, unit_price_scale, total_minor) VALUES ($1, $2, 2, 'usage', 'x', 1, 1, 0, 100)",
        [randomUUID(), q.revision],
      ),
    ).rejects.toThrow("quote_frozen");
    await expect(
      store.query("DELETE FROM quote_revision WHERE id = $1", [q.revision]),
    ).rejects.toThrow(/quote_frozen|foreign key/);
    await expect(
      store.query("UPDATE quote SET serial = serial + 1 WHERE id = $1", [q.quote]),
    ).rejects.toThrow("quote_frozen");
    const bytes = Buffer.from("%PDF-1.7");
    const document = async () =>
      (
        await store.query(
          "INSERT INTO document (id, quote_revision_id, purpose, file_name, content_type, size_bytes, sha256, bytes, created_by_id) VALUES ($1, $2, 'quote', 'q.pdf', 'application/pdf', $3, $4, $5, $6) RETURNING id",
          [
            randomUUID(),
            q.revision,
            bytes.length,
            createHash("sha256").update(bytes).digest(),
            bytes,
            randomUUID(),
          ],
        )
      ).rows[0].id;
    await store.query("UPDATE quote_revision SET document_id = $2 WHERE id = $1", [
      q.revision,
      await document(),
    ]);
    await expect(
      store.query("UPDATE quote_revision SET document_id = $2 WHERE id = $1", [
        q.revision,
        await document(),
      ]),
    ).rejects.toThrow("quote_frozen");
  });
  it("sends only what adds up and has a number", async () => {
    const wrongLine = await draftQuote();
    await store.query("UPDATE quote_line SET total_minor = 2221 WHERE id = $1", [wrongLine.line]);
    await expect(send(wrongLine)).rejects.toThrow("quote_total");
    const wrongTax = await draftQuote();
    await store.query(
      "UPDATE quote_revision SET tax_minor = 300, total_minor = 2522 WHERE id = $1",
      [wrongTax.revision],
    );
    await expect(send(wrongTax)).rejects.toThrow("quote_total");
    await expect(
      store.query("UPDATE quote_revision SET total_minor = 1 WHERE id = $1", [wrongTax.revision]),
    ).rejects.toThrow("quote_revision_total");
    const unnumbered = await draftQuote();
    await expect(
      store.audited(
        [unnumbered.revision],
        [
          "UPDATE quote_revision SET state = 'sent', sent_at = now() WHERE id = $1",
          [unnumbered.revision],
        ],
      ),
    ).rejects.toThrow("quote_unnumbered");
  });
  it("goes to a contact of its own customer, who stays the one it went to", async () => {
    const q = await draftQuote();
    const sendTo = (contactId: string) =>
      store.query("UPDATE quote_revision SET sent_to_id = $2 WHERE id = $1", [
        q.revision,
        contactId,
      ]);
    const stranger = await contact(await store.customer());
    await expect(sendTo(stranger)).rejects.toThrow("quote_addressee");
    await sendTo(await contact(customer));
    await send(q);
    await expect(sendTo(await contact(customer))).rejects.toThrow("quote_frozen");
  });
  it("takes tax by country once, within bounds", async () => {
    const rate = (country: string, points: number) =>
      store.query(
        "INSERT INTO tax_rate (id, country, name, basis_points, updated_at) VALUES ($1, $2, 'GST', $3, now())",
        [randomUUID(), country, points],
      );
    await rate("NZ", 1500);
    await expect(rate("NZ", 1000)).rejects.toThrow("tax_rate_country_key");
    await expect(rate("nz", 1500)).rejects.toThrow("tax_rate_country");
    await expect(rate("AU", 10_001)).rejects.toThrow("tax_rate_points");
    await expect(rate("AU", -1)).rejects.toThrow("tax_rate_points");
  });
  it("takes numbers without gaps", async () => {
    const q = await draftQuote();
    await expect(
      store.audited([], ["INSERT INTO quote_counter (year, last) VALUES (2031, 1)", []]),
    ).rejects.toThrow("quote_counter_gap");
    await expect(
      store.query("INSERT INTO quote_counter (year, last) VALUES (2032, 7)"),
    ).rejects.toThrow("quote_counter_step");
    await store.query("INSERT INTO quote_counter (year, last) VALUES (2033, 0)");
    await expect(
      store.query("UPDATE quote_counter SET last = 2 WHERE year = 2033"),
    ).rejects.toThrow("quote_counter_step");
    await expect(
      store.query("UPDATE quote SET year = 2033, serial = 5 WHERE id = $1", [q.quote]),
    ).rejects.toThrow("quote_counter_gap");
  });
  it("is accepted by a contact of its own customer alone, and only after it was sent", async () => {
    const q = await draftQuote();
    const mine = await contact(customer);
    await expect(accept(q.revision, mine)).rejects.toThrow("state_arrow");
    await send(q);
    await expect(accept(q.revision, null)).rejects.toThrow(
      /quote_revision_accepted_by|quote_answer_contact/,
    );
    await expect(accept(q.revision, await contact(await store.customer()))).rejects.toThrow(
      "quote_answer_contact",
    );
    await accept(q.revision, mine);
    await expect(
      store.query("UPDATE quote_revision SET answer_note = 'other' WHERE id = $1", [q.revision]),
    ).rejects.toThrow("quote_frozen");
  });
});

describe("[7] states and audit", () => {
  const setState = (table: string, id: string, state: string, extra = "") =>
    `UPDATE ${table} SET state = '${state}' ${extra} WHERE id = '${id}'`;
  it.each([
    ["carrier", "suspended"],
    ["trunk", "live"],
    ["trunk", "testing"],
  ])("refuses a jump of a new %s to %s", async (table, state) => {
    const id = table === "carrier" ? carrier : trunk;
    await expect(store.audited([id], [setState(table, id, state), []])).rejects.toThrow(
      "state_arrow",
    );
  });
  it("refuses a state change without an audit event about it in the same transaction", async () => {
    await expect(store.query(setState("carrier", carrier, "ready"))).rejects.toThrow(
      "state_change_without_audit",
    );
    await expect(
      store.audited([trunk], [setState("carrier", carrier, "ready"), []]),
    ).rejects.toThrow("state_change_without_audit");
    await store.audited([carrier], [setState("carrier", carrier, "ready"), []]);
  });
  it("refuses new rows in a later state", async () => {
    await expect(
      store.query(
        "INSERT INTO carrier (id, name, country, state, updated_at) VALUES ($1, 'Late', 'NZ', 'ready', now())",
        [randomUUID()],
      ),
    ).rejects.toThrow("state_arrow");
  });
  it("resumes a suspended trunk to the state it left alone, and wants limits before testing", async () => {
    for (const state of ["quoting", "configuring"])
      await store.audited([trunk], [setState("trunk", trunk, state), []]);
    await expect(store.audited([trunk], [setState("trunk", trunk, "testing"), []])).rejects.toThrow(
      "trunk_limits_before_testing",
    );
    await store.audited(
      [trunk],
      [setState("trunk", trunk, "testing", ", max_channels = 2, max_calls_per_sec = 1"), []],
    );
    await expect(
      store.query("UPDATE trunk SET max_channels = NULL WHERE id = $1", [trunk]),
    ).rejects.toThrow("trunk_limits_before_testing");
    await expect(
      store.audited([trunk], [setState("trunk", trunk, "suspended"), []]),
    ).rejects.toThrow(/trunk_former_state|state_arrow/);
    await expect(
      store.audited(
        [trunk],
        [setState("trunk", trunk, "suspended", ", former_state = 'live'"), []],
      ),
    ).rejects.toThrow("state_arrow");
    await store.audited(
      [trunk],
      [setState("trunk", trunk, "suspended", ", former_state = 'testing'"), []],
    );
    await expect(
      store.audited([trunk], [setState("trunk", trunk, "live", ", former_state = NULL"), []]),
    ).rejects.toThrow("state_arrow");
    await expect(
      store.query("UPDATE trunk SET former_state = 'live' WHERE id = $1", [trunk]),
    ).rejects.toThrow("state_arrow");
    await store.audited(
      [trunk],
      [setState("trunk", trunk, "testing", ", former_state = NULL"), []],
    );
  });
  it("never deletes a trunk nor changes its label, carrier or customer", async () => {
    await expect(store.query("DELETE FROM trunk WHERE id = $1", [trunk])).rejects.toThrow(
      "trunk_kept",
    );
    await expect(store.query("TRUNCATE trunk CASCADE")).rejects.toThrow("unchangeable");
    await expect(
      store.query("UPDATE trunk SET fqdn_label = 'other' WHERE id = $1", [trunk]),
    ).rejects.toThrow("trunk_kept");
    await expect(
      store.query("UPDATE trunk SET carrier_id = $2 WHERE id = $1", [trunk, await store.carrier()]),
    ).rejects.toThrow("trunk_kept");
  });
  it("numbers and chains audit events, and finds what was tampered with", async () => {
    await store.audited([carrier, trunk]);
    const { rows } = await store.query(
      "SELECT sequence, previous_hash, hash FROM audit_event ORDER BY sequence",
    );
    rows.forEach((row, i) => {
      expect(Number(row.sequence)).toBe(i + 1);
      if (i > 0) expect(row.previous_hash.equals(rows[i - 1].hash)).toBe(true);
    });
    expect((await store.query("SELECT audit_first_broken() AS broken")).rows[0].broken).toBeNull();
    const middle = rows[Math.floor(rows.length / 2)].sequence;
    const firstBroken = async (client: Pick<Store, "query">) =>
      (await client.query("SELECT audit_first_broken() AS broken")).rows[0].broken;
    await store.tamper(
      "UPDATE audit_event SET actor_name = 'somebody else' WHERE sequence = $1",
      [middle],
      async (client) => expect(await firstBroken(client)).toBe(middle),
    );
    await store.tamper(
      "DELETE FROM audit_event WHERE sequence = (SELECT max(sequence) FROM audit_event)",
      [],
      async (client) => expect(await firstBroken(client)).not.toBeNull(),
    );
  });
  it.each([
    "UPDATE audit_event SET actor_name = 'x'",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
  ])("refuses %s", async (sql) => {
    await store.audited([carrier]);
    await expect(store.query(sql)).rejects.toThrow("audit_event_unchangeable");
  });
  it("gives two writers at once consecutive events in commit order", async () => {
    const [a, b] = [await store.connect(), await store.connect()];
    const insert = `INSERT INTO audit_event (sequence, id, at, actor_kind, actor_id, actor_name, action, entity_table, entity_id, request_id, transaction_id, previous_hash, hash)
      VALUES (0, $1, now(), 'system', 'x', 'x', 'x', 'x', 'x', 'x', 0, '', '')`;
    const tenEvents = async (client: typeof a) => {
      for (let i = 0; i < 10; i++) await client.query(insert, [randomUUID()]);
    };
    await Promise.all([tenEvents(a), tenEvents(b)]);
    expect((await store.query("SELECT audit_first_broken() AS broken")).rows[0].broken).toBeNull();
  });
});

describe("[8] configuration version", () => {
  const version = async () =>
    BigInt((await store.query("SELECT config_version FROM ledger")).rows[0].config_version);
  it("writes one event for a bulk statement, marks it whole above 500 rows, and notifies", async () => {
    const listener = await store.connect();
    const notified: string[] = [];
    let wake = () => {};
    const two = new Promise<void>((resolve) => {
      wake = resolve;
    });
    listener.on("notification", (n) => {
      notified.push(n.payload ?? "");
      if (notified.length === 2) wake();
    });
    await listener.query("LISTEN config_change");
    const before = await version();
    const insert = `INSERT INTO phone_number (id, e164, kind, customer_id, updated_at)
      SELECT gen_random_uuid(), '+6433' || (100000 + i), 'cradle', $1, now() FROM generate_series($2::int, $3::int) AS i`;
    await store.query(insert, [customer, 1, 500]);
    await store.query(insert, [customer, 501, 1001]);
    expect(await version()).toBe(before + 2n);
    const { rows } = await store.query(
      "SELECT table_name, operation, cardinality(row_ids) AS ids, whole FROM config_change WHERE version > $1 ORDER BY version",
      [String(before)],
    );
    expect(rows).toEqual([
      { table_name: "phone_number", operation: "insert", ids: 500, whole: false },
      { table_name: "phone_number", operation: "insert", ids: 0, whole: true },
    ]);
    await two;
    expect(notified).toEqual([String(before + 1n), String(before + 2n)]);
  });
  it("stays where it is for agents' own writes, for statements without rows and for a rolled back change", async () => {
    const before = await version();
    await store.query(
      "INSERT INTO agent_instance (id, name, software_version, started_at, last_seen_at) VALUES ($1, 'a', '0', now(), now())",
      [randomUUID()],
    );
    await store.query("INSERT INTO sip_credential_use VALUES ($1, $2, now())", [
      randomUUID(),
      randomUUID(),
    ]);
    await store.query("UPDATE carrier SET notes = 'x' WHERE id = $1", [randomUUID()]);
    await store.query("BEGIN");
    await store.query("UPDATE carrier SET notes = 'x' WHERE id = $1", [carrier]);
    await store.query("ROLLBACK");
    expect(await version()).toBe(before);
  });
  it("is moved by triggers alone", async () => {
    await expect(
      store.query(
        "INSERT INTO config_change (version, table_name, operation) VALUES (999999, 'carrier', 'update')",
      ),
    ).rejects.toThrow("config_change_by_trigger");
    await expect(
      store.query("UPDATE ledger SET config_version = config_version + 1"),
    ).rejects.toThrow("ledger_by_trigger");
    await expect(store.query("UPDATE config_change SET table_name = 'x'")).rejects.toThrow(
      "unchangeable",
    );
    await expect(store.query("DELETE FROM ledger")).rejects.toThrow("unchangeable");
  });
});

describe("documents and contacts", () => {
  const insert = (
    owners: Record<string, string>,
    bytes: Buffer,
    hash = createHash("sha256").update(bytes).digest(),
    size = bytes.length,
  ) => {
    const columns = Object.keys(owners);
    return store.query(
      `INSERT INTO document (id, purpose, file_name, content_type, size_bytes, sha256, bytes, created_by_id${columns.map((c) => `, ${c}`).join("")})
       VALUES ($1, 'evidence', 'a.txt', 'text/plain', $2, $3, $4, $5${columns.map((_, i) => `, $${i + 6}`).join("")}) RETURNING id`,
      [randomUUID(), size, hash, bytes, randomUUID(), ...Object.values(owners)],
    );
  };
  it("belong to exactly one thing", async () => {
    const bytes = Buffer.from("x");
    await expect(insert({}, bytes)).rejects.toThrow("document_of_exactly_one");
    await expect(insert({ carrier_id: carrier, customer_id: customer }, bytes)).rejects.toThrow(
      "document_of_exactly_one",
    );
    await expect(
      store.query(
        "INSERT INTO contact (id, role, name, updated_at) VALUES ($1, 'noc', 'NOC', now())",
        [randomUUID()],
      ),
    ).rejects.toThrow("contact_of_exactly_one");
    await expect(
      store.query(
        "INSERT INTO contact (id, role, name, carrier_id, customer_id, updated_at) VALUES ($1, 'noc', 'NOC', $2, $3, now())",
        [randomUUID(), carrier, customer],
      ),
    ).rejects.toThrow("contact_of_exactly_one");
  });
  it("are of honest size and hash, at most 10 MB, and never change", async () => {
    const bytes = Buffer.from("x");
    await expect(insert({ carrier_id: carrier }, bytes, Buffer.alloc(32))).rejects.toThrow(
      "document_hash",
    );
    await expect(insert({ carrier_id: carrier }, bytes, undefined, 2)).rejects.toThrow(
      "document_size",
    );
    await expect(
      insert({ carrier_id: carrier }, Buffer.alloc(10 * 1024 * 1024 + 1)),
    ).rejects.toThrow("document_size");
    const { rows } = await insert({ carrier_id: carrier }, bytes);
    await expect(
      store.query("UPDATE document SET file_name = 'b' WHERE id = $1", [rows[0].id]),
    ).rejects.toThrow("document_unchangeable");
    await expect(store.query("DELETE FROM document WHERE id = $1", [rows[0].id])).rejects.toThrow(
      "document_unchangeable",
    );
  });
});
