// Lists of numbers as spreadsheets and people write them.
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeCsv } from "./csv-text";
import { readNumberCsv } from "./number-csv";

const numbersIn = (text: string) => readNumberCsv(text).map((row) => row.cells.e164);
const faultOf = (text: string) => {
  try {
    readNumberCsv(text);
  } catch (error) {
    return (error as { fields?: { path: string; message: string }[] }).fields?.[0];
  }
  return undefined;
};

test.each([
  ["one number a line", "+6498870001\n+6498870002\n"],
  [
    "line ends of Windows, blank lines, blanks around",
    "\r\n +6498870001 \r\n\r\n+6498870002\r\n\r\n",
  ],
  ["line ends of the old Macintosh", "+6498870001\r+6498870002"],
  ["a byte order mark", "\ufeff+6498870001\n+6498870002"],
  ["a header", "e164\n+6498870001\n+6498870002"],
  [
    "a header in capitals, after a byte order mark",
    "\ufeffE164,Label\n+6498870001,a\n+6498870002,b",
  ],
  ["semicolons", "e164;label\n+6498870001;a, b\n+6498870002;c"],
  ["tabs, as copied from a sheet", "e164\tlabel\n+6498870001\ta; b, c\n+6498870002\t"],
  ["quotes", '"e164","label"\n"+6498870001","a ""b"""\n"+6498870002","c,\nd"'],
  ["an apostrophe in front, as exports write it", "e164\n'+6498870001\n\"'+6498870002\""],
  ["rows of nothing but separators", "e164,label\n+6498870001,\n,\n+6498870002"],
])("%s", (_what, text) => {
  expect(numbersIn(text)).toEqual(["+6498870001", "+6498870002"]);
});

test("columns stand in any order, and a row names its line", () => {
  expect(readNumberCsv("label;customer;e164\na;Aldermoor;+6498870001\n\n;;+6498870002")).toEqual([
    {
      line: 2,
      cells: { e164: "+6498870001", kind: "", label: "a", trunk: "", customer: "Aldermoor" },
      fault: null,
    },
    {
      line: 4,
      cells: { e164: "+6498870002", kind: "", label: "", trunk: "", customer: "" },
      fault: null,
    },
  ]);
});

describe("what cannot be read as a whole is refused at the text", () => {
  test.each([
    ["\ufeff \n", "must hold at least one number"],
    ["e164,label\n", "has a header, but no row with a number"],
    [
      "label,kind\na,byoc",
      "has no column e164: the columns are e164, kind, label, trunk, customer",
    ],
    ["e164,e164\n+64,+64", "has the column e164 twice"],
    [
      "e164,price\n+64,1",
      'has a column "price": the columns are e164, kind, label, trunk, customer',
    ],
    [
      'e164\n"+6498870001\n+6498870002',
      /line 3: a quote is not closed, or stands inside a cell without quotes/,
    ],
  ])("%j", (text, message) => {
    expect(faultOf(text)).toMatchObject({
      path: "text",
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
  });
});

test("a list too long is refused with its length", () => {
  expect(faultOf("+6498870001\n".repeat(20_001))?.message).toBe(
    "has 20001 rows: at most 20000 at once",
  );
});

test("a row with cells too many says so", () => {
  expect(readNumberCsv("e164,label\n+6498870001,a,b")[0]?.fault).toBe(
    "has 3 cells where the header has 2",
  );
  expect(readNumberCsv("+6498870001,front desk")[0]?.fault).toBe(
    "has 2 cells and no header says what they are: the columns are e164, kind, label, trunk, customer",
  );
});

test("what is written is read back, and no cell begins like a formula", () => {
  const cell = fc
    .string({ unit: fc.constantFrom(..."=+-@\t'\",;a1 \n\r") })
    .map((text) => text.trim());
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      const text = writeCsv([["e164", "label"], ...rows]);
      for (const written of parse(text).flat()) expect(written).not.toMatch(/^[=+\-@\t\r]/);
      const wanted = rows.filter(([e164, label]) => e164 !== "" || label !== "");
      if (wanted.length === 0) return;
      expect(readNumberCsv(text).map(({ cells }) => [cells.e164, cells.label])).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});

test("an export is read back: what it says beside is read past", () => {
  const text = writeCsv([
    ["e164", "kind", "label", "trunk", "customer", "carrier", "in use"],
    ["+6498879333", "byoc", "=1+1", "@Main", "-Rātā", "+Kererū", "yes"],
  ]);
  expect(readNumberCsv(text)).toEqual([
    {
      line: 2,
      cells: {
        e164: "+6498879333",
        kind: "byoc",
        label: "=1+1",
        trunk: "@Main",
        customer: "-Rātā",
      },
      fault: null,
    },
  ]);
});
