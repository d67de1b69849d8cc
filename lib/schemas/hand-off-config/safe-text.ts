// What of a hand-off sheet may stand in a configuration: known shapes as they are, everything else so that it cannot act.

/** A host, address, block, port or username; what has another shape is replaced as a whole. */
export function safeValue(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/.test(text) && !text.includes("//") ? text : "NOT-USABLE";
}

/** A name for a comment: letters, digits and plain signs on one line; no product takes any of these for its own. */
export function safeWords(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,()+@]/gu, "_").slice(0, 100);
}

/** An E.164 number with its +, or null. */
export function safeNumber(text: string): string | null {
  return /^\+[1-9]\d{3,14}$/.test(text) ? text : null;
}

/** To be replaced by whoever pastes the text; the password itself is on no sheet. */
export const PASSWORD_PLACEHOLDER = "PASSWORD_FROM_CRADLE";
