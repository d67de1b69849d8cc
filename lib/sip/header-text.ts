/** Text that goes into a message: checked, so that nothing can break out of its line. */
import { BACKSLASH, CR, LF, SP, TAB } from "./char-class";
import { type HeaderKey, headerNames } from "./header-name";

/** A header line to write: usual name, value as a byte string. */
export type HeaderLine = readonly [name: string, value: string];

/** Thrown if a name, value or line to be written could break out of its line. A programming error. */
export class UnsafeValueError extends Error {
  override name = "UnsafeValueError";
}

/** Nearly every text is told to be safe by this alone, much quicker than byte by byte. */
const NOT_PLAIN = /[^\t\x20-\xff]/;

/** True if the text is a byte string without line ends, and with other control bytes only behind a backslash. */
function isSafeText(text: string): boolean {
  if (!NOT_PLAIN.test(text)) return true;
  let escaped = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff || code === CR || code === LF) return false;
    if (code < SP && code !== TAB && !escaped) return false;
    escaped = code === BACKSLASH && !escaped;
  }
  return true;
}

/** The text itself if it is safe to write into a header or a start line; throws UnsafeValueError otherwise. */
export function requireSafeText(text: string, what: string): string {
  if (!isSafeText(text)) throw new UnsafeValueError(`${what} holds a line end or control byte`);
  return text;
}

/** The text with every byte that is unsafe to write turned into a space: for echoing what a malformed request said. */
export function madeSafe(text: string): string {
  if (isSafeText(text)) return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control bytes are what is looked for
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\xff]/g, " ");
}

const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

/** The text itself if it is a token (methods, header names); throws UnsafeValueError otherwise. */
export function requireToken(text: string, what: string): string {
  if (!TOKEN.test(text)) throw new UnsafeValueError(`${what} is not a token`);
  return text;
}

/** The text itself if it can stand as Request-URI: visible characters alone; throws UnsafeValueError otherwise. */
export function requireUriText(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new UnsafeValueError("a Request-URI holds a blank or a control byte");
  return text;
}

/** One header line with its line end. */
export function headerText(key: HeaderKey, value: string): string {
  const name =
    typeof key === "number" ? (headerNames[key] ?? "") : requireToken(key, "a header name");
  return `${name}: ${requireSafeText(value, name)}\r\n`;
}

/** Several header lines. */
export function headersText(lines: readonly HeaderLine[]): string {
  let text = "";
  for (const [name, value] of lines) text += headerText(name, value);
  return text;
}
