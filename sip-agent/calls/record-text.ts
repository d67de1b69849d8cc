/** Byte strings of SIP messages as text for the database: UTF-8, without NUL, of bounded length. */

const LONGEST = 1_000;

/** Invalid UTF-8 becomes replacement characters, NUL (which Postgres cannot hold) too. */
export function recordText(byteString: string, longest = LONGEST): string {
  if (byteString.length <= longest && isPlain(byteString)) return byteString;
  const text = Buffer.from(byteString.slice(0, longest), "latin1").toString("utf8");
  return text.replaceAll("\0", "\ufffd");
}

/** ASCII without NUL, as nearly all of it is: the same in every encoding. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0 || code > 0x7f) return false;
  }
  return true;
}
