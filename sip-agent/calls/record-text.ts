/** Byte strings of SIP messages as text for the database: UTF-8, without NUL, of bounded length. */

const LONGEST = 1_000;

/** Invalid UTF-8 becomes replacement characters, NUL (which Postgres cannot hold) too. */
export function recordText(byteString: string, longest = LONGEST): string {
  const text = Buffer.from(byteString.slice(0, longest), "latin1").toString("utf8");
  return text.replaceAll("\0", "\ufffd");
}
