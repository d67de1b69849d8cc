// Attaches the PDF of a hand-off sheet, and sends it on its way to the contact that was chosen.

import { HAND_OFF_PDF } from "@/lib/db/hand-offs";
import { AttachHandOffPdf, type HandOffVersion } from "@/lib/schemas/hand-off";
import { checkFile } from "../check-file";
import type { Context } from "../context";
import { keepDocument } from "../keep-document";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
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
    return { ...version, documentId: document.id };
  });
}
