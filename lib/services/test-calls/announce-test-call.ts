// Announces a test call before it is made: what arrives is then held against what was said here.
import { GateClosed, InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { AnnounceTestCall, type TestCall } from "@/lib/schemas/test-call";
import type { Trunk } from "@/lib/schemas/trunk";
import { countryName, type E164 } from "@/lib/telephony/e164";
import { countryOfNumber } from "@/lib/telephony/number-plan";
import type { Context } from "../context";
import { auditTestCall } from "../finish-test-call";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireNamed } from "../require-row";

/**
 * Inbound the B-number is a BYOC number of the trunk; outbound the A-number is one that may be shown on this carrier
 * today. Throws `InvalidInput` at the number that is not, `GateClosed` unless the trunk is testing or live.
 */
export async function announceTestCall(ctx: Context, raw: unknown): Promise<TestCall> {
  requirePermission(ctx.actor, "test-call.run");
  const person = requirePerson(ctx.actor, "test-call.run");
  const { windowMinutes, ...input } = parseInput(AnnounceTestCall, raw);
  return ctx.transaction(async (tx) => {
    const trunk = requireNamed("trunk", "trunkId", await tx.trunks.get(input.trunkId));
    if (trunk.state !== "testing" && trunk.state !== "live") {
      throw new GateClosed(
        `test call on a trunk that is ${trunk.state}`,
        [],
        "Test calls are made while a trunk is testing or live.",
      );
    }
    const { announcedA, announcedB } = input;
    if (announcedA === announcedB) {
      throw new InvalidInput([{ path: "announcedB", message: "must be another number than A" }]);
    }
    if (input.direction === "termination") await requireByocNumber(tx, trunk, announcedB);
    else {
      await requireAllowedANumber(ctx, tx, trunk, announcedA);
      requireDestination(trunk, announcedB);
    }
    const announcedAt = ctx.now();
    const test = await tx.testCalls.insert({
      ...input,
      id: ctx.newId(),
      announcedAt,
      expiresAt: new Date(announcedAt.getTime() + windowMinutes * 60_000),
      recordedById: person.id,
    });
    await auditTestCall(ctx, tx, "test-call.announce", null, test);
    return test;
  });
}

async function requireByocNumber(tx: Store, trunk: Trunk, e164: E164): Promise<void> {
  const number = await tx.numbers.getByE164(e164);
  if (number?.kind === "byoc" && number.active && number.trunkId === trunk.id) return;
  const message = `must be an active BYOC number of ${trunk.name}: the carrier calls it`;
  throw new InvalidInput([{ path: "announcedB", message }]);
}

async function requireAllowedANumber(
  ctx: Context,
  tx: Store,
  trunk: Trunk,
  e164: E164,
): Promise<void> {
  const number = await tx.numbers.getByE164(e164);
  if (number?.active && number.kind === "byoc" && number.trunkId === trunk.id) return;
  if (number?.active && number.kind === "cradle" && number.customerId === trunk.customerId) {
    const item = await tx.verifications.getInState(number.id, trunk.carrierId, ["verified"]);
    const now = ctx.now();
    const begun = item !== null && item.verifiedFrom !== null && item.verifiedFrom <= now;
    if (begun && (item.validUntil === null || item.validUntil > now)) return;
    const message = "is a Cradle number that this carrier has not verified, or no longer";
    throw new InvalidInput([{ path: "announcedA", message }]);
  }
  const message = `must be an active BYOC number of ${trunk.name}, or a Cradle number of its customer that this carrier has verified`;
  throw new InvalidInput([{ path: "announcedA", message }]);
}

function requireDestination(trunk: Trunk, e164: E164): void {
  const country = countryOfNumber(e164);
  if (country !== null && trunk.allowedDestinations.includes(country)) return;
  const where = country === null ? "a number of no country" : `in ${countryName(country)}`;
  const message = `is ${where}, which the trunk's allowed destinations leave out`;
  throw new InvalidInput([{ path: "announcedB", message }]);
}
