// Every sorted list, by every column, both ways: its pages hold each row exactly once, in one order, forwards and back.
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "@/lib/schemas/fields";
import { listCalls } from "./calls/list-calls";
import { listUnknownSources } from "./calls/list-unknown-sources";
import { listCarriers } from "./carriers/list-carriers";
import { listContacts } from "./contacts/list-contacts";
import type { Context } from "./context";
import { listCustomers } from "./customers/list-customers";
import { listCaughtMail } from "./mail/list-caught-mail";
import { listMail } from "./mail/list-mail";
import { listNotices } from "./notices/list-notices";
import { listNumbers } from "./numbers/list-numbers";
import { listQuotes } from "./quotes/list-quotes";
import { type TestContexts, testContexts } from "./test-context";
import { listTrunks } from "./trunks/list-trunks";
import { listVerificationRequests } from "./verifications/list-verification-requests";

type Verb = (ctx: Context, raw: unknown) => Promise<Page<object>>;
interface SortedList {
  readonly name: string;
  readonly verb: Verb;
}

const LISTS: readonly SortedList[] = [
  { name: "calls", verb: listCalls },
  {
    name: "all calls",
    verb: (ctx, raw) => listCalls(ctx, { ...(raw as object), challenges: "all" }),
  },
  { name: "carriers", verb: listCarriers },
  { name: "caught mail", verb: listCaughtMail },
  { name: "contacts", verb: listContacts },
  { name: "customers", verb: listCustomers },
  { name: "mail", verb: listMail },
  { name: "notices", verb: listNotices },
  { name: "numbers", verb: listNumbers },
  { name: "quotes", verb: listQuotes },
  { name: "trunks", verb: listTrunks },
  { name: "unknown sources", verb: listUnknownSources },
  { name: "verifications", verb: listVerificationRequests },
];

const ROWS = 60;

/** As many rows of each as `ROWS`, with few different values, so that most of them tie; ids in no order. */
const FILL = `
  INSERT INTO carrier (id, name, country, state, state_changed_at, updated_at)
    SELECT gen_random_uuid(), (ARRAY['alpha','Beta','GAMMA','delta_','%'])[1 + n % 5] || ' ' || (n * 7919) % 1000, (ARRAY['NZ','AU','DE'])[1 + n % 3],
      (enum_range(NULL::carrier_state))[1 + n % 4], timestamptz '2026-01-01Z' + (n % 4) * interval '1 ms', now()
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO customer (id, name, country, account_reference, updated_at)
    SELECT gen_random_uuid(), (ARRAY['zeta','Eta','THETA'])[1 + n % 3] || ' ' || (n * 7919) % 1000, 'NZ', CASE WHEN n % 3 = 0 THEN NULL ELSE 'A-' || n END, now()
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO trunk (id, carrier_id, customer_id, name, fqdn_label, country, state, max_channels, updated_at)
    SELECT gen_random_uuid(), c.id, u.id, 'Trunk ' || c.n % 4, 'label-' || c.n, 'NZ', (enum_range(NULL::trunk_state))[1 + c.n % 3],
      CASE WHEN c.n % 4 = 0 THEN NULL ELSE c.n % 3 + 1 END, now()
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM carrier) AS c
      JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM customer) AS u ON u.n = 1 + c.n % 7;
  INSERT INTO phone_number (id, e164, kind, customer_id, label, updated_at)
    SELECT gen_random_uuid(), '+6498' || 100000 + n * 37, 'cradle', (SELECT id FROM customer ORDER BY id LIMIT 1), (ARRAY['','Front desk','fax'])[1 + n % 3], now()
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO contact (id, carrier_id, role, name, email, updated_at)
    SELECT gen_random_uuid(), (SELECT id FROM carrier ORDER BY id LIMIT 1), (enum_range(NULL::contact_role))[1 + n % 5], 'NOC ' || n % 6,
      CASE WHEN n % 4 = 0 THEN NULL ELSE (ARRAY['Noc','noc','abuse'])[1 + n % 3] || '@example.net' END, now()
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO verification_request (id, created_by_id, carrier_id, reference, submitted_at, created_at, updated_at)
    SELECT gen_random_uuid(), gen_random_uuid(), c.id, 'LOA-' || c.n, CASE WHEN c.n % 3 = 0 THEN NULL ELSE timestamptz '2026-02-01Z' + (c.n % 5) * interval '1 day' END,
      timestamptz '2026-01-01Z' + (c.n % 7) * interval '1 day', now()
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM carrier) AS c;
  INSERT INTO quote (id, trunk_id) SELECT gen_random_uuid(), id FROM trunk;
  INSERT INTO quote_revision (id, quote_id, revision, currency, currency_scale, tax_country, tax_basis_points, agreed_channels, agreed_calls_per_sec, valid_until, updated_at)
    SELECT gen_random_uuid(), id, 1, 'NZD', 2, 'NZ', 1500, 1, 1, now(), now() FROM quote;
  INSERT INTO mail_outbox (id, to_address, subject, text_body, state, sent_at)
    SELECT gen_random_uuid(), 'noc' || n % 5 || '@example.net', 'Subject ' || n % 4, '', (enum_range(NULL::mail_state))[1 + n % 3],
      CASE WHEN n % 3 = 1 THEN now() - (n % 4) * interval '1 hour' END
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO caught_mail (id, from_address, to_addresses, subject, source, text_body)
    SELECT gen_random_uuid(), 'a@example.net', ARRAY['b@example.net'], 'x', '', '' FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO carrier_notice (id, carrier_id, kind, subject, body, due_at, sent_at, updated_at)
    SELECT gen_random_uuid(), c.id, 'egress_address_added', '192.0.2.' || c.n % 6, '',
      CASE WHEN c.n % 4 = 0 THEN NULL ELSE timestamptz '2026-03-01Z' + (c.n % 3) * interval '1 day' END,
      CASE WHEN c.n % 5 = 0 THEN NULL ELSE timestamptz '2026-02-01Z' + (c.n % 2) * interval '1 day' END, now()
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM carrier) AS c;
  INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport)
    SELECT ('203.0.113.' || n)::inet, timestamptz '2026-01-01Z' + (n % 3) * interval '1 s', timestamptz '2026-02-01Z' + (n % 4) * interval '1 s', n % 5, 'udp'
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO call_record (id, agent_id, config_version, direction, call_id, source_address, source_port, transport, request_uri, rule, action, status, trace, started_at)
    SELECT gen_random_uuid(), gen_random_uuid(), 1, 'termination', 'call-' || n / 2, '127.0.0.2', 5060, 'udp', 'sip:x', 'route',
      CASE WHEN n % 4 = 0 THEN 'challenge' ELSE 'route' END, 200, '[]', timestamptz '2026-01-01Z' + (n % 6) * interval '1 s'
    FROM generate_series(1, ${ROWS}) AS n;
`;

