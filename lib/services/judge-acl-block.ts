// One cell of a list as blocks: what was corrected is said, what cannot be is refused in words.
import { blocksOfRange } from "@/lib/telephony/block-set";
import { type Block, blockText, checkAclBlock } from "@/lib/telephony/cidr";
import { packAddress } from "@/lib/telephony/packed-address";

export type JudgedCell =
  | {
      readonly ok: true;
      readonly blocks: readonly { readonly block: Block; readonly notes: readonly string[] }[];
    }
  | { readonly ok: false; readonly message: string };

/** `labNetworks`: where addresses may be private. */
export function judgeAclCell(typed: string, labNetworks: readonly Block[]): JudgedCell {
  const range = /^(\S+)\s*(?:-|–|\.\.)\s*(\S+)$/.exec(typed);
  if (range?.[1] !== undefined && range[2] !== undefined && packAddress(range[1]) !== null) {
    return judgeRange(typed, range[1], range[2], labNetworks);
  }
  const bare = withoutPort(typed);
  if (bare !== null) {
    return {
      ok: false,
      message: `${typed} has a port: an entry is an address from which calls come, whatever the port; write ${bare}`,
    };
  }
  return judgeOne(typed, labNetworks);
}

function judgeOne(typed: string, labNetworks: readonly Block[]): JudgedCell {
  const checked = checkAclBlock(typed, labNetworks);
  if (checked.ok) {
    const { block, warning } = checked.value;
    return { ok: true, blocks: [{ block, notes: warning === null ? [] : [warning] }] };
  }
  const right = checked.suggestion === null ? null : checkAclBlock(checked.suggestion, labNetworks);
  if (right === null) return { ok: false, message: checked.message };
  if (!right.ok) return { ok: false, message: right.message };
  const { block, warning } = right.value;
  const [what = ""] = checked.message.split(": did you mean");
  const corrected = `${what}: taken as ${blockText(block)}`;
  return {
    ok: true,
    blocks: [{ block, notes: warning === null ? [corrected] : [corrected, warning] }],
  };
}

function judgeRange(
  typed: string,
  first: string,
  last: string,
  labNetworks: readonly Block[],
): JudgedCell {
  const blocks = blocksOfRange(first, shortEnd(first, last));
  if (blocks === null) {
    return {
      ok: false,
      message: `${typed} is not a range: it goes from a lower to a higher address of one family, such as 192.0.2.8-192.0.2.15`,
    };
  }
  const parts: { block: Block; notes: string[] }[] = [];
  for (const one of blocks) {
    const checked = checkAclBlock(blockText(one), labNetworks);
    if (!checked.ok) return { ok: false, message: `${typed}: ${checked.message}` };
    const { block, warning } = checked.value;
    const note = `the range ${typed} is written as ${blocks.length === 1 ? "one block" : `${blocks.length} blocks`}`;
    parts.push({ block, notes: warning === null ? [note] : [note, warning] });
  }
  return { ok: true, blocks: parts };
}

/** `192.0.2.8-15`: the end as its last part alone. */
function shortEnd(first: string, last: string): string {
  return /^\d{1,3}$/.test(last) && first.includes(".")
    ? `${first.slice(0, first.lastIndexOf(".") + 1)}${last}`
    : last;
}

/** The address of an address with a port, or null where there is none. */
function withoutPort(typed: string): string | null {
  const parts = /^(?:\[([^\]]+)\]|([\d.]+)):\d{1,5}$/.exec(typed);
  const address = parts?.[1] ?? parts?.[2];
  return address !== undefined && packAddress(address) !== null ? address : null;
}
