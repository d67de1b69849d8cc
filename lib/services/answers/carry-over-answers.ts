// Sets up what a carrier's answers say, item by item through the verbs of each: what cannot be done holds up nothing else.
import { AppError, Outage, toPublicError } from "@/lib/core/errors";
import {
  type CarriedOver,
  CarryOverAnswers,
  type CarryOverItem,
} from "@/lib/schemas/carrier-answers";
import { requireAnswersVersion } from "../answer-rows";
import { planCarryOver } from "../carry-over-plan";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";

/** Only what the preview showed as new, and of that only the keys that are named. Asked again, it finds all of it there. */
export async function carryOverAnswers(ctx: Context, raw: unknown): Promise<CarriedOver> {
  requirePermission(ctx.actor, "answers.write");
  requirePerson(ctx.actor, "answers.write");
  const { carrierId, version, keys } = parseInput(CarryOverAnswers, raw);
  requireAnswersVersion(carrierId, await ctx.read.answers.get(carrierId), version);
  const { plan } = await planCarryOver(ctx, carrierId);
  const done: CarryOverItem[] = [];
  const failed: CarryOverItem[] = [];
  for (const { item, run } of plan) {
    if (run === null || (keys !== undefined && !keys.includes(item.key))) continue;
    try {
      await run(ctx);
      done.push(item);
    } catch (error) {
      // An outage ends it: what was done stays done, and the next press finds it there.
      if (!(error instanceof AppError) || error instanceof Outage) throw error;
      failed.push({ ...item, verdict: "wrong", message: wordsOf(error, ctx.requestId) });
    }
  }
  return { done, failed };
}

function wordsOf(error: AppError, requestId: string): string {
  const { fields, message } = toPublicError(error, requestId);
  return fields.length === 0 ? message : fields.map((field) => field.message).join("; ");
}