let contexts: TestContexts;
let ctx: Context;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("support");
  await arrange(FILL);
});
afterAll(() => contexts.close());

/** As the superuser, past all triggers. */
async function arrange(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: contexts.database.url });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica; ${sql}`);
  } finally {
    await client.end();
  }
}

/** As the verb itself names them where it refuses one. */
async function sortsOf({ verb }: SortedList): Promise<string[]> {
  const refusal: unknown = await verb(ctx, { sort: "?" }).catch((error: unknown) => error);
  const { fields } = refusal as { fields: { message: string }[] };
  const names = /one of (.*), with/.exec(fields[0]?.message ?? "")?.[1]?.split(", ") ?? [];
  return names.flatMap((name) => [name, `-${name}`]);
}

const keyOf = (row: object) => ("address" in row ? row.address : (row as { id: string }).id);

/** Every page from the first to the last, then back to the first. */
async function walk(list: SortedList, sort: string, limit: number) {
  const there: unknown[] = [];
  const back: unknown[] = [];
  let page = await list.verb(ctx, { sort, limit });
  expect(page.previousCursor).toBeNull();
  there.push(...page.items.map(keyOf));
  while (page.nextCursor !== null) {
    page = await list.verb(ctx, { sort, limit, cursor: page.nextCursor });
    there.push(...page.items.map(keyOf));
  }
  back.unshift(...page.items.map(keyOf));
  while (page.previousCursor) {
    page = await list.verb(ctx, { sort, limit, cursor: page.previousCursor });
    back.unshift(...page.items.map(keyOf));
  }
  return { there, back };
}

describe.each(LISTS)("$name", (list) => {
  test("by every column and page size, every row once, in the order of the whole, there and back", async () => {
    const sorts = await sortsOf(list);
    expect(sorts.length).toBeGreaterThan(1);
    const choice = fc.record({
      sort: fc.constantFrom(...sorts),
      limit: fc.integer({ min: 1, max: 25 }),
    });
    await fc.assert(
      fc.asyncProperty(choice, async ({ sort, limit }) => {
        const whole = (await list.verb(ctx, { sort, limit: 200 })).items.map(keyOf);
        const { there, back } = await walk(list, sort, limit);
        expect(new Set(there).size).toBe(there.length);
        expect(there).toEqual(whole);
        expect(back).toEqual(whole);
      }),
      { numRuns: sorts.length * 2, examples: sorts.map((sort) => [{ sort, limit: 7 }]) },
    );
    if (list.name !== "calls")
      expect((await list.verb(ctx, { limit: 200 })).items.length).toBe(ROWS);
  }, 180_000);
});

test("what is asked is what comes: ascending by name without regard to case, nothing last in both directions", async () => {
  const names = (await listCarriers(ctx, { sort: "name", limit: 200 })).items.map(
    (row) => row.name,
  );
  expect(names).toEqual([...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  for (const sort of ["channels", "-channels"]) {
    const channels = (await listTrunks(ctx, { sort, limit: 200 })).items.map(
      (row) => row.maxChannels,
    );
    const set = channels.filter((value) => value !== null);
    expect(channels.slice(set.length).every((value) => value === null)).toBe(true);
    const sorted = [...set].sort((a, b) => a - b);
    expect(set).toEqual(sort === "channels" ? sorted : sorted.reverse());
  }
});

test("a count is given where it is asked for, and says no more than ten thousand", async () => {
  expect((await listTrunks(ctx, {})).count).toBeUndefined();
  expect((await listTrunks(ctx, { count: "true", limit: 5 })).count).toEqual({
    rows: ROWS,
    isMore: false,
  });
  expect((await listTrunks(ctx, { count: "true", search: "Trunk 1" })).count?.rows).toBe(15);
  await arrange(`INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport)
    SELECT '10.0.0.0'::inet + n, now(), now(), 1, 'udp' FROM generate_series(1, 10001) AS n`);
  const { count } = await listUnknownSources(ctx, { count: "true" });
  expect(count).toEqual({ rows: 10_000, isMore: true });
});

test("answered challenges are left out of the count as they are of the list", async () => {
  const all = (await listCalls(ctx, { challenges: "all", count: "true" })).count?.rows;
  const { items, count } = await listCalls(ctx, { limit: 200, count: "true" });
  expect(count).toEqual({ rows: items.length, isMore: false });
  expect(items.length).toBeLessThan(all ?? 0);
});

test("by a name of another table, narrowed by a filter, each page ends where the next begins", async () => {
  const verb: Verb = (context, raw) =>
    listTrunks(context, { ...(raw as object), state: "quoting" });
  for (const sort of ["customer", "-customer", "carrier", "-carrier"]) {
    const whole = (await verb(ctx, { sort, limit: 200 })).items.map(keyOf);
    const { there, back } = await walk({ name: "quoting trunks", verb }, sort, 3);
    expect(there).toEqual(whole);
    expect(back).toEqual(whole);
  }
});

describe("refused, with the field named", () => {
  test.each(["secret", "--name", "name; drop", "passwordHash", "-"])("sort %s", async (sort) => {
    await expect(listCarriers(ctx, { sort })).rejects.toMatchObject({ fields: [{ path: "sort" }] });
  });

  const cursor = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");
  const id = "018f0000-0000-7000-8000-00000000000a";
  test.each([
    ["another order's", cursor(["-name", "x", id, 0])],
    ["no JSON", "not-a-cursor"],
    ["no list", cursor({ sort: "name" })],
    ["a number for a text", cursor(["name", 7, id, 0])],
    ["nothing for a text", cursor(["name", null, id, 0])],
    ["an object for a text", cursor(["name", { not: "" }, id, 0])],
    ["an id that is none", cursor(["name", "x", "1' OR '1'='1", 0])],
    ["a direction that is none", cursor(["name", "x", id, 2])],
    ["a zero byte", cursor(["name", "x\0", id, 0])],
  ])("cursor: %s", async (_what, text) => {
    await expect(listCarriers(ctx, { cursor: text })).rejects.toMatchObject({
      fields: [{ path: "cursor" }],
    });
  });

  test("a state that is none, and a moment that is none", async () => {
    await expect(
      listCarriers(ctx, { sort: "state", cursor: cursor(["state", "x", id, 0]) }),
    ).rejects.toMatchObject({ fields: [{ path: "cursor" }] });
    await expect(
      listCalls(ctx, { cursor: cursor(["-started", "yesterday", id, 0]) }),
    ).rejects.toMatchObject({ fields: [{ path: "cursor" }] });
  });
});
