// Puts a message into the outbox and asks the job worker to deliver it, both inside the caller's transaction.
import type { MailSubject } from "@/lib/db/mail";
import type { Store } from "@/lib/db/store";
import type { Mail } from "@/lib/schemas/mail";
import type { Context } from "./context";

export interface NewMail {
  readonly toAddress: string;
  readonly subject: string;
  readonly textBody: string;
  readonly htmlBody?: string;
  /** What is attached. */
  readonly documentId: string | null;
  readonly about: MailSubject;
}

/** It leaves once the transaction has committed. */
export async function queueMail(ctx: Context, tx: Store, mail: NewMail): Promise<Mail> {
  const { about, ...rest } = mail;
  const row = await tx.mail.insert({
    ...rest,
    id: ctx.newId(),
    aboutTable: about.table,
    aboutId: about.id,
    createdAt: ctx.now(),
  });
  await tx.jobs.add("deliver-mail", { mailId: row.id }, `deliver-mail:${row.id}`);
  return row;
}
