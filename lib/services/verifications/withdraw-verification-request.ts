// Takes a request back: everything of it that the carrier has not answered.
import { GateClosed } from "@/lib/core/errors";
import { type VerificationRequest, WithdrawVerificationRequest } from "@/lib/schemas/verification";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireVersion } from "../require-row";

export async function withdrawVerificationRequest(
  ctx: Context,
  raw: unknown,
): Promise<VerificationRequest> {
  requirePermission(ctx.actor, "verification.write");
  const person = requirePerson(ctx.actor, "verification.write");
  const { id, version, note } = parseInput(WithdrawVerificationRequest, raw);
  return ctx.transaction(async (tx) => {
    const found = await tx.verifications.getRequest(id);
    const before = requireVersion("verification request", id, found, version);
    const open = (await tx.verifications.findItemsOfRequest(id)).filter(
      (item) => item.state === "draft" || item.state === "submitted",
    );
    if (open.length === 0) {
      throw new GateClosed("withdrawing", [], "Nothing of this request is left to withdraw.");
    }
    const withdrawn = await tx.verifications.updateMany(open, {
      ...{ state: "withdrawn", decidedById: person.id, decidedAt: ctx.now() },
      ...(note ? { outcomeNote: note } : {}),
    });
    for (const item of withdrawn) {
      const was = open.find((other) => other.id === item.id) ?? null;
      await tx.audit.insert(
        ctx.event("verification.change-state", "verification_item", was, item, note),
      );
    }
    const request = await tx.verifications.updateRequest(before, {});
    await tx.audit.insert(
      ctx.event("verification.withdraw", "verification_request", before, request, note),
    );
    return request;
  });
}
