// How much a request may bring along before anyone has asked who sends it.

/** Far more than a sign-in, far less than a document. */
const MAX_BYTES = 1_000_000;

/** True where the headers promise a body within the bound, or none. One of unknown length is not bounded. */
export function isBodyBounded(headers: Headers): boolean {
  if (headers.has("transfer-encoding")) return false;
  const length = headers.get("content-length");
  if (length === null) return true;
  return /^\d{1,15}$/.test(length) && Number(length) <= MAX_BYTES;
}
