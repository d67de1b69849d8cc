// Records which number the called phone showed of an outbound test call: somebody's word, with name and time.
import { GateClosed, InvalidInput } from "@/lib/core/errors";
import { DeclareTestCall, type TestCall } from "@/lib/schemas/test-call";
import type { Context } from "../context";
import { recordOutcome, requireWaiting } from "../finish-test-call";
import { judgeShown } from "../judge-test-call";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Clocks of people and phones are a little ahead at times. */
const CLOCK_SLACK_MS = 60_000;

/** Throws `GateClosed` where no answered call of this announcement has been recorded. */
export async function declareTestCall(ctx: Context, raw: unknown): Promise<TestCall> {
  requirePermission(ctx.actor, "test-call.run");
  const input = parseInput(DeclareTestCall, raw);
  return ctx.transaction(async (tx) => {
    const row = await tx.testCalls.get(input.id);
    const before = requireVersion("test call", input.id, row, input.version);
    requireWaiting(before);
    if (before.direction === "termination") {
      throw new GateClosed(
        "declaration of an inbound test call",
        [],
        "An inbound test call is proven by its record, not by a declaration.",
      );
    }
    const declaredAt = input.declaredAt ?? ctx.now();
    requirePossibleTime(before, declaredAt, ctx.now());
    // The latest: whoever tries twice declares what the last one showed.
    const call = (await tx.testCalls.findCalls(before)).at(-1);
    if (call === undefined) {
      const condition = {
        code: "call-record-missing",
        message: `no answered call from ${before.announcedA} to ${before.announcedB} has been recorded since the announcement`,
      };
      throw new GateClosed("declaration of a test call", [condition]);
    }
    const { shownA, declaredByName } = input;
    return recordOutcome(ctx, tx, before, call, judgeShown(before, call, shownA), {
      proof: "declared",
      declaredByName,
      declaredAt,
    });
  });
}

function requirePossibleTime(test: TestCall, at: Date, now: Date): void {
  // A form's time has no seconds.
  if (at.getTime() < test.announcedAt.getTime() - CLOCK_SLACK_MS) {
    throw new InvalidInput([{ path: "declaredAt", message: "is before the announcement" }]);
  }
  if (at.getTime() > now.getTime() + CLOCK_SLACK_MS) {
    throw new InvalidInput([{ path: "declaredAt", message: "is still to come" }]);
  }
}
