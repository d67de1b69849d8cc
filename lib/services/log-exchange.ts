// The dated line in the exchange log of a carrier or customer that other verbs leave: what they sent or received on the way.
import type { Store } from "@/lib/db/store";
import type { Exchange } from "@/lib/schemas/exchange";
import type { Context } from "./context";

type Line = Omit<
  Exchange,
  "id" | "carrierId" | "customerId" | "staffId" | "staffName" | "createdAt"
> &
  ({ readonly carrierId: string } | { readonly customerId: string });

/** Runs inside the caller's transaction; `person` signs for it. */
export async function logExchange(
  ctx: Context,
  tx: Store,
  person: { readonly id: string; readonly name: string },
  line: Line,
): Promise<Exchange> {
  const exchange = await tx.exchanges.insert({
    carrierId: null,
    customerId: null,
    ...line,
    id: ctx.newId(),
    staffId: person.id,
    staffName: person.name,
    createdAt: ctx.now(),
  });
  await tx.audit.insert(ctx.event("exchange.record", "exchange_log", null, exchange));
  return exchange;
}
