// Attaches the drawn letter of authorisation to its request; done again, it changes nothing.
import { z } from "zod";
import type { Document } from "@/lib/schemas/document";
import { Id } from "@/lib/schemas/fields";
import { checkFile } from "../check-file";
import type { Context } from "../context";
import { keepDocument } from "../keep-document";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

const AttachLoa = z.strictObject({
  requestId: Id,
  /** A PDF. */
  bytes: z.instanceof(Uint8Array, { error: "must be the bytes of a PDF" }),
});

export async function attachLoa(ctx: Context, raw: unknown): Promise<Document> {
  requirePermission(ctx.actor, "document.render");
  const { requestId, bytes } = parseInput(AttachLoa, raw);
  const found = await ctx.read.verifications.getRequest(requestId);
  const { reference } = requireRow("verification request", requestId, found);
  const file = await checkFile({ fileName: `LOA ${reference}.pdf`, bytes }, "bytes");
  const owner = { kind: "verificationRequestId", id: requestId } as const;
  return ctx.transaction(async (tx) => {
    const there = await tx.documents.getByPurpose(owner, "loa");
    return there ?? keepDocument(ctx, tx, { owner, purpose: "loa", file });
  });
}
