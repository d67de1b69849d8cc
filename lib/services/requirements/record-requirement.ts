// Records what was found of one requirement of a carrier, or waives it.
import { InvalidInput } from "@/lib/core/errors";
import { REQUIREMENT_MACHINE } from "@/lib/lifecycle/requirement";
import { RecordRequirement, type RequirementCheck } from "@/lib/schemas/carrier";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requireAnyPermission, requirePermission, requirePerson } from "../permit";
import { requireArrow } from "../require-arrow";
import { requireVersion } from "../require-row";

/** The same state again changes only the note. Waiving needs a reason and an admin. */
export async function recordRequirement(ctx: Context, raw: unknown): Promise<RequirementCheck> {
  requireAnyPermission(ctx.actor, ["requirement.check", "requirement.waive"]);
  const person = requirePerson(ctx.actor, "requirement.check");
  const input = parseInput(RecordRequirement, raw);
  if (input.state === "waived" && input.waiverReason === undefined) {
    throw new InvalidInput([{ path: "waiverReason", message: "must say why, in a few words" }]);
  }
  return ctx.transaction(async (tx) => {
    const before = requireVersion(
      "requirement check",
      `${input.code} of ${input.carrierId}`,
      await tx.carriers.getRequirementCheck(input.carrierId, input.code),
      input.version,
    );
    if (before.state === input.state) {
      requirePermission(
        ctx.actor,
        before.state === "waived" ? "requirement.waive" : "requirement.check",
      );
    } else {
      requireArrow(REQUIREMENT_MACHINE, before.state, input.state, ctx.actor);
    }
    const waived = input.state === "waived";
    const after = await tx.carriers.updateRequirementCheck(before, {
      state: input.state,
      note: input.note,
      waiverReason: waived ? (input.waiverReason ?? before.waiverReason) : null,
      checkedById: person.id,
      checkedAt: ctx.now(),
    });
    const action = waived ? "requirement.waive" : "requirement.record";
    await tx.audit.insert(
      ctx.event(action, "requirement_check", before, after, input.waiverReason),
    );
    return after;
  });
}
