// Attaches the drawn letter of authorisation to its request, and sends it on its way to the contact that was chosen.
import { z } from "zod";
import type { Store } from "@/lib/db/store";
import type { Document } from "@/lib/schemas/document";
import { Id } from "@/lib/schemas/fields";
import type { LoaSheet } from "@/lib/schemas/loa-sheet";
import type { VerificationRequest } from "@/lib/schemas/verification";
import { checkFile } from "../check-file";
import type { Context } from "../context";
import { keepDocument } from "../keep-document";
import { letterMail } from "../letter-mail";
import { logExchange } from "../log-exchange";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { queueMail } from "../queue-mail";
import { requireRow } from "../require-row";
import { getLoaSheet } from "./get-loa-sheet";

const AttachLoa = z.strictObject({
  requestId: Id,
  /** A PDF. */
  bytes: z.instanceof(Uint8Array, { error: "must be the bytes of a PDF" }),
});

/** Asked again for the same request it changes nothing, and sends no second mail. */
export async function attachLoa(ctx: Context, raw: unknown): Promise<Document> {
  requirePermission(ctx.actor, "document.render");
  const { requestId, bytes } = parseInput(AttachLoa, raw);
  const found = await ctx.read.verifications.getRequest(requestId);
  const request = requireRow("verification request", requestId, found);
  const sheet = request.sentToId === null ? null : await getLoaSheet(ctx, { requestId });
  const file = await checkFile({ fileName: `LOA ${request.reference}.pdf`, bytes }, "bytes");
  const owner = { kind: "verificationRequestId", id: requestId } as const;
  return ctx.transaction(async (tx) => {
    const there = await tx.documents.getByPurpose(owner, "loa");
    if (there !== null) return there;
    const document = await keepDocument(ctx, tx, { owner, purpose: "loa", file });
    if (sheet !== null) await mailToContact(ctx, tx, request, sheet, document.id);
    return document;
  });
}

async function mailToContact(
  ctx: Context,
  tx: Store,
  request: VerificationRequest,
  sheet: LoaSheet,
  documentId: string,
): Promise<void> {
  const { id, carrierId, sentToId, submittedById, submittedByName } = request;
  const items = await tx.verifications.findItemsOfRequest(id);
  // Taken back before the letter was drawn: the carrier is asked for nothing.
  if (items.every((item) => item.state === "withdrawn")) return;
  const contact = sentToId === null ? null : await tx.contacts.get(sentToId);
  // A contact who went meanwhile gets no mail: the letter stands on the page, to be sent by another way.
  if (contact === null || contact.email === null || !contact.active) return;
  if (submittedById === null) return;
  const { subject, textBody } = letterMail(sheet, contact.name);
  const about = { table: "verification_request", id };
  await queueMail(ctx, tx, { toAddress: contact.email, subject, textBody, documentId, about });
  const person = { id: submittedById, name: submittedByName };
  await logExchange(ctx, tx, person, {
    ...{ carrierId, contactId: contact.id, direction: "sent", channel: "email" },
    ...{ subject, body: textBody, happenedAt: ctx.now() },
  });
}
