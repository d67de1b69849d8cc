// Keeps a checked file as a document of its owner, with the audit event: for every verb that takes or makes a file.
import type { Store } from "@/lib/db/store";
import type { Document, DocumentOwner } from "@/lib/schemas/document";
import type { CheckedFile } from "./check-file";
import type { Context } from "./context";
import { requireNamed } from "./require-row";

/** Stands where no person is: what the system itself made. */
const SYSTEM_ITSELF = "00000000-0000-0000-0000-000000000000";

const OWNER_WORDS: Readonly<Record<DocumentOwner["kind"], string>> = {
  carrierId: "carrier",
  customerId: "customer",
  trunkId: "trunk",
  requirementCheckId: "requirement check",
  verificationRequestId: "verification request",
  quoteRevisionId: "quote revision",
  handOffVersionId: "hand-off version",
  exchangeId: "exchange",
};

/** The caller has asked for the permission, and has judged the file with `checkFile`. */
export async function keepDocument(
  ctx: Context,
  tx: Store,
  plan: { readonly owner: DocumentOwner; readonly purpose: string; readonly file: CheckedFile },
): Promise<Document> {
  const { owner, purpose, file } = plan;
  const links = requireNamed(
    OWNER_WORDS[owner.kind],
    owner.kind,
    await tx.documents.getOwnerLinks(owner),
  );
  const document = await tx.documents.insert({
    ...file,
    id: ctx.newId(),
    [owner.kind]: owner.id,
    purpose,
    createdById: ctx.actor.kind === "system" ? SYSTEM_ITSELF : ctx.actor.id,
    createdAt: ctx.now(),
  });
  // The event appears on the page of whoever the owner belongs to, too.
  await tx.audit.insert({ ...ctx.event("document.add", "document", null, document), ...links });
  return document;
}
