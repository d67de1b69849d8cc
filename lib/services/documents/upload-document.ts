// Keeps a file as a document of one thing, for who may change that thing.
import type { Permission } from "@/lib/auth/permissions";
import { InvalidInput } from "@/lib/core/errors";
import {
  type Document,
  type DocumentOwnerKind,
  documentOwner,
  UploadDocument,
} from "@/lib/schemas/document";
import { checkFile } from "../check-file";
import type { Context } from "../context";
import { keepDocument } from "../keep-document";
import { parseInput } from "../parse-input";
import { requireAnyPermission } from "../permit";

type UploadOwner = Exclude<DocumentOwnerKind, "handOffVersionId">;

/** One of these is needed. */
const PERMISSIONS: Readonly<Record<UploadOwner, readonly [Permission, ...Permission[]]>> = {
  carrierId: ["carrier.write"],
  customerId: ["customer.write"],
  trunkId: ["trunk.write"],
  requirementCheckId: ["requirement.check"],
  verificationRequestId: ["verification.write", "verification.answer"],
  quoteRevisionId: ["quote.write"],
  exchangeId: ["exchange.write"],
};

const ANY: readonly [Permission, ...Permission[]] = [
  "exchange.write",
  ...Object.values(PERMISSIONS).flat(),
];

export async function uploadDocument(ctx: Context, raw: unknown): Promise<Document> {
  requireAnyPermission(ctx.actor, ANY);
  const input = parseInput(UploadDocument, raw);
  const owner = documentOwner(input);
  if (owner === null || owner.kind === "handOffVersionId") {
    const message = `name exactly one of ${Object.keys(PERMISSIONS).join(", ")}`;
    throw new InvalidInput([{ path: "", message }]);
  }
  requireAnyPermission(ctx.actor, PERMISSIONS[owner.kind]);
  const file = await checkFile(input.file);
  return ctx.transaction((tx) => keepDocument(ctx, tx, { owner, purpose: input.purpose, file }));
}
