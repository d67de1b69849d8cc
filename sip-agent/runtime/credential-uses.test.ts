/** The latest use of each credential reaches Postgres, also when it was away for a while. */
import { expect, it } from "vitest";
import type { CredentialUse } from "@/lib/db/credential-uses";
import { CredentialUses } from "./credential-uses";

it("writes one entry a credential, its latest, and nothing twice", async () => {
  const written: (readonly CredentialUse[])[] = [];
  const uses = new CredentialUses(async (batch) => void written.push(batch));
  await uses.flush();
  uses.note("a", 2);
  uses.note("a", 1);
  uses.note("b", 3);
  await Promise.all([uses.flush(), uses.flush()]);
  expect(written).toEqual([
    [
      { credentialId: "a", usedMs: 2, calls: 2 },
      { credentialId: "b", usedMs: 3, calls: 1 },
    ],
  ]);
});

it("keeps what cannot be written, and what was used meanwhile", async () => {
  const written: (readonly CredentialUse[])[] = [];
  let isAway = true;
  const uses = new CredentialUses(async (batch) => {
    if (!isAway) return void written.push(batch);
    uses.note("a", 9);
    throw new Error("away");
  });
  uses.note("a", 5);
  uses.note("b", 6);
  await uses.flush();
  isAway = false;
  await uses.flush();
  expect(written).toEqual([
    [
      { credentialId: "a", usedMs: 9, calls: 2 },
      { credentialId: "b", usedMs: 6, calls: 1 },
    ],
  ]);
});
