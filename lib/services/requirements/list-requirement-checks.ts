// Lists what a carrier is checked against, in the order of the requirement page: what was declared of each, what traffic showed.
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { nameObservation } from "@/lib/observations/name-observation";
import { disagreement } from "@/lib/observations/standing";
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
  const [checks, observations] = await Promise.all([
    ctx.read.carriers.findProvenChecks(carrierId),
    ctx.read.observations.findOfCarrier(carrierId),
  ]);
  return REQUIREMENTS.flatMap(({ code, must, wording }) => {
    const check = checks.find((candidate) => candidate.code === code);
    if (check === undefined) return [];
    const mine = observations.filter((observation) => observation.code === code);
    return [
      {
        ...check,
        must,
        wording,
        disagreement: disagreement(check, mine),
        observations: mine.map((observation) => nameObservation(check, observation, mine)),
      },
    ];
  });
}
