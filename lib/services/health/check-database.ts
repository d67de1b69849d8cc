// Whether the database answers: what a load balancer asks of the portal. Says nothing, so anyone may ask.
import type { Context } from "../context";

/** Throws `Outage` where the database is away. */
export async function checkDatabase(ctx: Context): Promise<void> {
  await ctx.read.agents.getConfigVersion();
}
