// Every list as CSV: what its filter and sort find, all of it, and nothing that a spreadsheet would run.
import { parse } from "csv-parse/sync";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/actor";
import { LIST_NAMES } from "@/lib/schemas/list-name";
import { makeCarrier, makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeSentQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { exportList } from "./export-list";

let contexts: TestContexts;
let support: Context;
let quoteNumber: string | null;
beforeAll(async () => {
  contexts = await testContexts();
  support = contexts.as("support");
  const admin = contexts.as("admin");
  await makePlatform(admin);
  const carrier = await makeReadyCarrier(admin, { name: '=cmd|"/c calc"!A1' });
  await makeCarrier(admin, { name: "Zeta, with comma" });
  const customer = await makeCustomer(admin, { name: "+1 Dental", accountReference: "-7" });
  const trunk = await makeTrunk(admin, carrier.id, customer.id, { name: "@head" });
  quoteNumber = (await makeSentQuote(admin, trunk.id)).number;
  const client = new pg.Client({ connectionString: contexts.database.url });
  await client.connect();
  await client.query(`INSERT INTO unknown_source (address, first_seen_at, last_seen_at, datagrams, last_transport, last_user_agent)
    SELECT '10.0.0.0'::inet + n, now(), now(), n, 'udp', '=1+1' FROM generate_series(1, 450) AS n`);
  await client.end();
});
afterAll(() => contexts.close());

async function rowsOf(query: object, ctx = support): Promise<string[][]> {
  const pieces: string[] = [];
  for await (const piece of await exportList(ctx, query)) pieces.push(piece);
  return parse(pieces.join(""), { bom: true }) as string[][];
}

test.each(LIST_NAMES)(
  "%s has a line of names, and no cell that a spreadsheet takes for a formula",
  async (list) => {
    const [header = [], ...rows] = await rowsOf({ list });
    expect(header.length).toBeGreaterThan(5);
    for (const row of rows) {
      expect(row).toHaveLength(header.length);
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  },
);

test("holds what the filter finds, in the order that is asked for", async () => {
  const names = async (query: object) =>
    (await rowsOf({ list: "carriers", ...query })).slice(1).map(([name]) => name);
  expect(await names({ sort: "-name" })).toEqual(["Zeta, with comma", `'=cmd|"/c calc"!A1`]);
  expect(await names({ state: "draft" })).toEqual(["Zeta, with comma"]);
  expect((await rowsOf({ list: "quotes" }))[1]?.slice(0, 2)).toEqual([quoteNumber, "sent"]);
});

test("a list longer than one page comes whole, each row once", async () => {
  const rows = (await rowsOf({ list: "unknown-sources", sort: "-datagrams" })).slice(1);
  expect(rows.map(([, datagrams]) => Number(datagrams))).toEqual(
    Array.from({ length: 450 }, (_, n) => 450 - n),
  );
});

test("what is wrong is said before the first line, with the field named", async () => {
  for (const [query, path] of [
    [{}, "list"],
    [{ list: "staff" }, "list"],
    [{ list: "carriers", state: "gone" }, "state"],
    [{ list: "carriers", sort: "secret" }, "sort"],
    [{ list: "carriers", cursor: "x" }, "cursor"],
    [{ list: "carriers", password: "x" }, "password"],
  ] as const) {
    await expect(exportList(support, query)).rejects.toMatchObject({ fields: [{ path }] });
  }
});

test("who may not read a list takes none of it away", async () => {
  const console_ = contexts.asActor(systemActor("console"));
  for (const list of LIST_NAMES) {
    await expect(exportList(console_, { list })).rejects.toMatchObject({ kind: "refused" });
  }
});
