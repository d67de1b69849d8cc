// Lists what a carrier is checked against, in the order of the requirement page, and what was found of each.
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { ListRequirementChecks, type RequirementCheckDetail } from "@/lib/schemas/carrier";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function listRequirementChecks(
  ctx: Context,
  raw: unknown,
): Promise<RequirementCheckDetail[]> {
  requirePermission(ctx.actor, "carrier.read");
  const { carrierId } = parseInput(ListRequirementChecks, raw);
  requireRow("carrier", carrierId, await ctx.read.carriers.get(carrierId));
  const checks = await ctx.read.carriers.findProvenChecks(carrierId);
  return REQUIREMENTS.flatMap(({ code, must, wording }) => {
    const check = checks.find((candidate) => candidate.code === code);
    return check === undefined ? [] : [{ ...check, must, wording }];
  });
}
