/** Percent escapes of URIs (RFC 2396). */

/** Decodes `%HH` (RFC 2396); null if a `%` is not followed by two hexadecimal digits. One character a byte. */
export function decodeEscapes(text: string): string | null {
  if (!text.includes("%")) return text;
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return null;
  return text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
