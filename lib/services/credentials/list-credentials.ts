// Lists SIP credentials, newest first, with when each was last accepted, and for how many calls of the last day.
import type { Page } from "@/lib/schemas/fields";
import { type CredentialInUse, ListCredentials } from "@/lib/schemas/sip-credential";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listCredentials(ctx: Context, raw: unknown): Promise<Page<CredentialInUse>> {
  requirePermission(ctx.actor, "carrier.read");
  return ctx.read.credentials.findPage(parseInput(ListCredentials, raw ?? {}), ctx.now());
}
