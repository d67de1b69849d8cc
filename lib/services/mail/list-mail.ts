// Lists the outbox, newest first.
import type { Page } from "@/lib/schemas/fields";
import { ListMail, type Mail } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listMail(ctx: Context, raw: unknown): Promise<Page<Mail>> {
  requirePermission(ctx.actor, "mail.read");
  return ctx.read.mail.findPage(parseInput(ListMail, raw ?? {}));
}
