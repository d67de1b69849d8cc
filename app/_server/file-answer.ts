// A file as an answer: downloaded under its name, with its checked type, and kept by no cache on the way.
import type { DocumentFile } from "@/lib/schemas/document";

/** RFC 6266 §4.1, with the name once in ASCII and once as RFC 5987 says. */
export function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

export interface FileToAnswer {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A browser stores it and opens nothing: not by its type, and not by guessing one. */
export function fileAnswer(file: FileToAnswer, headers: Record<string, string> = {}): Response {
  const isText = file.contentType.startsWith("text/");
  return new Response(file.bytes, {
    headers: {
      ...headers,
      "content-type": isText ? `${file.contentType}; charset=utf-8` : file.contentType,
      "content-length": String(file.bytes.byteLength),
      ...downloadHeaders(file.fileName),
    },
  });
}

/** A text as an answer while it is still being written; one that fails on the way is a download that fails. */
export function textAnswer(
  { fileName, contentType }: Omit<FileToAnswer, "bytes">,
  pieces: AsyncIterable<string>,
): Response {
  const encoder = new TextEncoder();
  const written = pieces[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await written.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await written.return?.();
    },
  });
  return new Response(body, {
    headers: {
      ...downloadHeaders(fileName),
      "content-type": `${contentType}; charset=utf-8`,
    },
  });
}

const downloadHeaders = (fileName: string) => ({
  "content-disposition": contentDisposition(fileName),
  "content-security-policy": "sandbox; default-src 'none'",
  "x-content-type-options": "nosniff",
  "cache-control": "private, no-store",
});

/** A stored document as an answer. */
export function documentAnswer(
  { document, bytes }: DocumentFile,
  headers: Record<string, string> = {},
): Response {
  const { fileName, contentType } = document;
  return fileAnswer({ fileName, contentType, bytes }, headers);
}
