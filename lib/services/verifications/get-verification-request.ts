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
  const { verifications, carriers, contacts, documents } = ctx.read;
  const request = requireRow("verification request", id, await verifications.getRequest(id));
  const owner = { kind: "verificationRequestId", id } as const;
  const { carrierId, sentToId } = request;
  const [carrier, items, files, sentTo] = await Promise.all([
    carriers.get(carrierId),
    verifications.findItemsOfRequest(id),
    documents.findPage(owner, { limit: DOCUMENTS }),
    sentToId === null ? null : contacts.get(sentToId),
  ]);
  return {
    request,
    carrierName: carrier?.name ?? "",
    sentToName: sentTo?.name ?? null,
    state: requestState(items, ctx.now()),
    items,
    documents: files.items,
  };
}
