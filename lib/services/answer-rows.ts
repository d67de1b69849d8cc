// A carrier's answers as one row: shown, held against a form that was drawn earlier, and written with their audit event.
import { StaleEdit } from "@/lib/core/errors";
import type { AnswersRow } from "@/lib/db/answers";
import type { Store } from "@/lib/db/store";
import type { CarrierAnswers } from "@/lib/schemas/carrier-answers";
import { type Answers, QUESTIONS } from "@/lib/schemas/carrier-questions";
import type { Context } from "./context";

export function shownAnswers(carrierId: string, row: AnswersRow | null): CarrierAnswers {
  if (row === null) {
    return { carrierId, answers: {}, version: 0, updatedAt: null, updatedByName: null };
  }
  const { answers, version, updatedAt, updatedByName } = row;
  return { carrierId, answers: { ...answers }, version, updatedAt, updatedByName };
}

/** Throws `StaleEdit` unless the answers are as they were in that version; 0 is before the first. */
export function requireAnswersVersion(
  carrierId: string,
  row: AnswersRow | null,
  version: number,
): void {
  const current = row?.version ?? 0;
  if (current === version) return;
  // By the names of the form's controls, so that it can show what differs.
  const named = QUESTIONS.map(({ id }) => [`answers.${id}`, row?.answers[id] ?? ""]);
  throw new StaleEdit("answers of carrier", carrierId, {
    ...Object.fromEntries(named),
    version: current,
  });
}

/** Those given take the place of those known, an empty one takes its answer away; the rest stays. */
export async function writeAnswers(
  ctx: Context,
  tx: Store,
  plan: {
    readonly carrierId: string;
    readonly before: AnswersRow | null;
    readonly given: Answers;
    readonly person: { readonly id: string; readonly name: string };
  },
): Promise<AnswersRow> {
  const { carrierId, before, given, person } = plan;
  const answers = Object.fromEntries(
    Object.entries({ ...before?.answers, ...given }).filter(([, answer]) => answer !== ""),
  );
  const changes = { answers, updatedById: person.id, updatedByName: person.name };
  const after =
    before === null
      ? await tx.answers.insert({ ...changes, id: ctx.newId(), carrierId })
      : await tx.answers.update(before, changes);
  await tx.audit.insert(
    ctx.event("answers.save", "carrier_answers", before && flat(before), flat(after)),
  );
  return after;
}

/** One text an answer, so that the audit trail shows which of them changed. */
function flat({ answers, ...row }: AnswersRow): AnswersRow & { readonly lines: readonly string[] } {
  return { ...row, answers, lines: Object.entries(answers).map(([id, text]) => `${id}: ${text}`) };
}
