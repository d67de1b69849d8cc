// Adds every number of a range: all of them, or none.
import { Conflict, InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { AddNumberRange, LARGEST_RANGE, type StoredNumbers } from "@/lib/schemas/number-import";
import { checkE164, type E164 } from "@/lib/telephony/e164";
import { countryOfNumber } from "@/lib/telephony/number-plan";
import type { Context } from "../context";
import { byocOwner, cradleOwner, type NumberOwner } from "../number-owner";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { whyNot } from "../plan-number-import";
import { requireNamed } from "../require-row";
import { type NumberToStore, storeNumbers } from "../store-numbers";

/** Throws at `last` for what is no range, at `first` for numbers in it that cannot be stored, naming them. */
export async function addNumberRange(ctx: Context, raw: unknown): Promise<StoredNumbers> {
  requirePermission(ctx.actor, "number.write");
  const input = parseInput(AddNumberRange, raw);
  const numbers = numbersBetween(input.first, input.last);
  return ctx.transaction(async (tx) => {
    const owner = await requireOwner(tx, input);
    const stored = await tx.numbers.findByE164s(numbers);
    const everVerified = new Set(
      await tx.numbers.findEverVerified(stored.filter((n) => !n.active).map(({ id }) => id)),
    );
    const inTheWay = stored.flatMap((number) => whyNot(number, owner, everVerified) ?? []).sort();
    if (inTheWay.length > 0) throw new Conflict(someOf(inTheWay, "; "), "first");
    const former = new Map(stored.map((number) => [number.e164, number]));
    const toStore = numbers.map((e164): NumberToStore => {
      return { e164, label: input.label, owner, former: former.get(e164) ?? null };
    });
    return storeNumbers(ctx, tx, "number.add-range", toStore);
  });
}

async function requireOwner(tx: Store, input: AddNumberRange): Promise<NumberOwner> {
  if (input.kind === "byoc") {
    return byocOwner(requireNamed("trunk", "trunkId", await tx.trunks.get(input.trunkId)));
  }
  const { customerId } = input;
  requireNamed("customer", "customerId", await tx.customers.get(customerId));
  return cradleOwner(customerId);
}

function numbersBetween(first: E164, last: E164): E164[] {
  // At most 15 digits: a double holds them exactly.
  const from = Number(first.slice(1));
  const count = Number(last.slice(1)) - from + 1;
  if (first.length !== last.length) throw atLast("must have as many digits as the first");
  if (countryOfNumber(first) !== countryOfNumber(last)) {
    throw atLast("must be of the same country as the first");
  }
  if (count < 1) throw atLast("must not come before the first");
  if (count > LARGEST_RANGE) {
    throw atLast(`would make a range of ${count} numbers: at most ${LARGEST_RANGE} at once`);
  }
  const checked = Array.from({ length: count }, (_, at) => checkE164(`+${from + at}`));
  const wrong = checked.flatMap((number) => (number.ok ? [] : number.message));
  if (wrong.length > 0) throw new InvalidInput([{ path: "first", message: someOf(wrong, "; ") }]);
  return checked.flatMap((number) => (number.ok ? number.value : []));
}

function atLast(message: string): InvalidInput {
  return new InvalidInput([{ path: "last", message }]);
}

/** The first few, and how many there are besides. */
function someOf(texts: readonly string[], separator: string): string {
  const more = texts.length - 20;
  const shown = texts.slice(0, 20).join(separator);
  return more > 0 ? `${shown}${separator}and ${more} more` : shown;
}
