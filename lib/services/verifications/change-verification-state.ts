// Takes a verification along one of its arrows: answered, revoked, withdrawn. Submitted it is with its whole request.
import { GateClosed, InvalidInput } from "@/lib/core/errors";
import { VERIFICATION_MACHINE } from "@/lib/lifecycle/verification";
import { ChangeVerificationState, type VerificationItem } from "@/lib/schemas/verification";
import { BEGINS_LATER } from "../begins-later";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requireAnyPermission, requirePerson } from "../permit";
import { requireArrow } from "../require-arrow";
import { requireVersion } from "../require-row";

/** Verifying a renewal supersedes the verification that it renews, in the same transaction. */
export async function changeVerificationState(
  ctx: Context,
  raw: unknown,
): Promise<VerificationItem> {
  requireAnyPermission(ctx.actor, ["verification.write", "verification.answer"]);
  const person = requirePerson(ctx.actor, "verification.write");
  const input = parseInput(ChangeVerificationState, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion(
      "verification",
      input.id,
      await tx.verifications.get(input.id),
      input.version,
    );
    const arrow = requireArrow(VERIFICATION_MACHINE, before.state, input.to, ctx.actor);
    const customerId = (await tx.numbers.get(before.numberId))?.customerId ?? null;
    if (arrow.to === "submitted") {
      const message = "A request is submitted as a whole, with one letter for all its numbers.";
      throw new GateClosed("submitting one number", [], message);
    }
    if (arrow.effects.includes("supersede-verified")) {
      const current = await tx.verifications.getInState(before.numberId, before.carrierId, [
        "verified",
      ]);
      if (current !== null) {
        if (input.verifiedFrom !== undefined && input.verifiedFrom > ctx.now()) {
          throw new InvalidInput([{ path: "verifiedFrom", message: BEGINS_LATER }]);
        }
        const superseded = await tx.verifications.update(current, { state: "superseded" });
        await tx.audit.insert(
          ctx.event(
            "verification.supersede",
            "verification_item",
            { ...current, customerId },
            { ...superseded, customerId },
          ),
        );
      }
    }
    const after = await tx.verifications.update(before, {
      state: arrow.to,
      ...(arrow.to === "verified" ? validity(input, ctx.now()) : {}),
      ...(input.note === undefined ? {} : { outcomeNote: input.note }),
      decidedById: person.id,
      decidedAt: ctx.now(),
    });
    await tx.audit.insert(
      ctx.event(
        "verification.change-state",
        "verification_item",
        { ...before, customerId },
        { ...after, customerId },
        input.note,
      ),
    );
    return after;
  });
}

function validity(
  input: { verifiedFrom?: Date | undefined; validUntil?: Date | null | undefined },
  now: Date,
) {
  const verifiedFrom = input.verifiedFrom ?? now;
  const validUntil = input.validUntil ?? null;
  if (validUntil !== null && validUntil <= verifiedFrom) {
    throw new InvalidInput([{ path: "validUntil", message: "must be after the start" }]);
  }
  return { verifiedFrom, validUntil };
}
