// Many numbers at once: ranges and lists store all or nothing, one change of the configuration, and nothing invalid.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Customer } from "@/lib/schemas/customer";
import type { Trunk } from "@/lib/schemas/trunk";
import { checkE164 } from "@/lib/telephony/e164";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber, makeCradleNumber, makeVerified } from "@/prisma/factories/number";
import { makeTrunk } from "@/prisma/factories/trunk";
import { listAuditEvents } from "../audit/list-audit-events";
import type { Context } from "../context";
import { writeCsv } from "../csv-text";
import { type TestContexts, testContexts } from "../test-context";
import { changeTrunkState } from "../trunks/change-trunk-state";
import { addNumberRange } from "./add-number-range";
import { importNumbers } from "./import-numbers";
import { previewNumberImport } from "./preview-number-import";
import { removeNumber } from "./remove-number";

let contexts: TestContexts;
let ctx: Context;
let customer: Customer;
let trunk: Trunk;
let carrierId: string;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("onboarding");
  carrierId = (await makeCarrier(ctx, { name: "Kererū Networks" })).id;
  customer = await makeCustomer(contexts.as("admin"), { name: "Aldermoor" });
  trunk = await makeTrunk(ctx, carrierId, customer.id, { name: "Main" });
});
afterAll(() => contexts.close());

const stored = async () => Number((await counted()).numbers);
const counted = async () => {
  const rows = await contexts.pool.prisma.$queryRaw<{ numbers: bigint; versions: bigint }[]>`
    SELECT (SELECT count(*) FROM phone_number) AS numbers, (SELECT config_version FROM ledger) AS versions`;
  return rows[0] ?? { numbers: 0n, versions: 0n };
};
const inRange = (first: string, last: string, more: object = {}) =>
  addNumberRange(ctx, { kind: "byoc", trunkId: trunk.id, first, last, ...more });
const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => "stored",
    (error: { fields?: { path: string; message: string }[] }) => error.fields,
  );

