// Fills a letter of authorisation: what asks a carrier to confirm that Cradle owns numbers.
import { z } from "zod";
import { GateClosed } from "@/lib/core/errors";
import { Id } from "@/lib/schemas/fields";
import type { LoaSheet } from "@/lib/schemas/loa-sheet";
import type { NumberedItem } from "@/lib/schemas/verification";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requireAnyPermission } from "../permit";
import { requireRow } from "../require-row";

const GetLoaSheet = z.strictObject({ requestId: Id });

/** Of a request that was submitted its numbers as submitted; of a draft, how the letter would read. */
export async function getLoaSheet(ctx: Context, raw: unknown): Promise<LoaSheet> {
  requireAnyPermission(ctx.actor, ["verification.read", "document.render"]);
  const { requestId } = parseInput(GetLoaSheet, raw);
  const { verifications, carriers, settings } = ctx.read;
  const found = await verifications.getRequest(requestId);
  const request = requireRow("verification request", requestId, found);
  const platform = await settings.get();
  if (platform === null) {
    throw new GateClosed("letter", [], "The platform settings are not saved yet.");
  }
  const date = request.submittedAt ?? ctx.now();
  const [carrier, items, addresses] = await Promise.all([
    carriers.get(request.carrierId),
    verifications.findItemsOfRequest(requestId),
    settings.findEgressAddresses(),
  ]);
  return {
    reference: request.reference,
    date,
    issuer: { legalName: platform.legalName, legalAddress: platform.legalAddress },
    carrierName: carrier?.name ?? "",
    numbers: asked(items).map(({ e164, customerName }) => ({ e164, customerName })),
    signallingFqdn: platform.signallingFqdn,
    egressAddresses: addresses
      .filter(({ validFrom, validUntil }) => validFrom <= date && (validUntil ?? date) >= date)
      .map(({ address }) => address),
    note: request.note,
    submittedBy: request.submittedByName,
  };
}

/** What the carrier is asked for: not what was withdrawn, and of a submitted request no draft. */
function asked(items: readonly NumberedItem[]): readonly NumberedItem[] {
  const sent = items.filter((item) => item.state !== "withdrawn" && item.state !== "draft");
  return sent.length > 0 ? sent : items.filter((item) => item.state === "draft");
}
