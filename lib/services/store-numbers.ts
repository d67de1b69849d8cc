// Stores many numbers inside one transaction: one statement for new ones, one for those that come back.
import type { NamedNumber } from "@/lib/db/numbers";
import type { Store } from "@/lib/db/store";
import type { StoredNumbers } from "@/lib/schemas/number-import";
import type { Context } from "./context";
import type { NumberOwner } from "./number-owner";

/** A number that may be stored: no active row has it. */
export interface NumberToStore {
  readonly e164: string;
  readonly label: string;
  readonly owner: NumberOwner;
  /** Its row from before it was removed, if any. */
  readonly former: NamedNumber | null;
}

/**
 * One audit event an owner, with all its numbers as ranges: ten thousand events in the chain would hold every other
 * writer up for as many turns of the ledger. A number that changes hands is named with its former owner besides.
 */
export async function storeNumbers(
  ctx: Context,
  tx: Store,
  action: "number.import" | "number.add-range",
  numbers: readonly NumberToStore[],
): Promise<StoredNumbers> {
  const fresh = numbers.filter((number) => number.former === null);
  const returning = numbers.flatMap(({ former, ...number }) =>
    former === null ? [] : [{ ...number, former }],
  );
  await tx.numbers.insertMany(
    fresh.map(({ e164, label, owner }) => ({ ...owner, id: ctx.newId(), e164, label })),
  );
  await tx.numbers.reviveMany(
    returning.map(({ label, owner, former }) => ({ ...owner, id: former.id, label })),
  );
  for (const group of byOwner(numbers)) {
    const after = { ...group.owner, id: ctx.newId(), ...listed(group.numbers) };
    await tx.audit.insert(ctx.event(action, "number_import", null, after));
  }
  for (const group of byChangeOfHands(returning)) {
    const { former, owner } = group;
    const id = ctx.newId();
    await tx.audit.insert(
      ctx.event(
        "number.reassign",
        "number_import",
        { ...ownerOf(former), id },
        { ...owner, id, ...listed(group.numbers) },
      ),
    );
  }
  return { added: fresh.length, returned: returning.length };
}

function ownerOf({ kind, carrierId, customerId, trunkId }: NamedNumber) {
  return { kind, carrierId, customerId, trunkId };
}

const keyOf = (owner: { customerId: string; trunkId: string | null }) =>
  `${owner.customerId} ${owner.trunkId}`;

function byOwner(numbers: readonly NumberToStore[]) {
  const groups = new Map<string, { owner: NumberOwner; numbers: string[] }>();
  for (const { owner, e164 } of numbers) {
    const group = groups.get(keyOf(owner)) ?? { owner, numbers: [] };
    group.numbers.push(e164);
    groups.set(keyOf(owner), group);
  }
  return groups.values();
}

function byChangeOfHands(numbers: readonly (NumberToStore & { former: NamedNumber })[]) {
  const groups = new Map<string, { owner: NumberOwner; former: NamedNumber; numbers: string[] }>();
  for (const { owner, former, e164 } of numbers) {
    const key = `${keyOf(former)} ${keyOf(owner)}`;
    if (keyOf(former) === keyOf(owner)) continue;
    const group = groups.get(key) ?? { owner, former, numbers: [] };
    group.numbers.push(e164);
    groups.set(key, group);
  }
  return groups.values();
}

function listed(numbers: readonly string[]) {
  return { count: numbers.length, numbers: numberRanges(numbers) };
}

/** `["+6498870001–+6498870005", "+6498871000"]`: consecutive numbers as one text. */
function numberRanges(numbers: readonly string[]): string[] {
  const digits = numbers.map((e164) => Number(e164.slice(1))).sort((a, b) => a - b);
  const ranges: { first: number; last: number }[] = [];
  for (const number of digits) {
    const range = ranges.at(-1);
    if (range !== undefined && number === range.last + 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? `+${first}` : `+${first}–+${last}`));
}
