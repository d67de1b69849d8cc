// Messages that went wrong on their way, or on purpose: seeded, so that each can be made again.
import type { SeededChance } from "../../fixtures/seeded-chance";

const CRLF = Buffer.from("\r\n");

/** What has broken parsers before, in places where something harmless is expected. */
const EXCEPTIONAL: readonly string[] = [
  "",
  " ",
  "\t\t\t",
  "\0",
  "\x01\x02\x7f",
  "\xff\xfe\xc3\x28",
  "%00",
  "%0d%0aVia: x",
  "\r\n folded",
  "\r\n\r\n",
  "\n",
  "\r",
  '"',
  '"\\',
  "<",
  "<>",
  "<<>>",
  "<sip:",
  "sip:",
  "sip:@",
  "sip:a@[::",
  "sip:a@[::1]:99999",
  "sip:a@b:0",
  "sip:a@b:-1",
  "sip:%zz@b",
  "sip:+6498879333;phone-context=+1@b",
  "tel:+6498879333;isub=1",
  "mailto:a@b",
  "sips:a@b;transport=udp",
  ";;;;",
  ";a=;b;=c",
  ";tag=",
  ";tag=a;tag=b",
  ",",
  ",,,,",
  "a,b,c",
  "0",
  "-1",
  "1e9",
  "4294967295",
  "4294967296",
  "99999999999999999999999999",
  "0x10",
  "1 INVITE INVITE",
  "1",
  "INVITE 1",
  "*",
  "SIP/2.0/UDP",
  "SIP/7.0/UDP h;branch=z9hG4bK",
  "SIP/2.0/UDP h;branch=",
  "SIP/2.0/UDP [::1;branch=z9hG4bKx",
  "SIP/2.0/UDP h:99999;branch=z9hG4bKx",
  "SIP / 2.0 / UDP unresolvable.name.example ;branch=z9hG4bKx;maddr=198.51.100.9;ttl=1;received=198.51.100.9",
  "Digest",
  "Digest ,,,",
  'Digest username="a',
  'Digest username="a",username="b",realm=,nonce=zz,uri=<>,response=1,nc=xyz,qop=auth-int,cnonce="\\"',
  "Basic QQ==",
  "{}[]()$'`!",
  "' OR 1=1 --",
  "<script>alert(1)</script>",
  "<sip:198.51.100.9;lr>",
  "<sip:unresolvable.name.example;lr;transport=tcp>",
  "A".repeat(300),
  "A".repeat(9_000),
  "a;".repeat(2_000),
  "<sip:a@b>,".repeat(500),
  '"'.repeat(501),
  "\\".repeat(501),
  "(".repeat(400),
  "[".repeat(400),
  "%".repeat(400),
];

/**
 * Each header and each part of the start line of a message, with each exceptional element in the place of its value,
 * behind it and before it: one message for each.
 */
export function* exceptional(message: string): Generator<Buffer> {
  const [head = "", ...rest] = message.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const lines = head.split("\r\n");
  const rebuilt = (index: number, line: string) =>
    Buffer.from([...lines.with(index, line), "", body].join("\r\n"), "latin1");
  for (const [index, line] of lines.entries()) {
    const parts = index === 0 ? line.split(" ") : [];
    const colon = line.indexOf(":");
    for (const element of EXCEPTIONAL) {
      for (const [at] of parts.entries()) yield rebuilt(0, parts.with(at, element).join(" "));
      if (index === 0) continue;
      const name = line.slice(0, colon);
      const value = line.slice(colon + 1).trim();
      yield rebuilt(index, `${name}: ${element}`);
      yield rebuilt(index, `${name}: ${value}${element}`);
      yield rebuilt(index, `${name}: ${element}${value}`);
    }
  }
}

/** One to eight changes to the bytes. */
export function mutated(original: Buffer, others: readonly Buffer[], chance: SeededChance): Buffer {
  let bytes = original;
  for (let left = 1 + Math.floor(chance.next() * 8); left > 0; left -= 1) {
    bytes = chance.pick(CHANGES)(bytes, others, chance);
  }
  return bytes.subarray(0, 60_000);
}

type Change = (bytes: Buffer, others: readonly Buffer[], chance: SeededChance) => Buffer;

const CHANGES: readonly Change[] = [
  function flipBits(bytes, _others, chance) {
    const copy = Buffer.from(bytes);
    const at = placeIn(copy, chance);
    copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(chance.next() * 8));
    return copy;
  },
  function anyByte(bytes, _others, chance) {
    const copy = Buffer.from(bytes);
    copy[placeIn(copy, chance)] = Math.floor(chance.next() * 256);
    return copy;
  },
  function cutOut(bytes, _others, chance) {
    const [from, to] = spanIn(bytes, chance);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeat(bytes, _others, chance) {
    const [from, to] = spanIn(bytes, chance);
    const part = bytes.subarray(from, to);
    return Buffer.concat([bytes.subarray(0, to), part, part, bytes.subarray(to)]);
  },
  function endEarly(bytes, _others, chance) {
    return bytes.subarray(0, placeIn(bytes, chance));
  },
  function putIn(bytes, _others, chance) {
    const at = placeIn(bytes, chance);
    const element = Buffer.from(chance.pick(EXCEPTIONAL), "latin1");
    return Buffer.concat([bytes.subarray(0, at), element, bytes.subarray(at)]);
  },
  function goOnAsAnother(bytes, others, chance) {
    const other = chance.pick(others);
    return Buffer.concat([
      bytes.subarray(0, placeIn(bytes, chance)),
      other.subarray(placeIn(other, chance)),
    ]);
  },
  function lineOfAnother(bytes, others, chance) {
    const line = chance.pick(linesOf(chance.pick(others)));
    const lines = linesOf(bytes);
    lines.splice(Math.floor(chance.next() * lines.length), 0, line);
    return joined(lines);
  },
  function lineTwice(bytes, _others, chance) {
    const lines = linesOf(bytes);
    const at = Math.floor(chance.next() * lines.length);
    lines.splice(at, 0, lines[at] ?? CRLF);
    return joined(lines);
  },
  function lineAway(bytes, _others, chance) {
    const lines = linesOf(bytes);
    lines.splice(Math.floor(chance.next() * lines.length), 1);
    return joined(lines);
  },
  function spaceBeforeColon(bytes, _others, chance) {
    const at = bytes.indexOf(":", placeIn(bytes, chance));
    if (at < 0) return bytes;
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(" \t"), bytes.subarray(at)]);
  },
  function otherNumber(bytes, _others, chance) {
    const text = bytes.toString("latin1");
    const numbers = [...text.matchAll(/\d+/g)];
    const one = numbers[Math.floor(chance.next() * numbers.length)];
    if (one === undefined) return bytes;
    const number = chance.pick(["0", "-1", "65536", "4294967296", "9".repeat(40), ""]);
    return Buffer.from(
      text.slice(0, one.index) + number + text.slice(one.index + one[0].length),
      "latin1",
    );
  },
];

function placeIn(bytes: Buffer, chance: SeededChance): number {
  return Math.floor(chance.next() * Math.max(1, bytes.length));
}

function spanIn(bytes: Buffer, chance: SeededChance): [number, number] {
  const from = placeIn(bytes, chance);
  return [from, Math.min(bytes.length, from + 1 + Math.floor(chance.next() * 60))];
}

function linesOf(bytes: Buffer): Buffer[] {
  return bytes
    .toString("latin1")
    .split("\r\n")
    .map((line) => Buffer.from(line, "latin1"));
}

function joined(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [CRLF, line])));
}
