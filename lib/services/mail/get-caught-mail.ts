// Shows a caught message: its text and the names of what is attached.
import { ById } from "@/lib/schemas/fields";
import type { CaughtMessage } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { readMessage } from "../read-message";
import { requireRow } from "../require-row";

export async function getCaughtMail(ctx: Context, raw: unknown): Promise<CaughtMessage> {
  requirePermission(ctx.actor, "mail.read");
  const { id } = parseInput(ById, raw);
  const { source, textBody, ...mail } = requireRow(
    "message",
    id,
    await ctx.read.mail.getCaught(id),
  );
  const { attachments } = await readMessage(source);
  return {
    ...mail,
    text: textBody,
    attachments: attachments.map(({ fileName, bytes }, index) => ({
      index,
      fileName,
      sizeBytes: bytes.byteLength,
    })),
  };
}
