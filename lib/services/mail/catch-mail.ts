// Keeps a message that the local mail catcher took, and lets go of the oldest.
import { CatchMail } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { readMessage } from "../read-message";

/** Messages may bring documents along: their number alone would let them take gigabytes. */
const MOST_KEPT = { messages: 500, bytes: 200_000_000 };

export async function catchMail(ctx: Context, raw: unknown): Promise<void> {
  requirePermission(ctx.actor, "mail.catch");
  const { from, to, source } = parseInput(CatchMail, raw);
  const message = await readMessage(source);
  // Nothing of the product hangs on it: no ledger, no audit event.
  await ctx.note(async ({ mail }) => {
    await mail.insertCaught({
      id: ctx.newId(),
      fromAddress: from,
      toAddresses: to,
      subject: message.subject,
      textBody: message.text,
      source: new Uint8Array(source),
      receivedAt: ctx.now(),
    });
    await mail.deleteCaughtBeyond(MOST_KEPT);
  });
}
