// Mails staff when traffic begins to contradict what a carrier declared: once for each time that it was declared.
import type { Store } from "@/lib/db/store";
import type { ObservationSum } from "@/lib/observations/add-up";
import { kindNamed } from "@/lib/observations/kinds";
import { contradicts, disagreement, wasLookedAt } from "@/lib/observations/standing";
import type { RequirementCheck } from "@/lib/schemas/carrier";
import type { RequirementObservation } from "@/lib/schemas/requirement-observation";
import type { Context } from "./context";
import { CONTRADICTION_TABLE, contradictionMail } from "./contradiction-mail";
import { queueMail } from "./queue-mail";

/**
 * Runs inside the caller's transaction, after `sums` were added. Who has declared a requirement again is told again if
 * it is contradicted after that; until then further calls only add up on the page.
 */
export async function tellOfContradictions(
  ctx: Context,
  tx: Store,
  sums: readonly ObservationSum[],
): Promise<void> {
  const against = sums.filter(({ kind }) => kindNamed(kind)?.verdict === "contradicts");
  if (against.length === 0) return;
  const places = against.map(({ carrierId, kind }) => ({
    carrierId,
    code: kindNamed(kind)?.code ?? "",
  }));
  const checks = await tx.observations.findChecksToTell(places, CONTRADICTION_TABLE);
  if (checks.length === 0) return;
  const observations = await tx.observations.findOfCarriers([
    ...new Set(checks.map(({ carrierId }) => carrierId)),
  ]);
  for (const check of checks) {
    const mine = observations.filter(({ carrierId }) => carrierId === check.carrierId);
    if (disagreement(check, mine) === "contradicted") await tell(ctx, tx, check, mine);
  }
}

async function tell(
  ctx: Context,
  tx: Store,
  check: RequirementCheck,
  observations: readonly RequirementObservation[],
): Promise<void> {
  const seen = observations.find(
    (one) => one.code === check.code && !wasLookedAt(check, one) && contradicts(one, observations),
  );
  const carrier = await tx.carriers.get(check.carrierId);
  if (seen === undefined || carrier === null) return;
  const mail = contradictionMail({ carrierName: carrier.name, check, seen, link: ctx.link });
  const about = { table: CONTRADICTION_TABLE, id: check.id };
  for (const toAddress of await addressees(tx, check)) {
    await queueMail(ctx, tx, { ...mail, toAddress, documentId: null, about });
  }
}

/** Onboarding, and whoever declared it; admins where nobody of these is there. */
async function addressees(tx: Store, { checkedById }: RequirementCheck): Promise<Set<string>> {
  const staff = (await tx.staff.findAll()).filter(({ disabledAt }) => disabledAt === null);
  const concerned = staff.filter(({ id, role }) => role === "onboarding" || id === checkedById);
  const receivers = concerned.length > 0 ? concerned : staff.filter(({ role }) => role === "admin");
  return new Set(receivers.map(({ email }) => email));
}
