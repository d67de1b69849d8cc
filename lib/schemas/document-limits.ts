// What a file may be, apart from the schemas: forms say it in the browser, which need not load a parser for that.

/** Largest file taken, in bytes; the database holds the same. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

/** In the words of a hint, and of a refusal. */
export const DOCUMENT_TYPES_WORDS = "PDF, PNG, JPEG, plain text, CSV or EML";
