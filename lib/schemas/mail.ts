// A message of the outbox.
import { z } from "zod";
import { Id, Instant } from "./fields";

const MailState = z.enum(["waiting", "sent", "failed"]);

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
