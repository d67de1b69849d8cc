// The address that somebody means: pasted from a log, a SIP URI, a mail, a firewall's rule.
import { type Block, parseBlock } from "./cidr";
import { addressText, packAddress } from "./packed-address";

const LONGEST = 500;

/**
 * The first address or block in a text, host bits cut off; null where there is none. Understands ports, brackets,
 * `sip:` URIs, transports, prefix lengths, IPv4 written as IPv6, and the first two or three parts of an IPv4 address.
 */
export function addressInText(text: string): Block | null {
  const plain = text.trim().slice(0, LONGEST);
  const begun = /^(\d{1,3})\.(\d{1,3})\.(?:(\d{1,3})\.?)?$/.exec(plain);
  if (begun) {
    const [, first, second, third] = begun;
    return readBlock(`${first}.${second}.${third ?? 0}.0`, third === undefined ? "16" : "24");
  }
  const words = plain.split(/[\s,;<>"'()@=]+/);
  for (const word of words) {
    const found = blockOf(word.replace(/^(?:sips?|udp|tcp|tls|ws):(?:\/\/)?/i, ""));
    if (found !== null) return found;
  }
  return null;
}

function blockOf(word: string): Block | null {
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d{1,5})?(?:\/(\d{1,3}))?[.:]?$/i.exec(word);
  if (bracketed?.[1]) return readBlock(bracketed[1], bracketed[2]);
  const four = /^(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:\/(\d{1,2}))?[.:]?$/.exec(word);
  if (four?.[1]) return readBlock(four[1], four[2]);
  const six = /^([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*?)(?:\/(\d{1,3}))?\.?$/i.exec(word);
  return six?.[1] ? readBlock(six[1], six[2]) : null;
}

/** Null where either part is none. */
function readBlock(address: string, length: string | undefined): Block | null {
  const packed = packAddress(address);
  if (packed === null) return null;
  const isMapped = packed.family === 4 && address.includes(":");
  const bits = length === undefined || isMapped ? null : Number(length);
  const right = parseBlock(`${addressText(packed)}${bits === null ? "" : `/${bits}`}`);
  if (right.ok) return right.value;
  // Host bits: the block that is meant is the one that holds them.
  const suggested = right.suggestion === null ? null : parseBlock(right.suggestion);
  return suggested?.ok ? suggested.value : null;
}
