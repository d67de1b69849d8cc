// Lists what the local mail catcher took, newest first.
import type { Page } from "@/lib/schemas/fields";
import { type CaughtMail, ListCaughtMail } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listCaughtMail(ctx: Context, raw: unknown): Promise<Page<CaughtMail>> {
  requirePermission(ctx.actor, "mail.read");
  return ctx.read.mail.findCaughtPage(parseInput(ListCaughtMail, raw ?? {}));
}