describe("a range", () => {
  test("of ten thousand numbers is stored as one change, and told in one audit event", async () => {
    const before = await counted();
    const result = await inRange("+6439100000", "+6439109999", { label: "block" });
    expect(result).toEqual({ added: 10_000, returned: 0 });
    const after = await counted();
    expect(after.numbers - before.numbers).toBe(10_000n);
    expect(after.versions - before.versions).toBe(1n);
    const { items } = await listAuditEvents(ctx, { trunkId: trunk.id, limit: 1 });
    expect(items).toMatchObject([
      {
        action: "number.add-range",
        after: { count: 10_000, numbers: ["+6439100000–+6439109999"], trunkId: trunk.id },
      },
    ]);
    const first = await ctx.read.numbers.getByE164("+6439100000");
    expect(first).toMatchObject({
      ...{ kind: "byoc", carrierId, customerId: customer.id, trunkId: trunk.id },
      ...{ active: true, label: "block", version: 1 },
    });
  });

  test.each([
    ["+6498870005", "+6498870004", "last", "must not come before the first"],
    ["+6498870005", "+649887000500", "last", /is not in use/],
    ["+6498870005", "+6421345678", "last", /must not come before/],
    ["+6421345678", "+642102345678", "last", "must have as many digits as the first"],
    ["+12025550123", "+14165550123", "last", "must be of the same country as the first"],
    [
      "+6439200000",
      "+6439210000",
      "last",
      "would make a range of 10001 numbers: at most 10000 at once",
    ],
    ["+64098870005", "+6498870006", "first", /has a trunk 0/],
    ["", "+6498870006", "first", /a number is needed/],
  ])("from %s to %s is refused", async (first, last, path, message) => {
    const before = await stored();
    expect(await fieldsOf(inRange(first, last))).toMatchObject([
      { path, message: typeof message === "string" ? message : expect.stringMatching(message) },
    ]);
    expect(await stored()).toBe(before);
  });

  test("with numbers that are none names them, and stores nothing", async () => {
    const before = await stored();
    const fields = await fieldsOf(inRange("+68229990", "+68231010"));
    expect(fields).toMatchObject([{ path: "first" }]);
    expect(JSON.stringify(fields)).toContain("+68230000 is not in use in Cook Islands");
    expect(await stored()).toBe(before);
  });

  test("with numbers that are stored already names whose, and stores nothing", async () => {
    await inRange("+6439300003", "+6439300004");
    const before = await stored();
    await expect(
      addNumberRange(ctx, {
        ...{ kind: "cradle", customerId: customer.id },
        ...{ first: "+6439300000", last: "+6439300009" },
      }),
    ).rejects.toMatchObject({
      kind: "conflict",
      publicMessage:
        "+6439300003 is already stored as a BYOC number of Aldermoor on Kererū Networks; " +
        "+6439300004 is already stored as a BYOC number of Aldermoor on Kererū Networks",
      fields: [{ path: "first" }],
    });
    expect(await stored()).toBe(before);
  });

  test("takes removed numbers back, with their former owner in the trail", async () => {
    const other = await makeCustomer(contexts.as("admin"));
    const number = await makeByocNumber(ctx, trunk.id, { e164: "+6439400001" });
    await removeNumber(ctx, { id: number.id, version: number.version });
    const raw = { kind: "cradle", customerId: other.id, first: "+6439400000", last: "+6439400002" };
    expect(await addNumberRange(ctx, raw)).toEqual({ added: 2, returned: 1 });
    expect(await ctx.read.numbers.get(number.id)).toMatchObject({
      ...{ kind: "cradle", customerId: other.id, trunkId: null, carrierId: null },
      ...{ active: true, version: 3 },
    });
    const { items } = await listAuditEvents(ctx, { customerId: other.id, limit: 1 });
    expect(items).toMatchObject([
      {
        action: "number.reassign",
        before: { trunkId: trunk.id },
        after: { customerId: other.id, numbers: ["+6439400001"] },
      },
    ]);
  });

  test("on no trunk, or on a closed one, is refused", async () => {
    const range = { kind: "byoc", first: "+6439500000", last: "+6439500001" };
    expect(await fieldsOf(addNumberRange(ctx, { ...range, trunkId: ctx.newId() }))).toEqual([
      { path: "trunkId", message: "names no trunk" },
    ]);
    const closing = await makeTrunk(ctx, carrierId, customer.id);
    await changeTrunkState(ctx, { id: closing.id, version: closing.version, to: "closed" });
    await expect(addNumberRange(ctx, { ...range, trunkId: closing.id })).rejects.toMatchObject({
      kind: "gate-closed",
    });
  });
});

