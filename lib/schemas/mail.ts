// A message of the outbox.
import { z } from "zod";
import { filter, Id, Instant, line, Search } from "./fields";
import { sortedPage } from "./sorting";

const MAIL_STATES = ["waiting", "sent", "failed"] as const;
const MailState = z.enum(MAIL_STATES, { error: "must be waiting, sent or failed" });

export const Mail = z.object({
  id: Id,
  toAddress: z.string(),
  subject: z.string(),
  textBody: z.string(),
  htmlBody: z.string(),
  /** What is attached. */
  documentId: z.string().nullable(),
  aboutTable: z.string().nullable(),
  aboutId: z.string().nullable(),
  state: MailState,
  attempts: z.number(),
  /** What the mail server said last, where it did not take the message. */
  lastError: z.string(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
});
export type Mail = z.infer<typeof Mail>;

export const ListMail = z.strictObject({
  state: filter(MailState),
  /** In the address or the subject. */
  search: filter(Search),
  ...sortedPage(["created", "subject", "to", "state", "sent"]),
});

/** A younger message that waits is about to be delivered; one that waits for longer was put off. */
const PUT_OFF_MS = 10 * 60 * 1000;

/** Whether a person may have it tried again now: it failed, or it waits for its next attempt since long. */
export function isRetryable(mail: Pick<Mail, "state" | "createdAt">, now: Date): boolean {
  if (mail.state === "waiting") return now.getTime() - mail.createdAt.getTime() >= PUT_OFF_MS;
  return mail.state === "failed";
}

/** A message goes back to waiting, with all attempts before it: the one step that a person may take. */
export const RetryMail = z.strictObject({
  id: Id,
  to: z.literal("waiting", { error: "must be waiting" }).default("waiting"),
});

/** What the job worker is asked to deliver. */
export const MailById = z.strictObject({ mailId: Id });

/** What came of one attempt: `retry` is a failure that another attempt may mend, `failed` one that none will. */
export const RecordDelivery = z.strictObject({
  mailId: Id,
  outcome: z.enum(["sent", "retry", "failed"]),
  error: line({ max: 300 }).default(""),
});

/** A message as it came to the mail catcher by SMTP. */
export const CatchMail = z.strictObject({
  from: line({ max: 320 }),
  to: z.array(line({ max: 320 })).max(100),
  source: z.instanceof(Uint8Array),
});

export const CaughtMail = z.object({
  id: Id,
  fromAddress: z.string(),
  toAddresses: z.array(z.string()),
  subject: z.string(),
  receivedAt: Instant,
});
export type CaughtMail = z.infer<typeof CaughtMail>;

export const ListCaughtMail = z.strictObject({
  search: Search.optional(),
  ...sortedPage(["received", "subject", "from"]),
});

export const CaughtAttachmentAt = z.strictObject({
  id: Id,
  /** Its place among the message's attachments, from 0. */
  index: z.coerce.number("must be a place").int("must be a place").min(0).max(1000),
});

/** The message read: its text and what is attached. HTML is never more than text here. */
export interface CaughtMessage extends CaughtMail {
  readonly text: string;
  readonly attachments: readonly {
    readonly index: number;
    readonly fileName: string;
    readonly sizeBytes: number;
  }[];
}
