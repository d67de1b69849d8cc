/** Header and URI parameters as an ordered list: for a handful, quicker and smaller than a map. */
import { textAt } from "./byte-string";
import {
  BACKSLASH,
  CLASS,
  EQUALS,
  IS_PARAM_VALUE,
  QUOTE,
  skipBlanks,
  TOKEN_LOWER,
} from "./char-class";

/** One parameter. `name` is lower-case; `value` is exactly as received (quotes kept), null for a flag. */
export interface Param {
  readonly name: string;
  readonly value: string | null;
}

/** The value of the first parameter of that lower-case name: undefined if absent, null for a flag. */
export function getParam(params: readonly Param[], name: string): string | null | undefined {
  for (const param of params) if (param.name === name) return param.value;
  return undefined;
}

/** Text of a quoted string without its quotes and escapes; any other text as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || text.charCodeAt(0) !== QUOTE) return text;
  const inner = text.slice(1, -1);
  return inner.includes("\\") ? inner.replace(/\\([\s\S])/g, "$1") : inner;
}

/** Spans of the parameter that `scanParam` read last; `valueStart` is -1 for a flag. One reader at a time. */
export const paramSpan = { nameStart: 0, nameEnd: 0, valueStart: -1, valueEnd: 0 };

/**
 * Reads one generic-param behind its semicolon (RFC 3261 §25.1) into `paramSpan`, blanks around it included.
 * Returns the offset behind it, or `~offset` of the byte at fault.
 */
export function scanParam(bytes: Uint8Array, at: number, end: number): number {
  at = skipBlanks(bytes, at, end);
  paramSpan.nameStart = at;
  while (at < end && TOKEN_LOWER[bytes[at]!] !== 0) at++;
  if (at === paramSpan.nameStart) return ~at;
  paramSpan.nameEnd = at;
  paramSpan.valueStart = -1;
  at = skipBlanks(bytes, at, end);
  if (at >= end || bytes[at] !== EQUALS) return at;
  at = skipBlanks(bytes, at + 1, end);
  const valueStart = at;
  if (at < end && bytes[at] === QUOTE) {
    at = skipQuoted(bytes, at, end);
    if (at < 0) return at;
  } else {
    while (at < end && (CLASS[bytes[at]!]! & IS_PARAM_VALUE) !== 0) at++;
    if (at === valueStart) return ~at;
  }
  paramSpan.valueStart = valueStart;
  paramSpan.valueEnd = at;
  return skipBlanks(bytes, at, end);
}

/** Skips the quoted string that opens at `at`: the offset behind its closing quote, or `~at` if there is none. */
export function skipQuoted(bytes: Uint8Array, at: number, end: number): number {
  const open = at++;
  while (at < end) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at + 1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return ~open;
}

/** True if the bytes spell that lower-case name, in any case. */
export function spells(bytes: Uint8Array, start: number, end: number, lower: string): boolean {
  if (end - start !== lower.length) return false;
  for (let i = 0; i < lower.length; i++) {
    if (TOKEN_LOWER[bytes[start + i]!] !== lower.charCodeAt(i)) return false;
  }
  return true;
}

/** The parameter in `paramSpan` as strings. */
export function takeParam(bytes: Buffer): Param {
  const { nameStart, nameEnd, valueStart, valueEnd } = paramSpan;
  return {
    name: textAt(bytes, nameStart, nameEnd).toLowerCase(),
    value: valueStart < 0 ? null : unfold(textAt(bytes, valueStart, valueEnd)),
  };
}

/** Joins continuation lines: each line end and the blanks behind it become one space (RFC 3261 §7.3.1). */
export function unfold(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n[ \t]+/g, " ") : text;
}