describe("a list", () => {
  const verdicts = async (text: string, more: object = {}) =>
    (await previewNumberImport(ctx, { text, ...more })).rows.map(
      ({ line, verdict, field, message, owner }) => ({ line, verdict, field, message, owner }),
    );

  test("gives every row its verdict, and nothing is stored", async () => {
    const taken = await makeByocNumber(ctx, trunk.id);
    const removed = await makeCradleNumber(ctx, customer.id);
    await removeNumber(ctx, { id: removed.id, version: removed.version });
    const verified = await makeCradleNumber(ctx, customer.id);
    await makeVerified(ctx, carrierId, verified.id);
    await removeNumber(ctx, { id: verified.id, version: verified.version });
    const closing = await makeTrunk(ctx, carrierId, customer.id, { name: "Old" });
    await changeTrunkState(ctx, { id: closing.id, version: closing.version, to: "closed" });
    await makeTrunk(ctx, carrierId, customer.id, { name: "Twin" });
    await makeTrunk(ctx, carrierId, customer.id, { name: "Twin" });
    await makeCustomer(contexts.as("admin"), { name: "Brackenhurst" });
    const before = await counted();
    const text = [
      "e164;kind;label;trunk;customer",
      "+6439600001;byoc;desk;main;",
      "+6439600002;;;;ALDERMOOR",
      `${removed.e164};cradle;;;Aldermoor`,
      "+6439600001;byoc;;Main;",
      `${taken.e164};byoc;;Main;`,
      `${verified.e164};byoc;;Main;`,
      "039600003;byoc;;Main;",
      "6.4396E+10;byoc;;Main;",
      "+6439600004;own;;Main;",
      "+6439600005;byoc;;;",
      "+6439600006;cradle;;Main;Aldermoor",
      "+6439600007;cradle;;;Nobody",
      "+6439600008;byoc;;Twin;",
      "+6439600009;byoc;;Old;",
      "+6439600010;byoc;;Main;Brackenhurst",
      "+6439600011;;;;",
      `+6439600012;byoc;${"x".repeat(101)};Main;`,
      "+6439600013;byoc;a\u0000b;Main;",
      "+6439600014;byoc;;Main;;more",
      `+6439600015;byoc;;${trunk.fqdnLabel};`,
      `+6439600016;byoc;;${trunk.id};`,
    ].join("\r\n");
    const main = "Main of Aldermoor on Kererū Networks";
    const wrong = (line: number, field: string, message: unknown, owner: unknown = null) => ({
      ...{ line, verdict: "wrong", field, message, owner },
    });
    const right = (line: number, owner: string, verdict = "new") => ({
      ...{ line, verdict, field: null, message: null, owner },
    });
    expect(await verdicts(text)).toEqual([
      right(2, main),
      right(3, "Aldermoor"),
      right(4, "Aldermoor", "returning"),
      {
        ...{ line: 5, verdict: "duplicate", field: "e164", owner: main },
        message: "+6439600001 stands on line 2 already",
      },
      {
        ...{ line: 6, verdict: "stored", field: "e164", owner: main },
        message: `${taken.e164} is already stored as a BYOC number of Aldermoor on Kererū Networks`,
      },
      {
        ...{ line: 7, verdict: "stored", field: "e164", owner: main },
        message: `${verified.e164} was verified as a Cradle number and stays one`,
      },
      wrong(8, "e164", "039600003 has no + and country code", expect.anything()),
      wrong(9, "e164", expect.stringContaining("rounded by a spreadsheet"), expect.anything()),
      wrong(10, "kind", "must be byoc or cradle"),
      wrong(11, "trunk", "a BYOC number needs a trunk"),
      wrong(12, "trunk", "a Cradle number has no trunk"),
      wrong(13, "customer", "Nobody names no customer"),
      wrong(14, "trunk", "Twin names 2 of them: use the id instead"),
      wrong(15, "trunk", "the trunk Old is closed"),
      wrong(16, "customer", "the trunk Main is Aldermoor's"),
      wrong(17, "kind", "must say byoc or cradle"),
      wrong(18, "label", "must be at most 100 characters long", expect.anything()),
      wrong(19, "label", "must not contain control characters", expect.anything()),
      wrong(20, "row", "has 6 cells where the header has 5", expect.anything()),
      right(21, main),
      right(22, main),
    ]);
    expect(await counted()).toEqual(before);
  });

  test("names the right form of a national number for the country of the trunk it is meant for", async () => {
    expect(await verdicts("039600003", { trunkId: trunk.id })).toMatchObject([
      { message: "039600003 has no + and country code: did you mean +6439600003?" },
    ]);
  });

  test("with a wrong row imports nothing until asked for the right ones", async () => {
    const text = "+6439700001\n+64397\n+6439700002\n+6439700001\n";
    const raw = { text, kind: "byoc", trunkId: trunk.id, label: "lot" };
    const before = await counted();
    expect(await fieldsOf(importNumbers(ctx, raw))).toEqual([
      { path: "lines.2.e164", message: "+64397 is too short for a number in New Zealand" },
      { path: "lines.4.e164", message: "+6439700001 stands on line 1 already" },
    ]);
    expect(await fieldsOf(importNumbers(ctx, { ...raw, onlyRight: false }))).toHaveLength(2);
    expect(await counted()).toEqual(before);
    expect(await importNumbers(ctx, { ...raw, onlyRight: true })).toEqual({
      ...{ added: 2, returned: 0, leftOut: 2 },
    });
    expect((await counted()).versions - before.versions).toBe(1n);
    const { items } = await listAuditEvents(ctx, { trunkId: trunk.id, limit: 1 });
    expect(items).toMatchObject([
      { action: "number.import", after: { count: 2, numbers: ["+6439700001–+6439700002"] } },
    ]);
    expect(await fieldsOf(importNumbers(ctx, { ...raw, onlyRight: true }))).toMatchObject([
      { path: "lines.1.e164" },
      { path: "lines.2.e164" },
      { path: "lines.3.e164" },
      { path: "lines.4.e164" },
    ]);
  });

  test("of twenty thousand rows is stored as one change; its faults are named as far as they help", async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `+64398${String(at).padStart(5, "0")}`);
    const before = await counted();
    const raw = { kind: "cradle", customerId: customer.id };
    expect(await importNumbers(ctx, { ...raw, text: lines.join("\n") })).toMatchObject({
      added: 20_000,
    });
    const after = await counted();
    expect(after.versions - before.versions).toBe(1n);
    const again = await fieldsOf(importNumbers(ctx, { ...raw, text: lines.join("\n") }));
    expect(again).toHaveLength(501);
    expect(again?.at(-1)).toEqual({ path: "text", message: "19500 more rows cannot be stored" });
  });

  test("too large, empty, or for an owner that is none is refused", async () => {
    expect(await fieldsOf(importNumbers(ctx, { text: "x".repeat(2_000_001) }))).toEqual([
      { path: "text", message: "must be at most 2 MB" },
    ]);
    expect(await fieldsOf(importNumbers(ctx, { text: " \n" }))).toEqual([
      { path: "text", message: "must hold at least one number" },
    ]);
    const text = "+6439990001";
    expect(
      await fieldsOf(importNumbers(ctx, { text, kind: "byoc", trunkId: ctx.newId() })),
    ).toMatchObject([{ path: "trunkId" }]);
    expect(
      await fieldsOf(importNumbers(ctx, { text, kind: "cradle", customerId: ctx.newId() })),
    ).toMatchObject([{ path: "customerId" }]);
  });

  test("whatever it holds, what is stored is valid and was announced by the preview", async () => {
    const number = fc.oneof(
      fc.integer({ min: 0, max: 30 }).map((n) => `+64395000${String(n).padStart(2, "0")}`),
      fc.constantFrom("+649", "0395000123", "=1+1", "+64 39 500 0123", "'+6439500099", "\u0000"),
      fc.string({ maxLength: 12 }),
    );
    const row = fc.tuple(
      number,
      fc.constantFrom("", "byoc", "cradle", "x"),
      fc.string({ maxLength: 5 }),
      fc.constantFrom("", "Main", "Twin", "\u0000"),
      fc.constantFrom("", "Aldermoor", "Nobody"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const text = writeCsv([["e164", "kind", "label", "trunk", "customer"], ...rows]);
        const before = await stored();
        let announced: string[];
        try {
          const preview = await previewNumberImport(ctx, { text });
          announced = preview.rows.flatMap(({ verdict, e164 }) =>
            (verdict === "new" || verdict === "returning") && e164 !== null ? e164 : [],
          );
        } catch (error) {
          expect(error).toMatchObject({ kind: "invalid-input" });
          announced = [];
        }
        const result = await importNumbers(ctx, { text, onlyRight: true }).catch((error) => {
          expect(error).toMatchObject({ kind: "invalid-input" });
          return { added: 0 };
        });
        expect(result.added).toBe(announced.length);
        expect(await stored()).toBe(before + announced.length);
        for (const e164 of announced) expect(checkE164(e164)).toMatchObject({ ok: true });
      }),
      { numRuns: 60 },
    );
    const rows = await contexts.pool.prisma.phoneNumber.findMany({ select: { e164: true } });
    expect(rows.filter(({ e164 }) => !checkE164(e164).ok)).toEqual([]);
  });
});
