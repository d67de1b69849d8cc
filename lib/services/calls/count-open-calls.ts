// Says how many calls of a trunk or a carrier are up: what a suspension will not cut.
import { CountOpenCalls, type OpenCalls } from "@/lib/schemas/call";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** No trunk lets a call last longer; a record still open from before was lost with its agent. */
const LONGEST_CALL_MS = 86_400_000;

/** From the call records, which the agents write within a second or so of answer and end. */
export async function countOpenCalls(ctx: Context, raw: unknown): Promise<OpenCalls> {
  requirePermission(ctx.actor, "call.read");
  const { trunkId, carrierId } = parseInput(CountOpenCalls, raw);
  const at = ctx.now();
  const since = new Date(at.getTime() - LONGEST_CALL_MS);
  const side = trunkId === undefined ? { carrierId: carrierId ?? "" } : { trunkId };
  return { calls: await ctx.read.calls.countOpen(side, since), at };
}
