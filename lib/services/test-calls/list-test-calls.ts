// Lists test calls, newest first.
import type { Page } from "@/lib/schemas/fields";
import { ListTestCalls, type TestCall } from "@/lib/schemas/test-call";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listTestCalls(ctx: Context, raw: unknown): Promise<Page<TestCall>> {
  requirePermission(ctx.actor, "trunk.read");
  return ctx.read.testCalls.findPage(parseInput(ListTestCalls, raw ?? {}));
}
