// A carrier that must answer a challenge and cannot is never passed over in silence.
import { expect, test } from "vitest";
import { digestNote } from "./digest-note";

test.each([
  ["acl_and_digest", 0, "bad"],
  ["acl_and_digest", 1, undefined],
  ["acl", 0, undefined],
  ["acl", 2, "info"],
] as const)("%s with %i in use: %s", (authMode, inUse, tone) => {
  expect(digestNote(authMode, inUse)?.tone).toBe(tone);
});
