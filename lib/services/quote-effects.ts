// What a quote brings about beside itself: its trunk's stage and limits, each with an audit event of its own.
import { GateClosed } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { QUOTE_MACHINE } from "@/lib/lifecycle/quote";
import { TRUNK_MACHINE } from "@/lib/lifecycle/trunk";
import { formatAmount } from "@/lib/money/amount";
import type { QuoteRevision } from "@/lib/schemas/quote";
import type { Trunk } from "@/lib/schemas/trunk";
import type { Context } from "./context";
import { requireEffect } from "./require-arrow";
import { requireRow } from "./require-row";

/** The trunk of a quote; `GateClosed` where it is closed, and nothing can be quoted for it any more. */
export async function requireOpenTrunk(tx: Store, trunkId: string): Promise<Trunk> {
  const trunk = requireRow("trunk", trunkId, await tx.trunks.get(trunkId));
  if (trunk.state !== "closed") return trunk;
  throw new GateClosed("quote for a closed trunk", [], "This quote's trunk is closed.");
}

/** The first draft takes an enquiry to quoting; a trunk at any other stage stays where it is. */
export async function startQuoting(ctx: Context, tx: Store, trunk: Trunk): Promise<void> {
  if (trunk.state === "enquiry") await moveTrunk(ctx, tx, trunk, "quoting", "first quote drafted");
}

/** An accepted quote gives the trunk its limits and, where the trunk waits for that, takes it to configuring. */
export async function settleTrunk(
  ctx: Context,
  tx: Store,
  trunk: Trunk,
  accepted: QuoteRevision,
): Promise<void> {
  const reason = `${accepted.number ?? "quote"} accepted`;
  const limited = await tx.trunks.update(trunk, {
    maxChannels: accepted.agreedChannels,
    maxCallsPerSec: accepted.agreedCallsPerSec,
  });
  await tx.audit.insert(ctx.event("trunk.agree-limits", "trunk", trunk, limited, reason));
  if (limited.state === "quoting") await moveTrunk(ctx, tx, limited, "configuring", reason);
}

async function moveTrunk(
  ctx: Context,
  tx: Store,
  before: Trunk,
  to: "quoting" | "configuring",
  reason: string,
): Promise<void> {
  requireEffect(TRUNK_MACHINE, before.state, to);
  const after = await tx.trunks.update(before, { state: to, stateChangedAt: ctx.now() });
  await tx.audit.insert(ctx.event("trunk.change-state", "trunk", before, after, reason));
}

/** A revision that is sent takes the place of the one that was sent or accepted before. */
export async function supersedeStanding(
  ctx: Context,
  tx: Store,
  sending: QuoteRevision,
): Promise<void> {
  for (const before of await tx.quotes.findStanding(sending.quoteId)) {
    requireEffect(QUOTE_MACHINE, before.state, "superseded");
    const after = await tx.quotes.updateRevision(before, { state: "superseded" });
    const reason = `revision ${sending.revision} sent`;
    await tx.audit.insert(ctx.event("quote.supersede", "quote_revision", before, after, reason));
  }
}

/** A revision with its lines as an audit event keeps them: one text a line. */
export async function withLines(
  store: Pick<Store, "quotes">,
  revision: QuoteRevision,
): Promise<QuoteRevision & { readonly lines: string[] }> {
  const lines = await store.quotes.findLines(revision.id);
  return {
    ...revision,
    lines: lines.map((line) => {
      const discount = line.discountBasisPoints > 0 ? ` less ${line.discountPercent} %` : "";
      const total = formatAmount(line.totalMinor, revision.currencyScale, revision.currency);
      return `${line.description}: ${line.quantity} × ${line.unitPrice}${discount} = ${total}`;
    }),
  };
}
