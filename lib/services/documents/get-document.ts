// Gives a document with its bytes, to download.
import type { DocumentFile } from "@/lib/schemas/document";
import { ById } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function getDocument(ctx: Context, raw: unknown): Promise<DocumentFile> {
  requirePermission(ctx.actor, "document.read");
  const { id } = parseInput(ById, raw);
  return requireRow("document", id, await ctx.read.documents.getFile(id));
}
