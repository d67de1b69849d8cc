// Shows a message of the outbox with the document that is attached.
import type { Document } from "@/lib/schemas/document";
import { ById } from "@/lib/schemas/fields";
import type { Mail } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export interface MailDetail {
  readonly mail: Mail;
  readonly document: Document | null;
}

export async function getMail(ctx: Context, raw: unknown): Promise<MailDetail> {
  requirePermission(ctx.actor, "mail.read");
  const { id } = parseInput(ById, raw);
  const mail = requireRow("message", id, await ctx.read.mail.get(id));
  const { documentId } = mail;
  const document = documentId === null ? null : await ctx.read.documents.get(documentId);
  return { mail, document };
}
