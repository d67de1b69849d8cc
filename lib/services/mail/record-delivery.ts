// Notes what came of an attempt to deliver a message.
import { unreachable } from "@/lib/core/unreachable";
import { type Mail, RecordDelivery } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function recordDelivery(ctx: Context, raw: unknown): Promise<Mail> {
  requirePermission(ctx.actor, "mail.deliver");
  const { mailId, outcome, error } = parseInput(RecordDelivery, raw);
  return ctx.transaction(async (tx) => {
    const before = requireRow("message", mailId, await tx.mail.get(mailId));
    if (before.state !== "waiting") return before;
    const attempts = before.attempts + 1;
    switch (outcome) {
      case "sent": {
        const sent = { state: outcome, attempts, lastError: "", sentAt: ctx.now() };
        const after = await tx.mail.update(mailId, sent);
        await tx.audit.insert(ctx.event("mail.send", "mail_outbox", before, after));
        return after;
      }
      case "failed": {
        const after = await tx.mail.update(mailId, { state: outcome, attempts, lastError: error });
        await tx.audit.insert(ctx.event("mail.fail", "mail_outbox", before, after));
        return after;
      }
      // Nothing is decided: the row says how often and why, the audit trail waits for the end.
      case "retry":
        return tx.mail.update(mailId, { attempts, lastError: error });
      default:
        return unreachable(outcome);
    }
  });
}
