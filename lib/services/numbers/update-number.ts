// Changes a number: its label, whether it is active, whom it belongs to.
import { InvalidInput } from "@/lib/core/errors";
import { given } from "@/lib/db/paging";
import type { Store } from "@/lib/db/store";
import { type PhoneNumber, UpdateNumber } from "@/lib/schemas/phone-number";
import type { Context } from "../context";
import { byocOwner } from "../number-owner";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireNamed, requireVersion } from "../require-row";

/** A Cradle number that changes customer has its verifications revoked, by the database in the same transaction. */
export async function updateNumber(ctx: Context, raw: unknown): Promise<PhoneNumber> {
  requirePermission(ctx.actor, "number.write");
  const { id, version, trunkId, customerId, ...input } = parseInput(UpdateNumber, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("number", id, await tx.numbers.get(id), version);
    // A closed trunk took its numbers out of use, for good: `byocOwner` refuses to bring one back.
    const revivedOn =
      input.active === true && !before.active ? (before.trunkId ?? undefined) : undefined;
    const owner = await newOwner(tx, before, { trunkId: trunkId ?? revivedOn, customerId });
    const after = await tx.numbers.update(before, { ...given(input), ...owner });
    await tx.audit.insert(ctx.event("number.update", "phone_number", before, after));
    return after;
  });
}

async function newOwner(
  tx: Store,
  number: PhoneNumber,
  to: { trunkId: string | undefined; customerId: string | undefined },
) {
  if (number.kind === "byoc") {
    if (to.customerId !== undefined && to.customerId !== number.customerId) {
      const message = "a BYOC number follows its trunk: name another trunk";
      throw new InvalidInput([{ path: "customerId", message }]);
    }
    if (to.trunkId === undefined) return {};
    if (to.trunkId === number.trunkId && number.active) return {};
    return byocOwner(requireNamed("trunk", "trunkId", await tx.trunks.get(to.trunkId)));
  }
  if (to.trunkId !== undefined) {
    throw new InvalidInput([{ path: "trunkId", message: "a Cradle number has no trunk" }]);
  }
  if (to.customerId === undefined) return {};
  requireNamed("customer", "customerId", await tx.customers.get(to.customerId));
  return { customerId: to.customerId };
}
