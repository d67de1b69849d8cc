// Gives a hand-off sheet as configuration for one product, as it is now or as it was sent.
import { NotFound } from "@/lib/core/errors";
import { GetHandOffConfig, handOffConfig } from "@/lib/schemas/hand-off-config/hand-off-config";
import type { Context } from "../context";
import { fillHandOffSheet } from "../fill-hand-off-sheet";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

/** A name for the file, and its text with a placeholder where the password goes. */
export interface HandOffConfig {
  readonly fileName: string;
  readonly text: string;
}

export async function getHandOffConfig(ctx: Context, raw: unknown): Promise<HandOffConfig> {
  requirePermission(ctx.actor, "carrier.read");
  const { carrierId, product, number } = parseInput(GetHandOffConfig, raw);
  const carrier = requireRow("carrier", carrierId, await ctx.read.carriers.get(carrierId));
  const sheet =
    number === undefined
      ? await fillHandOffSheet(ctx.read, carrier, ctx.now())
      : await ctx.read.handOffs.getContent(carrierId, number);
  if (sheet === null) throw new NotFound("hand-off sheet", String(number ?? carrierId));
  return { fileName: `cradle-${product}.txt`, text: handOffConfig(product, sheet) };
}
