// Keeps the answers of a table that a carrier filled in; a row without an answer changes nothing.
import { InvalidInput } from "@/lib/core/errors";
import { type CarrierAnswers, ImportCarrierAnswers } from "@/lib/schemas/carrier-answers";
import { requireAnswersVersion, shownAnswers, writeAnswers } from "../answer-rows";
import { readAnswersTable } from "../answers-csv";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";

/**
 * Throws `InvalidInput` with one fault a row (`lines.7.answer`) where a row is wrong, unless `onlyRight` says to leave
 * such rows out; then too where there is nothing left to keep.
 */
export async function importCarrierAnswers(ctx: Context, raw: unknown): Promise<CarrierAnswers> {
  requirePermission(ctx.actor, "answers.write");
  const person = requirePerson(ctx.actor, "answers.write");
  const { carrierId, version, text, onlyRight = false } = parseInput(ImportCarrierAnswers, raw);
  return ctx.transaction(async (tx) => {
    await requireOpenCarrier(tx, carrierId, "answers of");
    const before = await tx.answers.get(carrierId);
    requireAnswersVersion(carrierId, before, version);
    const read = readAnswersTable(text, before?.answers ?? {});
    const faults = read.flatMap(({ row: { line, message } }) =>
      message === null ? [] : [{ path: `lines.${line}.answer`, message }],
    );
    if (faults.length > 0 && !onlyRight) throw new InvalidInput(faults);
    const entries = read.flatMap(({ row, value }) => (value === null ? [] : [[row.id, value]]));
    if (entries.length === 0) {
      const nothing = { path: "text", message: "has no answer that is not known already" };
      throw new InvalidInput(faults.length > 0 ? faults : [nothing]);
    }
    const given = Object.fromEntries(entries);
    return shownAnswers(
      carrierId,
      await writeAnswers(ctx, tx, { carrierId, before, given, person }),
    );
  });
}
