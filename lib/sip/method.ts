/** SIP methods as shared strings, so that a known one costs no new string. */
import { textAt } from "./byte-string";

const METHODS = [
  "INVITE",
  "ACK",
  "BYE",
  "CANCEL",
  "OPTIONS",
  "PRACK",
  "UPDATE",
  "INFO",
  "REFER",
  "NOTIFY",
  "MESSAGE",
  "REGISTER",
  "SUBSCRIBE",
  "PUBLISH",
] as const;

const byFirstByte: (readonly string[] | undefined)[] = new Array(128).fill(undefined);
for (const method of METHODS) {
  const first = method.charCodeAt(0);
  byFirstByte[first] = [...(byFirstByte[first] ?? []), method];
}

/** The method in these bytes. Methods are case-sensitive (RFC 3261 §7.1). */
export function methodAt(bytes: Buffer, start: number, end: number): string {
  const found = byFirstByte[bytes[start]! & 127];
  if (found !== undefined) {
    next: for (const method of found) {
      if (method.length !== end - start) continue;
      for (let i = 0; i < method.length; i++) {
        if (bytes[start + i] !== method.charCodeAt(i)) continue next;
      }
      return method;
    }
  }
  return textAt(bytes, start, end);
}
