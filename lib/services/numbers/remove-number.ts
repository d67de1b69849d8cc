// Deactivates a number: it takes and makes no calls any more, its history stays.
import { ByVersion } from "@/lib/schemas/fields";
import type { PhoneNumber } from "@/lib/schemas/phone-number";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Removing twice changes nothing. */
export async function removeNumber(ctx: Context, raw: unknown): Promise<PhoneNumber> {
  requirePermission(ctx.actor, "number.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("number", id, await tx.numbers.get(id), version);
    if (!before.active) return before;
    const after = await tx.numbers.update(before, { active: false });
    await tx.audit.insert(ctx.event("number.remove", "phone_number", before, after));
    return after;
  });
}
