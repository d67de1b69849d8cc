// Delivers one message of the outbox, and notes what came of it.
import type { Context } from "@/lib/services/context";
import { getMailToDeliver } from "@/lib/services/mail/get-mail-to-deliver";
import { recordDelivery } from "@/lib/services/mail/record-delivery";
import type { SendMail } from "./mail/send-mail";

/** The job is run again by the queue: the mail server is away or busy. */
export class MailPutOff extends Error {
  override readonly name = "MailPutOff";
}

export interface DeliveryPlan {
  readonly mailId: string;
  readonly send: SendMail;
  /** The queue makes no further attempt after this one. */
  readonly isLastAttempt: boolean;
}

/** Throws `MailPutOff` where another attempt may succeed. */
export async function deliverMail(ctx: Context, plan: DeliveryPlan): Promise<void> {
  const { mailId, send, isLastAttempt } = plan;
  const message = await getMailToDeliver(ctx, { mailId });
  if (message === null) return;
  const { overtaken } = message;
  // Mail may wait for days: a quote that was taken back since is not brought to anyone.
  const outcome =
    overtaken === null ? await send(message) : { sent: false, isFinal: true, error: overtaken };
  if (outcome.sent) {
    await recordDelivery(ctx, { mailId, outcome: "sent" });
    ctx.log.info({ mailId }, "mail sent");
    return;
  }
  const { error } = outcome;
  const isOver = outcome.isFinal || isLastAttempt;
  await recordDelivery(ctx, { mailId, outcome: isOver ? "failed" : "retry", error });
  if (isOver) ctx.log.warn({ mailId, error }, "mail failed");
  else throw new MailPutOff(error);
}
