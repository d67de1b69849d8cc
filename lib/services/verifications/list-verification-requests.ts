// Lists verification requests, newest first, each with the state that its items make.
import type { Page } from "@/lib/schemas/fields";
import {
  ListVerificationRequests,
  type VerificationRequestSummary,
} from "@/lib/schemas/verification";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listVerificationRequests(
  ctx: Context,
  raw: unknown,
): Promise<Page<VerificationRequestSummary>> {
  requirePermission(ctx.actor, "verification.read");
  const query = parseInput(ListVerificationRequests, raw ?? {});
  return ctx.read.verifications.findRequestPage(query, ctx.now());
}
