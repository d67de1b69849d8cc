// The numbers as CSV: what the list shows, all of it, and nothing that a spreadsheet would run.
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber, makeCradleNumber } from "@/prisma/factories/number";
import { makeTrunk } from "@/prisma/factories/trunk";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { addNumberRange } from "./add-number-range";
import { exportNumbers } from "./export-numbers";
import { removeNumber } from "./remove-number";

let contexts: TestContexts;
let ctx: Context;
let customerId: string;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("onboarding");
  customerId = (await makeCustomer(contexts.as("admin"), { name: '=HYPERLINK("x")' })).id;
});
afterAll(() => contexts.close());

async function rowsOf(filter: object): Promise<string[][]> {
  const pieces: string[] = [];
  for await (const piece of await exportNumbers(contexts.as("support"), filter)) pieces.push(piece);
  return parse(pieces.join(""), { bom: true }) as string[][];
}

const HEADER = ["e164", "kind", "label", "trunk", "customer", "carrier", "in use"];

test("holds what the filter finds, and no cell that a spreadsheet takes for a formula", async () => {
  const carrier = await makeCarrier(ctx, { name: "+Kererū, Networks" });
  const trunk = await makeTrunk(ctx, carrier.id, customerId, { name: "@Main" });
  const byoc = await makeByocNumber(ctx, trunk.id, { label: "=1+1" });
  const cradle = await makeCradleNumber(ctx, customerId, { label: '-2 "quoted"' });
  await removeNumber(ctx, { id: cradle.id, version: cradle.version });
  const customer = `'=HYPERLINK("x")`;
  const rows = await rowsOf({ customerId });
  expect(rows).toEqual([
    HEADER,
    [`'${byoc.e164}`, "byoc", "'=1+1", "'@Main", customer, "'+Kererū, Networks", "yes"],
    [`'${cradle.e164}`, "cradle", `'-2 "quoted"`, "", customer, "", "no"],
  ]);
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  expect((await rowsOf({ customerId, kind: "cradle" })).map(([e164]) => e164)).toEqual([
    "e164",
    `'${cradle.e164}`,
  ]);
  expect(await rowsOf({ search: "no such label" })).toEqual([HEADER]);
});

test("holds every number once, in order, however many pieces it takes", async () => {
  const range = { kind: "cradle", customerId, first: "+6439200000", last: "+6439202499" };
  await addNumberRange(ctx, { ...range, label: "many" });
  const numbers = (await rowsOf({ search: "many" })).slice(1).map(([e164]) => e164);
  expect(numbers).toEqual(
    Array.from({ length: 2500 }, (_, n) => `'+643920${`${n}`.padStart(4, "0")}`),
  );
});

test("a filter that is none is refused before the first line", async () => {
  await expect(exportNumbers(ctx, { kind: "fax" })).rejects.toMatchObject({
    fields: [{ path: "kind" }],
  });
  await expect(exportNumbers(ctx, { cursor: ctx.newId() })).rejects.toMatchObject({
    kind: "invalid-input",
  });
});
