// Support's look-up: what a number in any format is, and where it may be shown.
import type { ReadStore } from "@/lib/db/store";
import { LookUpNumber, type NumberLookUp } from "@/lib/schemas/look-up";
import { numberCandidates } from "@/lib/telephony/number-candidates";
import { countryOfNumber } from "@/lib/telephony/number-plan";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { placesOf } from "../shown-places";

const CALLS = 5;
/** A text rarely means more; those that are stored come first. */
const ANSWERS = 5;

export async function lookUpNumber(ctx: Context, raw: unknown): Promise<NumberLookUp> {
  requirePermission(ctx.actor, "number.read");
  const { q, country } = parseInput(LookUpNumber, raw);
  return ctx.readInstant(async (tx) => {
    const countries = country === undefined ? await tx.carriers.findCountries() : [country];
    const candidates = numberCandidates(q, countries);
    const stored = await tx.numbers.findByE164s(candidates);
    const known = (e164: string) => stored.find((number) => number.e164 === e164) ?? null;
    const sorted = [
      ...candidates.filter((e164) => known(e164) !== null),
      ...candidates.filter((e164) => known(e164) === null),
    ].slice(0, ANSWERS);
    const answers = [];
    for (const e164 of sorted) {
      const number = known(e164);
      answers.push({
        e164,
        country: countryOfNumber(e164),
        number,
        places: number === null ? [] : await placesOf(tx, number, ctx.now()),
        calls: await lastCalls(tx, e164),
      });
    }
    return { query: q, answers };
  });
}

async function lastCalls(tx: ReadStore, number: string) {
  return (await tx.calls.findPage({ number, limit: CALLS })).items;
}
