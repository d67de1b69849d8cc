// Lets a SIP credential end at a date, so that the carrier has until then to change to its successor.
import { GateClosed, InvalidInput } from "@/lib/core/errors";
import { CREDENTIAL_MACHINE } from "@/lib/lifecycle/credential";
import { RetireCredential, type SipCredential } from "@/lib/schemas/sip-credential";
import type { Context } from "../context";
import { hasRetired } from "../end-credential";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireArrow } from "../require-arrow";
import { requireVersion } from "../require-row";

const DAY_MS = 86_400_000;
const USUAL_DAYS = 7;
/** An overlap that never ends is no rotation. */
const MOST_DAYS = 90;

/** A credential that retires already is given another date. The agents and the job worker end it by the clock. */
export async function retireCredential(ctx: Context, raw: unknown): Promise<SipCredential> {
  requirePermission(ctx.actor, "credential.write");
  const { id, version, retiresAt: wanted } = parseInput(RetireCredential, raw);
  const now = ctx.now();
  const retiresAt = wanted ?? new Date(now.getTime() + USUAL_DAYS * DAY_MS);
  requireNear(retiresAt, now);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("credential", id, await tx.credentials.get(id), version);
    if (hasRetired(before, now)) {
      throw new GateClosed("retiring a credential", [], "This credential has ended already.");
    }
    if (before.state !== "retiring") {
      requireArrow(CREDENTIAL_MACHINE, before.state, "retiring", ctx.actor);
    }
    const after = await tx.credentials.update(before, { state: "retiring", retiresAt });
    await tx.audit.insert(ctx.event("credential.plan-retirement", "sip_credential", before, after));
    return after;
  });
}

function requireNear(retiresAt: Date, now: Date): void {
  const aheadMs = retiresAt.getTime() - now.getTime();
  if (aheadMs > 0 && aheadMs <= MOST_DAYS * DAY_MS) return;
  const message =
    aheadMs <= 0
      ? "must be in the future: to end it now, revoke it"
      : `must be within ${MOST_DAYS} days`;
  throw new InvalidInput([{ path: "retiresAt", message }]);
}
