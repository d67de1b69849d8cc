// Puts a message that could not be delivered, or was put off for long, back to the front of the outbox.
import { Conflict, GateClosed } from "@/lib/core/errors";
import { isRetryable, type Mail, RetryMail } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { whyOvertaken } from "../overtaken-mail";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function retryMail(ctx: Context, raw: unknown): Promise<Mail> {
  requirePermission(ctx.actor, "exchange.write");
  const { id } = parseInput(RetryMail, raw);
  return ctx.transaction(async (tx) => {
    const before = requireRow("message", id, await tx.mail.get(id));
    if (before.state === "sent") throw new Conflict("this message was sent already");
    if (!isRetryable(before, ctx.now())) {
      throw new Conflict("this message is being delivered already");
    }
    const overtaken = await whyOvertaken(tx, before);
    if (overtaken !== null) throw new GateClosed("retry of a message", [], `It is ${overtaken}.`);
    const after = await tx.mail.update(id, { state: "waiting", attempts: 0, lastError: "" });
    await tx.audit.insert(ctx.event("mail.retry", "mail_outbox", before, after));
    // Takes the place of a job that waits; beside one that runs just now it finds nothing left to send.
    await tx.jobs.add("deliver-mail", { mailId: id }, `deliver-mail:${id}`);
    return after;
  });
}
