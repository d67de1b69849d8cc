// What a new or changed ACL entry must not do, in the words that name the other side.
import { Conflict, GateClosed, InvalidInput } from "@/lib/core/errors";
import type { ReadStore } from "@/lib/db/store";
import { type Block, checkAclBlock, parseBlock } from "@/lib/telephony/cidr";

/** Blocks of the store, parsed; one that does not parse allows nothing. */
function parsedBlocks(texts: readonly string[]): Block[] {
  return texts.flatMap((text) => {
    const parsed = parseBlock(text);
    return parsed.ok ? [parsed.value] : [];
  });
}

export interface JudgedEntry {
  /** Its own row, when it is changed. */
  readonly id: string | null;
  readonly carrierId: string;
  readonly block: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

/**
 * Throws `InvalidInput` for an address that is neither public nor in a lab network, `Conflict` for one that overlaps
 * Cradle's own addresses or another carrier's entry, or that this carrier has already. Runs under the ledger's lock,
 * so that of two who come at once the second sees the first.
 */
export async function judgeAclEntry(tx: ReadStore, entry: JudgedEntry): Promise<void> {
  const labs = await tx.settings.findLabNetworks();
  const checked = checkAclBlock(entry.block, parsedBlocks(labs.map((lab) => lab.block)));
  if (!checked.ok) throw new InvalidInput([{ path: "block", message: checked.message }]);

  const own = await tx.settings.getOwnAddressIn(entry.block);
  if (own !== null) throw new Conflict(`overlaps ${own}`, "block");

  const overlapping = await tx.acl.findOverlapping(entry.block, entry.validFrom, entry.validUntil);
  const other = overlapping.find((row) => row.carrierId !== entry.carrierId);
  if (other !== undefined)
    throw new Conflict(`overlaps ${other.block} of ${other.carrierName}`, "block");

  const same = overlapping.find((row) => row.id !== entry.id && row.block === entry.block);
  if (same !== undefined)
    throw new Conflict(`${same.block} is already on this carrier's list`, "block");
}

/** Throws `GateClosed` for an entry that was removed. */
export function requireActiveEntry(entry: { readonly active: boolean }): void {
  if (!entry.active)
    throw new GateClosed("update of an ACL entry", [], "This ACL entry was removed.");
}
