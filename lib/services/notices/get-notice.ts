// Shows a notice with the mails that brought it, and who of the carrier may have answered it.
import type { NamedNotice } from "@/lib/schemas/carrier-notice";
import type { Contact } from "@/lib/schemas/contact";
import { ById } from "@/lib/schemas/fields";
import type { Mail } from "@/lib/schemas/mail";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export interface NoticeDetail {
  readonly notice: NamedNotice;
  /** Newest first. */
  readonly mails: readonly Mail[];
  readonly contacts: readonly Contact[];
}

const MOST_CONTACTS = 100;

export async function getNotice(ctx: Context, raw: unknown): Promise<NoticeDetail> {
  requirePermission(ctx.actor, "carrier.read");
  const { id } = parseInput(ById, raw);
  const notice = requireRow("notice", id, await ctx.read.notices.get(id));
  const { carrierId } = notice;
  const [mails, contacts] = await Promise.all([
    ctx.read.mail.findAbout({ table: "carrier_notice", id }),
    ctx.read.contacts.findPage({ carrierId, limit: MOST_CONTACTS }),
  ]);
  return { notice, mails, contacts: contacts.items };
}
