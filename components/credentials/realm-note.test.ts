// A rotation after the FQDN changed is the one in which equipment may answer for a realm that it has no password for.
import { expect, test } from "vitest";
import { realmNote } from "./realm-note";

const OLD = { realm: "old.example.net" };
const NEW = { realm: "sip.example.net" };

test.each([
  ["no credential", [], false],
  ["today's realm alone", [NEW, NEW], false],
  ["a former realm", [OLD], true],
  ["a rotation from a former realm", [NEW, OLD], true],
])("%s", (_, inUse, isShown) => {
  const note = realmNote(inUse, NEW.realm);
  expect(note !== null).toBe(isShown);
  if (isShown) {
    expect(note).toContain(`has the realm ${OLD.realm},`);
    expect(note).toContain(`will use ${NEW.realm},`);
  }
});

test("nothing is said where there is no FQDN", () => {
  expect(realmNote([OLD], null)).toBeNull();
});
