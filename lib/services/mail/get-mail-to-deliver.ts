// Gives the job worker a message to deliver, with what is attached.
import type { DocumentFile } from "@/lib/schemas/document";
import { type Mail, MailById } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { whyOvertaken } from "../overtaken-mail";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export interface MailToDeliver {
  readonly mail: Mail;
  readonly attachment: DocumentFile | null;
  /** Why it must not leave any more; null where it may. */
  readonly overtaken: string | null;
}

/** Null where it was sent or given up already: a job that runs twice sends nothing twice. */
export async function getMailToDeliver(ctx: Context, raw: unknown): Promise<MailToDeliver | null> {
  requirePermission(ctx.actor, "mail.deliver");
  const { mailId } = parseInput(MailById, raw);
  const mail = requireRow("message", mailId, await ctx.read.mail.get(mailId));
  if (mail.state !== "waiting") return null;
  const { documentId } = mail;
  const attachment =
    documentId === null
      ? null
      : requireRow("document", documentId, await ctx.read.documents.getFile(documentId));
  return { mail, attachment, overtaken: await whyOvertaken(ctx.read, mail) };
}
