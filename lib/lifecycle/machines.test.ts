// The state tables are the domain's, arrow by arrow, and the database's triggers allow the same ones.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CARRIER_MACHINE } from "./carrier";
import { CREDENTIAL_MACHINE } from "./credential";
import { arrowsBetween, arrowsFrom } from "./machine";
import { QUOTE_MACHINE } from "./quote";
import { REQUIREMENT_MACHINE } from "./requirement";
import { TRUNK_MACHINE } from "./trunk";
import { VERIFICATION_MACHINE } from "./verification";

interface AnyMachine {
  readonly name: string;
  readonly first: string;
  readonly states: readonly string[];
  readonly arrows: readonly {
    readonly from: string;
    readonly to: string;
    readonly cause: string;
  }[];
}

/** Table → its machine, and its arrows as the domain writes them: "from>to" and who sets them off. */
const CASES: readonly (readonly [string, AnyMachine, readonly string[]])[] = [
  [
    "carrier",
    CARRIER_MACHINE,
    [
      "draft>ready carrier.change-state",
      "ready>suspended carrier.suspend",
      "suspended>ready carrier.change-state",
      "draft>closed carrier.change-state",
      "ready>closed carrier.change-state",
      "suspended>closed carrier.change-state",
    ],
  ],
  [
    "trunk",
    TRUNK_MACHINE,
    [
      "enquiry>quoting effect",
      "quoting>configuring effect",
      "enquiry>quoting trunk.change-state",
      "quoting>configuring trunk.change-state",
      "configuring>testing trunk.change-state",
      "testing>live trunk.change-state",
      "testing>configuring trunk.change-state",
      "enquiry>suspended trunk.suspend",
      "quoting>suspended trunk.suspend",
      "configuring>suspended trunk.suspend",
      "testing>suspended trunk.suspend",
      "live>suspended trunk.suspend",
      "suspended>enquiry trunk.resume",
      "suspended>quoting trunk.resume",
      "suspended>configuring trunk.resume",
      "suspended>testing trunk.resume",
      "suspended>live trunk.resume",
      "enquiry>closed trunk.change-state",
      "quoting>closed trunk.change-state",
      "configuring>closed trunk.change-state",
      "testing>closed trunk.change-state",
      "live>closed trunk.change-state",
      "suspended>closed trunk.change-state",
    ],
  ],
  [
    "quote_revision",
    QUOTE_MACHINE,
    [
      "draft>sent quote.send",
      "sent>accepted quote.write",
      "sent>declined quote.write",
      "sent>expired system:job",
      "sent>withdrawn quote.write",
      "sent>superseded effect",
      "accepted>superseded effect",
    ],
  ],
  [
    "verification_item",
    VERIFICATION_MACHINE,
    [
      "draft>submitted verification.write",
      "submitted>verified verification.answer",
      "submitted>rejected verification.answer",
      "verified>expired system:job",
      "verified>revoked verification.write",
      "verified>superseded effect",
      "draft>withdrawn verification.write",
      "submitted>withdrawn verification.write",
    ],
  ],
  [
    "sip_credential",
    CREDENTIAL_MACHINE,
    [
      "active>retiring credential.write",
      "retiring>revoked system:job",
      "active>revoked credential.write",
      "retiring>revoked credential.write",
    ],
  ],
  [
    "requirement_check",
    REQUIREMENT_MACHINE,
    [
      "unknown>met requirement.check",
      "unknown>not_met requirement.check",
      "met>not_met requirement.check",
      "not_met>met requirement.check",
      "unknown>waived requirement.waive",
      "not_met>waived requirement.waive",
      "waived>unknown requirement.check",
    ],
  ],
];

const migrations = new URL("../../prisma/migrations/", import.meta.url);
const sql = readdirSync(migrations, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => readFileSync(new URL(`${entry.name}/migration.sql`, migrations), "utf8"))
  .join("\n");

/** The arrows that the newest trigger on a table allows. */
function databaseArrows(table: string): string[] {
  const trigger = new RegExp(
    `CREATE TRIGGER \\w+ BEFORE UPDATE ON ${table} FOR EACH ROW\\s+EXECUTE FUNCTION check_arrow\\(([^)]*)\\)`,
    "g",
  );
  const newest = [...sql.matchAll(trigger)].at(-1)?.[1] ?? "";
  return [...newest.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? "").sort();
}

describe.each(CASES)("%s", (table, machine, arrows) => {
  test("has the domain's arrows, each set off by the domain's people", () => {
    const written = machine.arrows.map(({ from, to, cause }) => `${from}>${to} ${cause}`);
    expect(written.sort()).toEqual([...arrows].sort());
  });

  test("the database allows the same arrows", () => {
    const ours = new Set(machine.arrows.map(({ from, to }) => `${from}>${to}`));
    expect(databaseArrows(table)).toEqual([...ours].sort());
  });

  test("every state is reached from the first one", () => {
    const reached = new Set([machine.first]);
    for (const state of reached) {
      for (const arrow of machine.arrows) if (arrow.from === state) reached.add(arrow.to);
    }
    expect([...reached].sort()).toEqual([...machine.states].sort());
  });

  test("no arrow stays where it is, and only a credential's and the two that quotes set off have two causes", () => {
    const ways = machine.arrows.map(({ from, to }) => `${from}>${to}`);
    expect(machine.arrows.every(({ from, to }) => from !== to)).toBe(true);
    const twice: Record<string, number> = { credential: 1, trunk: 2 };
    expect(ways.length - new Set(ways).size).toBe(twice[machine.name] ?? 0);
  });
});

test("arrows are found by where they leave and by both ends", () => {
  expect(arrowsFrom(CARRIER_MACHINE, "closed")).toEqual([]);
  expect(arrowsFrom(CARRIER_MACHINE, "draft").map((arrow) => arrow.to)).toEqual([
    "ready",
    "closed",
  ]);
  expect(arrowsBetween(CREDENTIAL_MACHINE, "retiring", "revoked")).toHaveLength(2);
  expect(arrowsBetween(TRUNK_MACHINE, "closed", "live")).toEqual([]);
});
