// REST: documents, up as base64 in JSON and down as they are.
import { documentAnswer } from "@/app/_server/file-answer";
import { Document, ListDocuments, UploadDocument } from "@/lib/schemas/document";
import { MAX_DOCUMENT_BYTES } from "@/lib/schemas/document-limits";
import { ById } from "@/lib/schemas/fields";
import { getDocument } from "@/lib/services/documents/get-document";
import { listDocuments } from "@/lib/services/documents/list-documents";
import { uploadDocument } from "@/lib/services/documents/upload-document";
import { download, type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

/** A body that holds one of the largest files: base64 writes three bytes as four, and some fields stand around it. */
const MAX_FILE_BODY_BYTES = Math.ceil((MAX_DOCUMENT_BYTES * 4) / 3) + 100_000;

export const documentOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/documents",
    tag: "Documents",
    summary: "List the documents of one thing, newest first",
    verb: listDocuments,
    input: ListDocuments,
    output: pageOf(Document),
  }),
  operation({
    method: "post",
    path: "/documents",
    tag: "Documents",
    summary: "Add a document to one thing; its content as base64",
    verb: uploadDocument,
    input: UploadDocument,
    output: Document,
    maxBodyBytes: MAX_FILE_BODY_BYTES,
  }),
  download({
    path: "/documents/{id}",
    tag: "Documents",
    summary: "Download a document",
    verb: getDocument,
    input: ById,
    answer: documentAnswer,
  }),
];
