// A document: a file that belongs to exactly one thing, and never changes.
import { z } from "zod";
import { DOCUMENT_TYPES_WORDS, MAX_DOCUMENT_BYTES } from "./document-limits";
import { filter, Id, Instant, line, pageQuery } from "./fields";

const ownerFields = {
  carrierId: filter(Id),
  customerId: filter(Id),
  trunkId: filter(Id),
  requirementCheckId: filter(Id),
  verificationRequestId: filter(Id),
  quoteRevisionId: filter(Id),
  exchangeId: filter(Id),
};

/** What a document may belong to. A hand-off version's PDF is made by the job worker alone. */
export const DOCUMENT_OWNERS = [
  ...Object.keys(ownerFields),
  "handOffVersionId",
] as DocumentOwnerKind[];
export type DocumentOwnerKind = keyof typeof ownerFields | "handOffVersionId";

export interface DocumentOwner {
  readonly kind: DocumentOwnerKind;
  readonly id: string;
}

/** The one owner that is named; null where there is none, or more than one. */
export function documentOwner(
  named: {
    readonly [Kind in DocumentOwnerKind]?: string | null | undefined;
  },
): DocumentOwner | null {
  const owners = DOCUMENT_OWNERS.flatMap((kind) => {
    const id = named[kind];
    return id === undefined || id === null ? [] : [{ kind, id }];
  });
  return owners.length === 1 ? (owners[0] ?? null) : null;
}

const Base64 = z.base64("must be base64").transform((text): Uint8Array => {
  const binary = atob(text);
  // A loop: a callback for each of ten million letters holds everyone else up for seconds.
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
});

/** A file's bytes: as they are, or in JSON as base64. */
const FileBytes = z
  .union([z.instanceof(Uint8Array).meta({ override: { type: "string" } }), Base64], {
    error: "must be a file's content in base64",
  })
  .meta({
    override: {
      type: "string",
      contentEncoding: "base64",
      description: `${DOCUMENT_TYPES_WORDS}; at most ${MAX_DOCUMENT_BYTES} bytes`,
    },
  });

/** A file as a form or a program hands it over; other nouns' schemas take it as a field of theirs. */
export const FileInput = z.strictObject(
  {
    fileName: z.string("must be a file name").min(1, "must be a file name").max(1000),
    bytes: FileBytes,
  },
  { error: "choose a file" },
);
export type FileInput = z.output<typeof FileInput>;

/** What the document is, in a word or two: evidence, contract, LOA. */
const Purpose = line({ max: 100 }).default("");

export const UploadDocument = z.strictObject({
  ...ownerFields,
  purpose: Purpose,
  file: FileInput,
});

export const ListDocuments = z.strictObject({
  ...ownerFields,
  handOffVersionId: filter(Id),
  ...pageQuery,
});

export const Document = z.object({
  id: Id,
  carrierId: z.string().nullable(),
  customerId: z.string().nullable(),
  trunkId: z.string().nullable(),
  requirementCheckId: z.string().nullable(),
  verificationRequestId: z.string().nullable(),
  quoteRevisionId: z.string().nullable(),
  handOffVersionId: z.string().nullable(),
  exchangeId: z.string().nullable(),
  purpose: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  /** Of the bytes, in hexadecimal. */
  sha256: z.string(),
  createdById: z.string(),
  createdAt: Instant,
});
export type Document = z.infer<typeof Document>;

/** A document with its bytes, for who downloads it. */
export interface DocumentFile {
  readonly document: Document;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
