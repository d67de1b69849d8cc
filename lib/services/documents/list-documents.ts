// Lists the documents of one thing, newest first, without their bytes.
import { InvalidInput } from "@/lib/core/errors";
import {
  DOCUMENT_OWNERS,
  type Document,
  documentOwner,
  ListDocuments,
} from "@/lib/schemas/document";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listDocuments(ctx: Context, raw: unknown): Promise<Page<Document>> {
  requirePermission(ctx.actor, "document.read");
  const input = parseInput(ListDocuments, raw ?? {});
  const owner = documentOwner(input);
  if (owner === null) {
    const message = `name exactly one of ${DOCUMENT_OWNERS.join(", ")}`;
    throw new InvalidInput([{ path: "", message }]);
  }
  return ctx.read.documents.findPage(owner, input);
}
