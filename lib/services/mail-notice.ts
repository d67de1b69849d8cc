// Mails a notice, or a reminder of it, to the carrier's people, and logs it; shared by the press and the job worker.
import type { Store } from "@/lib/db/store";
import type { NamedNotice } from "@/lib/schemas/carrier-notice";
import type { Contact } from "@/lib/schemas/contact";
import type { Context } from "./context";
import { logExchange } from "./log-exchange";
import { noticeMail } from "./notice-text";
import { queueMail } from "./queue-mail";

/** Whom changes on the wire concern. */
const ROLES: readonly Contact["role"][] = ["noc", "technical"];
const MOST_CONTACTS = 100;
/** Where nobody's press stands behind it. */
const NOBODY = { id: "00000000-0000-0000-0000-000000000000", name: "Cradle" };

/**
 * To every active NOC and technical contact with an address, or to all with one where there is no such contact. Null
 * where there is nobody: then nothing is sent, and nothing is noted.
 */
export async function mailNotice(
  ctx: Context,
  tx: Store,
  notice: NamedNotice,
): Promise<NamedNotice | null> {
  const { carrierId, sentAt } = notice;
  const people = await tx.contacts.findPage({ carrierId, active: true, limit: MOST_CONTACTS });
  const withMail = people.items.filter(({ email }) => email !== null);
  const concerned = withMail.filter(({ role }) => ROLES.includes(role));
  const receivers = concerned.length > 0 ? concerned : withMail;
  const [first] = receivers;
  if (first === undefined) return null;
  const settings = await tx.settings.get();
  const { subject, textBody } = noticeMail(notice, settings?.nocContact ?? "", sentAt);
  const about = { table: "carrier_notice", id: notice.id };
  for (const toAddress of new Set(receivers.flatMap(({ email }) => email ?? []))) {
    await queueMail(ctx, tx, { toAddress, subject, textBody, documentId: null, about });
  }
  const now = ctx.now();
  const after = await tx.notices.update(
    notice,
    sentAt === null ? { sentAt: now } : { remindedAt: now, reminders: { increment: 1 } },
  );
  const action = sentAt === null ? "notice.send" : "notice.remind";
  await tx.audit.insert(ctx.event(action, "carrier_notice", notice, after));
  const { actor } = ctx;
  const isPerson = actor.kind === "staff" || actor.kind === "token";
  const creator = notice.createdById;
  const signer = isPerson
    ? actor
    : creator === null
      ? NOBODY
      : { id: creator, name: notice.createdByName };
  await logExchange(ctx, tx, signer, {
    ...{ carrierId, contactId: first.id, direction: "sent", channel: "email", subject },
    ...{ body: isPerson ? "" : "Sent by the job worker.", happenedAt: now },
  });
  return after;
}
