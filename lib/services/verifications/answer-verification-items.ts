// Records what a carrier answered of many numbers at once.
import { type FieldError, InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { VERIFICATION_MACHINE } from "@/lib/lifecycle/verification";
import { AnswerVerificationItems, type VerificationItem } from "@/lib/schemas/verification";
import { BEGINS_LATER } from "../begins-later";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireArrow } from "../require-arrow";
import { requireVersion } from "../require-row";

/** What one item is to become. */
interface PlannedAnswer {
  readonly item: VerificationItem;
  readonly to: "verified" | "rejected";
  readonly verifiedFrom: Date | null;
  readonly validUntil: Date | null;
  readonly note: string;
}

type OwnerOf = (item: VerificationItem) => { readonly customerId: string | null };

/**
 * All of them or none; throws at `items.3.to` and the like. Answers that are alike are stored in one statement.
 * Verifying a renewal supersedes the verification that it renews.
 */
export async function answerVerificationItems(
  ctx: Context,
  raw: unknown,
): Promise<VerificationItem[]> {
  requirePermission(ctx.actor, "verification.answer");
  const person = requirePerson(ctx.actor, "verification.answer");
  const input = parseInput(AnswerVerificationItems, raw);
  return ctx.transaction(async (tx) => {
    const rows = await tx.verifications.findItems(input.items.map(({ id }) => id));
    const answers = planAnswers(ctx, input, rows);
    const numbers = await tx.numbers.findByIds(rows.map(({ numberId }) => numberId));
    // Whose numbers they are stands on the numbers; with it the customer's own history shows the answer.
    const ownerOf: OwnerOf = ({ numberId }) => ({
      customerId: numbers.find(({ id }) => id === numberId)?.customerId ?? null,
    });
    await supersede(ctx, tx, answers, ownerOf);
    const decided = { decidedById: person.id, decidedAt: ctx.now() };
    const result: VerificationItem[] = [];
    for (const alike of groups(answers)) {
      const { to, verifiedFrom, validUntil, note } = alike[0];
      const before = alike.map(({ item }) => item);
      const after = await tx.verifications.updateMany(before, {
        ...{ state: to, outcomeNote: note, ...decided },
        ...(to === "verified" ? { verifiedFrom, validUntil } : {}),
      });
      for (const item of after) {
        const was = before.find(({ id }) => id === item.id) ?? null;
        const owned = { ...item, ...ownerOf(item) };
        await tx.audit.insert(
          ctx.event(
            "verification.change-state",
            "verification_item",
            was,
            owned,
            note || undefined,
          ),
        );
      }
      result.push(...after);
    }
    return result;
  });
}

function planAnswers(
  ctx: Context,
  { items, ...all }: AnswerVerificationItems,
  rows: readonly VerificationItem[],
): PlannedAnswer[] {
  const faults: FieldError[] = [];
  // One moment for all: answers given together are alike to the millisecond.
  const now = ctx.now();
  const answers = items.map((answer, at): PlannedAnswer => {
    const fault = (field: string, message: string) =>
      faults.push({ path: `items.${at}.${field}`, message });
    if (items.findIndex(({ id }) => id === answer.id) !== at) fault("id", "stands here twice");
    const row = rows.find(({ id }) => id === answer.id) ?? null;
    const item = requireVersion("verification", answer.id, row, answer.version);
    const to = answer.to ?? all.to;
    if (to === undefined) fault("to", "must be verified or rejected");
    else requireArrow(VERIFICATION_MACHINE, item.state, to, ctx.actor);
    const isVerified = to === "verified";
    const verifiedFrom = isVerified ? (answer.verifiedFrom ?? all.verifiedFrom ?? now) : null;
    const until = answer.validUntil === undefined ? all.validUntil : answer.validUntil;
    const validUntil = isVerified ? (until ?? null) : null;
    if (verifiedFrom !== null && validUntil !== null && validUntil <= verifiedFrom) {
      fault("validUntil", "must be after the start");
    }
    const note = answer.note ?? all.note ?? "";
    return { item, to: to ?? "rejected", verifiedFrom, validUntil, note };
  });
  if (faults.length > 0) throw new InvalidInput(faults);
  return answers;
}

async function supersede(
  ctx: Context,
  tx: Store,
  answers: readonly PlannedAnswer[],
  ownerOf: OwnerOf,
) {
  const verified = answers.filter(({ to }) => to === "verified").map(({ item }) => item);
  for (const carrierId of new Set(verified.map((item) => item.carrierId))) {
    const numberIds = verified.filter((item) => item.carrierId === carrierId);
    const current = await tx.verifications.findOfNumbers(
      numberIds.map((item) => item.numberId),
      carrierId,
      ["verified"],
    );
    if (current.length === 0) continue;
    requireBegun(ctx, answers, current);
    const superseded = await tx.verifications.updateMany(current, { state: "superseded" });
    for (const item of superseded) {
      const was = current.find(({ id }) => id === item.id) ?? null;
      const owned = { ...item, ...ownerOf(item) };
      await tx.audit.insert(ctx.event("verification.supersede", "verification_item", was, owned));
    }
  }
}

/** A renewal that begins later would end today's verification first, and leave a time without any. */
function requireBegun(
  ctx: Context,
  answers: readonly PlannedAnswer[],
  current: readonly VerificationItem[],
): void {
  const faults = answers.flatMap(({ item, verifiedFrom }, at): FieldError[] => {
    const renews = current.some(
      (one) => one.numberId === item.numberId && one.carrierId === item.carrierId,
    );
    const begun = verifiedFrom === null || verifiedFrom <= ctx.now();
    return begun || !renews ? [] : [{ path: `items.${at}.verifiedFrom`, message: BEGINS_LATER }];
  });
  if (faults.length > 0) throw new InvalidInput(faults);
}

type Group = [PlannedAnswer, ...PlannedAnswer[]];

/** Answers that store the same. */
function groups(answers: readonly PlannedAnswer[]): Group[] {
  const alike = new Map<string, Group>();
  for (const answer of answers) {
    const { item: _item, ...stored } = answer;
    const key = JSON.stringify(stored);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [answer]);
    else group.push(answer);
  }
  return [...alike.values()];
}
