// Keeps what a carrier told of itself, as far as it is known.
import { type CarrierAnswers, SaveCarrierAnswers } from "@/lib/schemas/carrier-answers";
import { requireAnswersVersion, shownAnswers, writeAnswers } from "../answer-rows";
import type { Context } from "../context";
import { requireOpenCarrier } from "../open-carrier";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";

/** Questions that are not named keep their answer; an empty answer is none. */
export async function saveCarrierAnswers(ctx: Context, raw: unknown): Promise<CarrierAnswers> {
  requirePermission(ctx.actor, "answers.write");
  const person = requirePerson(ctx.actor, "answers.write");
  const { carrierId, version, answers: given } = parseInput(SaveCarrierAnswers, raw);
  return ctx.transaction(async (tx) => {
    await requireOpenCarrier(tx, carrierId, "answers of");
    const before = await tx.answers.get(carrierId);
    requireAnswersVersion(carrierId, before, version);
    return shownAnswers(
      carrierId,
      await writeAnswers(ctx, tx, { carrierId, before, given, person }),
    );
  });
}
