// The table that a carrier fills in: written so that a spreadsheet runs nothing, read back row by row.
import { expect, it } from "vitest";
import { QUESTIONS } from "@/lib/schemas/carrier-questions";
import { answersTable, readAnswersTable } from "./answers-csv";

const HEADER = "id,question,answer,hint\r\n";
const verdicts = (text: string, known = {}) =>
  readAnswersTable(text, known).map(({ row }) => [row.line, row.verdict]);

it("comes back as it was sent, changing nothing, whatever the answers hold", () => {
  const answers = {
    codecs: '=HYPERLINK("http://x";"y")',
    "noc-phone": "+6498879333",
    "source-addresses": '203.0.113.1 a, b\n203.0.113.2 "quoted"',
    "maintenance-window": "-",
    "loa-to": "'+1",
  };
  const rows = readAnswersTable(`\ufeff${answersTable(answers)}`, answers);
  expect(rows).toHaveLength(QUESTIONS.length);
  expect(rows.filter(({ value }) => value !== null)).toEqual([]);
  const same = rows.filter(({ row }) => row.verdict === "same").map(({ row }) => row.id);
  expect(same.sort()).toEqual(Object.keys(answers).sort());
});

it("guards every cell that a spreadsheet would run", () => {
  const text = answersTable({ codecs: "=1+1", "loa-to": "@x", transports: "-2" });
  for (const guarded of ["'=1+1", "'@x", "'-2"]) expect(text).toContain(guarded);
  expect(text).not.toMatch(/,"?[=@-]/);
});

it("says of each row what it would change", () => {
  const known = { codecs: "PCMA", transports: "udp" };
  const text = `${HEADER}codecs,q,PCMA,\r\ntransports,q,"udp, tls",\r\nDTMF,q,RFC4733,\r\nloa-to,q,,\r\n`;
  expect(verdicts(text, known)).toEqual([
    [2, "same"],
    [3, "changed"],
    [4, "new"],
    [5, "empty"],
  ]);
});

it("names each bad row: no question of ours, twice, not one of the choices, no number", () => {
  const text = `${HEADER}codecs,q,PCMA,\r\ncodecs,q,PCMU,\r\nfavourite,q,x,\r\ndtmf,q,loud,\r\nmax-channels,q,many,\r\n`;
  const rows = readAnswersTable(text, {}).map(({ row }) => [row.line, row.verdict, row.message]);
  expect(rows).toEqual([
    [2, "new", null],
    [3, "wrong", "stands in the table twice"],
    [4, "wrong", "is not one of the questions"],
    [5, "wrong", "must be one of: rfc4733, in-band, info"],
    [6, "wrong", "must be a whole number, such as 30"],
  ]);
});

it("reads semicolons and columns in any order", () => {
  expect(verdicts("Answer;ID\nPCMA;codecs\n")).toEqual([[2, "new"]]);
});

it.each(["codecs,PCMA", "id,reply\ncodecs,PCMA", 'id,answer\ncodecs,"PCMA'])(
  "refuses what is no such table: %j",
  (text) => {
    expect(() => readAnswersTable(text, {})).toThrow(/text:/);
  },
);
