// Lists contacts by name, of one carrier or customer or of all.
import { type Contact, ListContacts } from "@/lib/schemas/contact";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listContacts(ctx: Context, raw: unknown): Promise<Page<Contact>> {
  requirePermission(ctx.actor, "carrier.read");
  return ctx.read.contacts.findPage(parseInput(ListContacts, raw ?? {}));
}
