// Attaches the PDF of a hand-off sheet, and sends it on its way to the address that was chosen.
import { HAND_OFF_PDF } from "@/lib/db/hand-offs";
import type { Store } from "@/lib/db/store";
import { AttachHandOffPdf, type HandOffVersion } from "@/lib/schemas/hand-off";
import { handOffChanges } from "@/lib/schemas/hand-off-changes";
import { checkFile } from "../check-file";
import type { Context } from "../context";
import { handOffMail } from "../hand-off-mail";
import { keepDocument } from "../keep-document";
import { logExchange } from "../log-exchange";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { queueMail } from "../queue-mail";
import { requireRow } from "../require-row";

/** Asked again for the same version it changes nothing, and sends no second mail. */
export async function attachHandOffPdf(ctx: Context, raw: unknown): Promise<HandOffVersion> {
  requirePermission(ctx.actor, "document.render");
  const { handOffVersionId: id, file } = parseInput(AttachHandOffPdf, raw);
  const checked = await checkFile(file);
  return ctx.transaction(async (tx) => {
    const version = requireRow("hand-off sheet", id, await tx.handOffs.get(id));
    if (version.documentId !== null) return version;
    const owner = { kind: "handOffVersionId", id } as const;
    const document = await keepDocument(ctx, tx, { owner, purpose: HAND_OFF_PDF, file: checked });
    await mailToContact(ctx, tx, version, document.id);
    return { ...version, documentId: document.id };
  });
}

async function mailToContact(
  ctx: Context,
  tx: Store,
  version: HandOffVersion,
  documentId: string,
): Promise<void> {
  const { id, carrierId, number, sentToId: contactId, sentToAddress: toAddress } = version;
  if (contactId === null || toAddress === null) return;
  const acknowledged = await tx.handOffs.getAcknowledged(carrierId);
  const changes =
    acknowledged === null ? [] : handOffChanges(acknowledged.content, version.content);
  const { subject, textBody } = handOffMail(version, changes);
  const about = { table: "hand_off_version", id };
  await queueMail(ctx, tx, { toAddress, subject, textBody, documentId, about });
  const person = { id: version.createdById, name: version.createdByName };
  await logExchange(ctx, tx, person, {
    ...{ carrierId, contactId, direction: "sent", channel: "email" },
    ...{ subject: `Hand-off sheet, version ${number}`, body: version.note, happenedAt: ctx.now() },
  });
}
