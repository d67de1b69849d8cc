// Makes a notice for every carrier that was handed what is changing, inside the transaction that changes it.
import type { Store } from "@/lib/db/store";
import type { NoticeKind } from "@/lib/schemas/carrier-notice";
import { portWords } from "@/lib/schemas/hand-off-words";
import type { EgressAddress, PlatformSettings } from "@/lib/schemas/settings";
import type { Context } from "./context";
import { addedText, changedText, fqdnText, removedText, sheetText } from "./notice-text";

const DAY_MS = 24 * 60 * 60 * 1000;

interface Told {
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly subjectId: string | null;
  readonly effectiveAt: Date;
  readonly dueAt: Date;
  readonly body: string;
}

/** Carriers are told of one more address. */
export async function tellOfAddedEgress(
  ctx: Context,
  tx: Store,
  row: EgressAddress,
): Promise<void> {
  const { fqdn, notice } = await announced(ctx, tx);
  const now = ctx.now();
  const dueAt = row.validFrom > now ? row.validFrom : notice;
  await tell(ctx, tx, {
    ...{ kind: "egress_address_added", subject: row.address, subjectId: row.id, dueAt },
    ...{ effectiveAt: row.validFrom, body: addedText(row, fqdn, dueAt, now) },
  });
}

/** Carriers are told that an address is gone. One whose time was over was told so when its end was set. */
export async function tellOfRemovedEgress(
  ctx: Context,
  tx: Store,
  row: EgressAddress,
): Promise<void> {
  const now = ctx.now();
  const { notice: dueAt } = await announced(ctx, tx);
  if (row.validUntil !== null && row.validUntil <= now) {
    await tx.notices.overtake({ subject: row.address }, now);
    return;
  }
  await tell(ctx, tx, {
    ...{ kind: "egress_address_removed", subject: row.address, subjectId: row.id, dueAt },
    ...{ effectiveAt: now, body: removedText(row, dueAt) },
  });
}

/** Carriers are told of other dates; of another label they are not. */
export async function tellOfChangedEgress(
  ctx: Context,
  tx: Store,
  before: EgressAddress,
  row: EgressAddress,
): Promise<void> {
  const isSame =
    before.validFrom.getTime() === row.validFrom.getTime() &&
    before.validUntil?.getTime() === row.validUntil?.getTime();
  if (isSame) return;
  const now = ctx.now();
  const { notice } = await announced(ctx, tx);
  const ahead = [row.validFrom, row.validUntil].find((at) => at !== null && at > now) ?? null;
  const dueAt = ahead ?? notice;
  await tell(ctx, tx, {
    ...{ kind: "egress_address_changed", subject: row.address, subjectId: row.id, dueAt },
    ...{ effectiveAt: ahead ?? now, body: changedText(before, row, dueAt, now) },
  });
}

/** Carriers are told of another signalling FQDN. */
export async function tellOfChangedFqdn(
  ctx: Context,
  tx: Store,
  before: string,
  after: string,
): Promise<void> {
  const { notice: dueAt } = await announced(ctx, tx);
  await tell(ctx, tx, {
    ...{ kind: "fqdn_changed", subject: after, subjectId: null, dueAt },
    ...{ effectiveAt: ctx.now(), body: fqdnText(before, after, dueAt) },
  });
}

/** What a carrier sets up beside name and addresses; each is a notice of its own, so that a later one on another overtakes nothing. */
const ON_THE_SHEET: readonly {
  readonly subject: string;
  readonly words: (settings: PlatformSettings) => string;
}[] = [
  { subject: "transports and ports", words: portWords },
  { subject: "codecs", words: ({ codecs }) => codecs.join(", ") },
  { subject: "media ranges", words: ({ mediaRanges }) => mediaRanges.join(", ") },
];

/** Carriers are told of other transports, signalling ports, codecs and media ranges. */
export async function tellOfChangedSheet(
  ctx: Context,
  tx: Store,
  before: PlatformSettings,
  after: PlatformSettings,
): Promise<void> {
  const { notice: dueAt } = await announced(ctx, tx);
  for (const { subject, words } of ON_THE_SHEET) {
    const [was, is] = [words(before), words(after)];
    if (was === is) continue;
    await tell(ctx, tx, {
      ...{ kind: "hand_off_changed", subject, subjectId: null, dueAt },
      ...{ effectiveAt: ctx.now(), body: sheetText(subject, was, is, dueAt) },
    });
  }
}

/** The name that carriers know, and the end of the period of notice that begins now. */
async function announced(ctx: Context, tx: Store): Promise<{ fqdn: string; notice: Date }> {
  const settings = await tx.settings.get();
  const days = settings?.noticeDays ?? 0;
  const notice = new Date(ctx.now().getTime() + Math.max(days, 1) * DAY_MS);
  return { fqdn: settings?.signallingFqdn ?? "", notice };
}

/** A notice a carrier; the job worker mails them. What waits on the same thing is overtaken. */
async function tell(ctx: Context, tx: Store, told: Told): Promise<void> {
  const carrierIds = await tx.notices.findTold();
  if (carrierIds.length === 0) return;
  const now = ctx.now();
  await tx.notices.overtake(told.kind === "fqdn_changed" ? "fqdn" : { subject: told.subject }, now);
  const { actor } = ctx;
  const person = actor.kind === "staff" || actor.kind === "token" ? actor.id : null;
  await tx.notices.insertMany(
    carrierIds.map((carrierId) => ({
      ...told,
      ...{ id: ctx.newId(), carrierId, createdAt: now, updatedAt: now },
      ...{ createdById: person, createdByName: actor.name },
    })),
  );
  await tx.jobs.add("mail-notices", {}, "mail-notices");
}
