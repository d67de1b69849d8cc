// Where media comes from and goes to: an address or block, and the ports where they are known.

import type { Checked } from "./checked";
import { blockText, parseBlock } from "./cidr";

/**
 * A media range in its one stored form: "192.0.2.0/28", or "192.0.2.0/28 10000-20000" with its UDP ports. Further
 * blanks are forgiven; anything else is refused with the right form named.
 */
export function checkMediaRange(raw: string): Checked<string> {
  const text = raw.trim().replace(/\s+/g, " ");
  const [blockPart = "", ...rest] = text.split(" ");
  const block = parseBlock(blockPart);
  if (!block.ok) return block;
  const ports = rest.join("");
  if (ports === "") return { ok: true, value: blockText(block.value) };
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(ports);
  if (match === null) return refused(`${ports} are no ports: write such as 10000-20000`);
  const [first, last] = [Number(match[1]), Number(match[2])];
  if (first < 1024 || last > 65_535) return refused(`${ports} is outside of 1024-65535`);
  if (first >= last) return refused(`${ports} ends before it begins`);
  return { ok: true, value: `${blockText(block.value)} ${first}-${last}` };
}

function refused(message: string) {
  return { ok: false, message, suggestion: null } as const;
}
