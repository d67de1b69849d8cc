// Gives one attachment of a caught message, to download.
import { fileTypeFromBuffer } from "file-type";
import { NotFound } from "@/lib/core/errors";
import { CaughtAttachmentAt } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { readMessage } from "../read-message";
import { requireRow } from "../require-row";

export interface CaughtAttachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export async function getCaughtAttachment(ctx: Context, raw: unknown): Promise<CaughtAttachment> {
  requirePermission(ctx.actor, "mail.read");
  const { id, index } = parseInput(CaughtAttachmentAt, raw);
  const mail = requireRow("message", id, await ctx.read.mail.getCaught(id));
  const attachment = (await readMessage(mail.source)).attachments[index];
  if (attachment === undefined) throw new NotFound("attachment", `${id}/${index}`);
  // What the sender calls it counts for nothing.
  const found = await fileTypeFromBuffer(attachment.bytes);
  return { ...attachment, contentType: found?.mime ?? "application/octet-stream" };
}
