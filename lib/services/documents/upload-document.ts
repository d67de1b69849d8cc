// Keeps a file as a document of one thing, for who may change that thing.
import type { Permission } from "@/lib/auth/permissions";
import { InvalidInput } from "@/lib/core/errors";
import { HAND_OFF_PDF } from "@/lib/db/hand-offs";
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

/** What the job worker draws goes by these: an upload by the same name would stand for the letter or the quote itself. */
const DRAWN_HERE: readonly string[] = ["loa", "quote", HAND_OFF_PDF];

/** Throws `InvalidInput` at `purpose` for a name that only drawn documents have. */
export async function uploadDocument(ctx: Context, raw: unknown): Promise<Document> {
  requireAnyPermission(ctx.actor, ANY);
  const input = parseInput(UploadDocument, raw);
  const owner = documentOwner(input);
  if (owner === null || owner.kind === "handOffVersionId") {
    const message = `name exactly one of ${Object.keys(PERMISSIONS).join(", ")}`;
    throw new InvalidInput([{ path: "", message }]);
  }
  requireAnyPermission(ctx.actor, PERMISSIONS[owner.kind]);
  if (DRAWN_HERE.includes(input.purpose.toLowerCase())) {
    const message = `"${input.purpose}" is what documents drawn here are called: say it in other words`;
    throw new InvalidInput([{ path: "purpose", message }]);
  }
  const file = await checkFile(input.file);
  return ctx.transaction((tx) => keepDocument(ctx, tx, { owner, purpose: input.purpose, file }));
}
