// Sends a whole request to its carrier: every draft is submitted, and the letter is drawn once.
import { Conflict, GateClosed } from "@/lib/core/errors";
import { SubmitVerificationRequest, type VerificationRequest } from "@/lib/schemas/verification";
import { requireMailable } from "../contact-rules";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireVersion } from "../require-row";

/**
 * The letter is mailed once it is drawn, where a contact is named. Throws `GateClosed` where nothing is left to submit, `Conflict` for a number that is no longer in use, `InvalidInput` at `contactId` for a contact whom no mail reaches.
 */
export async function submitVerificationRequest(
  ctx: Context,
  raw: unknown,
): Promise<VerificationRequest> {
  requirePermission(ctx.actor, "verification.write");
  const person = requirePerson(ctx.actor, "verification.write");
  const { id, version, contactId } = parseInput(SubmitVerificationRequest, raw);
  return ctx.transaction(async (tx) => {
    const found = await tx.verifications.getRequest(id);
    const before = requireVersion("verification request", id, found, version);
    const drafts = (await tx.verifications.findItemsOfRequest(id)).filter(
      (item) => item.state === "draft",
    );
    if (drafts.length === 0) {
      throw new GateClosed("submitting", [], "Nothing of this request is left to submit.");
    }
    const gone = drafts.filter((item) => !item.active).map((item) => item.e164);
    if (gone.length > 0) {
      throw new Conflict(`${gone.join(", ")} is no longer in use: withdraw it first`);
    }
    if (contactId !== undefined) await requireMailable(tx, before.carrierId, contactId);
    const submitted = await tx.verifications.updateMany(drafts, { state: "submitted" });
    for (const item of submitted) {
      const draft = drafts.find((other) => other.id === item.id) ?? null;
      await tx.audit.insert(
        ctx.event("verification.change-state", "verification_item", draft, item),
      );
    }
    const request = await tx.verifications.updateRequest(before, {
      submittedAt: before.submittedAt ?? ctx.now(),
      submittedById: person.id,
      submittedByName: person.name,
      sentToId: contactId ?? null,
    });
    await tx.audit.insert(
      ctx.event("verification.submit", "verification_request", before, request),
    );
    await tx.jobs.add("render-loa", { requestId: id }, `render-loa:${id}`);
    return request;
  });
}
