// What a carrier's answers would set up, each item with the verb that does it, judged against what is there.
import { isAsked, QUESTIONS } from "@/lib/schemas/carrier-questions";
import { getCarrier } from "./carriers/get-carrier";
import { planContacts, planLimits, planNumbers, planRequirements } from "./carry-over-facts";
import type { PlannedItem } from "./carry-over-item";
import { planAclEntries, planGateways } from "./carry-over-places";
import type { Context } from "./context";

export async function planCarryOver(
  ctx: Context,
  carrierId: string,
): Promise<{ version: number; plan: PlannedItem[] }> {
  const carrier = await getCarrier(ctx, { id: carrierId });
  const row = await ctx.read.answers.get(carrierId);
  const all = row?.answers ?? {};
  const answers = Object.fromEntries(
    QUESTIONS.filter((question) => isAsked(question, all)).flatMap(({ id }) => {
      const answer = all[id];
      return answer === undefined ? [] : [[id, answer]];
    }),
  );
  const facts = { carrier, answers };
  const plan = [
    ...planRequirements(facts),
    ...(await planAclEntries(ctx, facts)),
    ...planGateways(facts),
    ...planContacts(facts),
    ...planLimits(facts),
    ...planNumbers(facts),
  ];
  return { version: row?.version ?? 0, plan };
}
