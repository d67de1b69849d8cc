// The end of a test call: by the call that came, by the end of its window, or because its trunk was taken back.
import { GateClosed } from "@/lib/core/errors";
import type { ReadStore, Store } from "@/lib/db/store";
import type { TestedCall } from "@/lib/db/test-calls";
import { addUp } from "@/lib/observations/add-up";
import { observeTestCall } from "@/lib/observations/observe-test-call";
import type { TestCall } from "@/lib/schemas/test-call";
import type { Trunk } from "@/lib/schemas/trunk";
import { addObservations } from "./add-observations";
import type { Context } from "./context";
import { chooseCall, type Judgement, judgeArrival } from "./judge-test-call";
import { requireRow } from "./require-row";

/** A call that began in the window may ring a while, and its record takes a moment to be written. */
const RECORD_GRACE_MS = 3 * 60_000;
/** A person is asked what a phone showed: a call that was made is not given up at once. */
const DECLARE_GRACE_MS = 24 * 60 * 60_000;

/** Throws `GateClosed` unless the test call still waits. */
export function requireWaiting(test: TestCall): void {
  if (test.state === "announced") return;
  throw new GateClosed(
    `test call that is ${test.state}`,
    [],
    `This test call has ${test.state === "cancelled" ? "been cancelled" : test.state}.`,
  );
}

/** Writes what came of a test call, with its audit event. */
export async function recordOutcome(
  ctx: Context,
  tx: Store,
  test: TestCall,
  call: TestedCall,
  judgement: Judgement,
  proof: { proof: "call_record" } | { proof: "declared"; declaredByName: string; declaredAt: Date },
): Promise<TestCall> {
  const after = await tx.testCalls.update(test, {
    ...proof,
    state: judgement.intact ? "succeeded" : "failed",
    aNumberIntact: judgement.intact,
    arrivedA: judgement.arrivedA,
    callRecordId: call.id,
    finishedAt: ctx.now(),
    note: joined(test.note, judgement.note),
  });
  await auditTestCall(
    ctx,
    tx,
    `test-call.${after.state === "succeeded" ? "succeed" : "fail"}`,
    test,
    after,
    judgement.note,
  );
  await observeOutcome(ctx, tx, after, call);
  return after;
}

/** What the test showed of the carrier's requirements. */
async function observeOutcome(
  ctx: Context,
  tx: Store,
  test: TestCall,
  call: TestedCall,
): Promise<void> {
  const { carrierId } = requireRow("trunk", test.trunkId, await tx.trunks.get(test.trunkId));
  const number = await tx.numbers.getByE164(test.announcedA);
  const seen = observeTestCall({
    ...test,
    sentA: call.aSent,
    isCradleNumber: number?.kind === "cradle",
  });
  const where = { carrierId, callRecordId: call.id, sourceAddress: null, at: call.startedAt };
  await addObservations(ctx, tx, addUp(seen.map((one) => ({ ...one, ...where }))));
}

/**
 * Finishes a waiting announcement if there is something to finish it by; null where it goes on waiting. Looks outside
 * of a transaction first: most looks find nothing.
 */
export async function finishTestCall(ctx: Context, id: string): Promise<TestCall | null> {
  const seen = requireRow("test call", id, await ctx.read.testCalls.get(id));
  if (seen.state !== "announced" || !(await hasEnd(ctx, ctx.read, seen))) return null;
  return ctx.transaction(async (tx) => {
    const test = requireRow("test call", id, await tx.testCalls.get(id));
    if (test.state !== "announced") return null;
    const call = await findArrival(tx, test);
    if (call !== null) {
      return recordOutcome(ctx, tx, test, call, judgeArrival(test, call), { proof: "call_record" });
    }
    return (await isOver(ctx, tx, test)) ? expire(ctx, tx, test) : null;
  });
}

async function hasEnd(ctx: Context, store: ReadStore, test: TestCall): Promise<boolean> {
  return (await findArrival(store, test)) !== null || (await isOver(ctx, store, test));
}

