// Shows a verification request with its items, and the letter and evidence that belong to it.
import { requestState } from "@/lib/lifecycle/verification-request";
import { ById } from "@/lib/schemas/fields";
import type { VerificationRequestDetail } from "@/lib/schemas/verification";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

/** As many documents as a page shows. */
const DOCUMENTS = 200;

export async function getVerificationRequest(
  ctx: Context,
  raw: unknown,
): Promise<VerificationRequestDetail> {
  requirePermission(ctx.actor, "verification.read");
  const { id } = parseInput(ById, raw);
  const { verifications, carriers, documents } = ctx.read;
  const request = requireRow("verification request", id, await verifications.getRequest(id));
  const owner = { kind: "verificationRequestId", id } as const;
  const [carrier, items, files] = await Promise.all([
    carriers.get(request.carrierId),
    verifications.findItemsOfRequest(id),
    documents.findPage(owner, { limit: DOCUMENTS }),
  ]);
  return {
    request,
    carrierName: carrier?.name ?? "",
    state: requestState(items, ctx.now()),
    items,
    documents: files.items,
  };
}