/** The recorded call of an inbound announcement. Outbound no record says what the called phone showed. */
async function findArrival(store: ReadStore, test: TestCall): Promise<TestedCall | null> {
  if (test.direction === "origination") return null;
  const calls = await store.testCalls.findCalls(test);
  return chooseCall(test, calls, await store.testCalls.findWaiting(test.trunkId));
}

async function isOver(ctx: Context, store: ReadStore, test: TestCall): Promise<boolean> {
  const lateMs = ctx.now().getTime() - test.expiresAt.getTime();
  if (lateMs < RECORD_GRACE_MS) return false;
  if (test.direction === "termination" || lateMs >= DECLARE_GRACE_MS) return true;
  return (await store.testCalls.findCalls(test)).length === 0;
}

async function expire(ctx: Context, tx: Store, test: TestCall): Promise<TestCall> {
  const note = await whyNoCall(tx, test);
  const after = await tx.testCalls.update(test, {
    state: "failed",
    finishedAt: ctx.now(),
    note: joined(test.note, note),
  });
  await auditTestCall(ctx, tx, "test-call.expire", test, after, note);
  return after;
}

async function whyNoCall(tx: Store, test: TestCall): Promise<string> {
  if (test.direction === "origination" && (await tx.testCalls.findCalls(test)).length > 0) {
    return "nobody said which number the called phone showed";
  }
  const trunk = requireRow("trunk", test.trunkId, await tx.trunks.get(test.trunkId));
  const attempts = await tx.testCalls.findFailedAttempts(trunk.carrierId, test);
  const [last] = attempts;
  if (last === undefined) return "no call came";
  const many = attempts.length === 1 ? "1 attempt" : `${attempts.length} attempts`;
  return `no call was answered: ${many}, the last ended with ${last.status ?? "no answer"} (${last.rule})`;
}

/**
 * What a trunk's way back to configuring does to its tests: those that succeeded open no gate any more, those that wait
 * are cancelled.
 */
export async function voidTestCalls(ctx: Context, tx: Store, trunk: Trunk): Promise<void> {
  await cancelWaitingTestCalls(ctx, tx, trunk.id, "the trunk went back to configuring");
  for (const before of await tx.testCalls.findCounting(trunk.id)) {
    const after = await tx.testCalls.update(before, { voidedAt: ctx.now() });
    await auditTestCall(
      ctx,
      tx,
      "test-call.void",
      before,
      after,
      "the trunk went back to configuring",
    );
  }
}

/** Cancels all that a trunk waits for. */
export async function cancelWaitingTestCalls(
  ctx: Context,
  tx: Store,
  trunkId: string,
  reason: string,
): Promise<void> {
  for (const before of await tx.testCalls.findWaiting(trunkId)) {
    await cancel(ctx, tx, before, reason);
  }
}

/** Cancels one announcement inside the caller's transaction. */
export async function cancel(
  ctx: Context,
  tx: Store,
  before: TestCall,
  reason?: string,
): Promise<TestCall> {
  const after = await tx.testCalls.update(before, {
    state: "cancelled",
    finishedAt: ctx.now(),
    note: joined(before.note, reason ?? ""),
  });
  await auditTestCall(ctx, tx, "test-call.cancel", before, after, reason);
  return after;
}

/** An audit event of a test call, filed under its trunk's carrier and customer too. */
export async function auditTestCall(
  ctx: Context,
  tx: Store,
  action: string,
  before: TestCall | null,
  after: TestCall,
  reason?: string,
): Promise<void> {
  const { carrierId, customerId } = requireRow(
    "trunk",
    after.trunkId,
    await tx.trunks.get(after.trunkId),
  );
  const owner = { carrierId, customerId };
  await tx.audit.insert(
    ctx.event(
      action,
      "test_call",
      before === null ? null : { ...before, ...owner },
      { ...after, ...owner },
      reason || undefined,
    ),
  );
}

function joined(before: string, more: string): string {
  return [before, more].filter((text) => text !== "").join("\n");
}
