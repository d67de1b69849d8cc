// What a list of addresses would make of a carrier's ACL: each row's verdict, what is added, what is removed.
import { createHash } from "node:crypto";
import type { MetBlock } from "@/lib/db/acl";
import type { ReadStore } from "@/lib/db/store";
import type { AclDraftEntry, AclRow, PreviewAclChange } from "@/lib/schemas/acl-change";
import type { AclEntry } from "@/lib/schemas/acl-entry";
import { InstantInput } from "@/lib/schemas/fields";
import { type Block, blockContains, blockText, parseBlock } from "@/lib/telephony/cidr";
import { joinNeighbours } from "./join-neighbours";
import { judgeAclCell } from "./judge-acl-block";
import { type AclListRow, readAclList } from "./read-acl-list";

export interface AclPlan {
  readonly rows: readonly AclRow[];
  readonly added: readonly AclDraftEntry[];
  readonly removed: readonly AclEntry[];
  readonly kept: readonly AclEntry[];
  /** Names exactly what would be added and removed. */
  readonly fingerprint: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A row that may still be added. */
interface Candidate {
  readonly row: Mutable<AclRow>;
  readonly block: Block;
  readonly entry: AclDraftEntry;
}

/** Throws `InvalidInput` at `text` for a list that cannot be read as a whole. Stores nothing. */
export async function planAclChange(
  store: ReadStore,
  input: PreviewAclChange,
  now: Date,
): Promise<AclPlan> {
  const active = await store.acl.findActive(input.carrierId);
  const labs = blocksOf(await store.settings.findLabNetworks());
  const rows: Mutable<AclRow>[] = [];
  let candidates: Candidate[] = [];
  for (const listed of readAclList(input.text)) {
    const read = readListed(listed, input, labs, now);
    rows.push(...read.map(({ row }) => row));
    candidates.push(...read.flatMap(({ row, block, entry }) => candidateOf(row, block, entry)));
  }
  candidates = withoutRepeated(candidates);
  const named = new Set(rows.flatMap(({ block }) => block ?? []));
  const kept = active.filter(({ block }) => !input.replaceAll || named.has(block));
  const removed = active.filter((entry) => !kept.includes(entry));
  candidates = withoutPresent(candidates, kept);
  candidates = await withoutMet(store, candidates, input.carrierId, now);
  candidates = withoutContained(candidates);
  const added = input.joinNeighbours ? withNeighboursJoined(candidates) : candidates;
  const entries = added.map(({ entry }) => entry);
  return { rows, added: entries, removed, kept, fingerprint: fingerprintOf(entries, removed) };
}

function candidateOf(
  row: Mutable<AclRow>,
  block: Block | null,
  entry: AclDraftEntry | null,
): Candidate[] {
  return block === null || entry === null ? [] : [{ row, block, entry }];
}

function blocksOf(rows: readonly { readonly block: string }[]): Block[] {
  return rows.flatMap(({ block }) => {
    const parsed = parseBlock(block);
    return parsed.ok ? [parsed.value] : [];
  });
}

function readListed(
  listed: AclListRow,
  input: PreviewAclChange,
  labs: readonly Block[],
  now: Date,
) {
  const { line, cells, fault } = listed;
  const typed = cells.block;
  const wrong = (message: string, block: string | null = null) => {
    const row: AclRow = { line, typed, block, verdict: "wrong", notes: [], message, other: null };
    return [{ row, block: null, entry: null }];
  };
  if (fault !== null) return wrong(fault);
  const judged = judgeAclCell(typed, labs);
  if (!judged.ok) return wrong(judged.message);
  const texts = {
    label: cells.label || input.label,
    site: cells.site || input.site,
    requestedBy: cells["requested by"] || input.requestedBy,
    comment: cells.comment,
  };
  const long = Object.entries(texts).find(
    ([name, text]) => text.length > (name === "comment" ? 1000 : 100),
  );
  if (long !== undefined) return wrong(`the ${long[0]} is too long`);
  const from = instantOf(cells["valid from"], input.validFrom ?? null);
  const until = instantOf(cells["valid until"], input.validUntil);
  if (from === undefined || until === undefined) {
    return wrong("a date must be a date and time such as 2030-01-31T09:00Z");
  }
  if (from !== null && until !== null && until <= from) {
    return wrong("the end must be after the start");
  }
  if (until !== null && until <= now) {
    return wrong(`the end, ${until.toISOString()}, has passed: take it out, or write a later one`);
  }
  return judged.blocks.map(({ block, notes }) => {
    const text = blockText(block);
    const entry: AclDraftEntry = { block: text, ...texts, validFrom: from, validUntil: until };
    const row: AclRow = {
      line,
      typed,
      block: text,
      verdict: "new",
      notes: [...notes],
      message: null,
      other: null,
    };
    return { row, block, entry };
  });
}

/** Undefined for what is no moment. */
function instantOf(text: string, otherwise: Date | null): Date | null | undefined {
  if (text === "") return otherwise;
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00Z` : text.replace(" ", "T");
  return InstantInput.safeParse(day).data;
}

function drop(candidate: Candidate, verdict: AclRow["verdict"], message: string): void {
  candidate.row.verdict = verdict;
  candidate.row.message = message;
}

function withoutRepeated(candidates: readonly Candidate[]): Candidate[] {
  const first = new Map<string, Candidate>();
  return candidates.filter((candidate) => {
    const before = first.get(candidate.entry.block);
    if (before === undefined) {
      first.set(candidate.entry.block, candidate);
      return true;
    }
    drop(candidate, "duplicate", `stands on line ${before.row.line} already`);
    return false;
  });
}

function withoutPresent(candidates: readonly Candidate[], kept: readonly AclEntry[]): Candidate[] {
  const present = kept.flatMap((entry) => {
    const parsed = parseBlock(entry.block);
    return parsed.ok ? [{ entry, block: parsed.value }] : [];
  });
  return candidates.filter((candidate) => {
    const holding = present.filter(
      (one) => blockContains(one.block, candidate.block) && coversTime(one.entry, candidate.entry),
    );
    const same = holding.find(({ entry }) => entry.block === candidate.entry.block);
    if (same !== undefined) {
      drop(candidate, "present", "is on this carrier's list already");
      return false;
    }
    const wider = holding[0];
    if (wider !== undefined) {
      drop(candidate, "merged", `lies in ${wider.entry.block}, which is on the list already`);
      return false;
    }
    const within = present.filter(({ block }) => blockContains(candidate.block, block));
    if (within.length > 0) {
      const blocks = within.map(({ entry }) => entry.block).join(", ");
      candidate.row.notes = [...candidate.row.notes, `holds ${blocks}, which stays beside it`];
    }
    return true;
  });
}

/** Whether an entry is in force whenever the draft would be. A draft without a start begins now, where an entry is in force or waits. */
function coversTime(entry: AclEntry, draft: AclDraftEntry): boolean {
  const begins = draft.validFrom === null || entry.validFrom <= draft.validFrom;
  const ends =
    entry.validUntil === null ||
    (draft.validUntil !== null && draft.validUntil <= entry.validUntil);
  return begins && ends;
}

async function withoutMet(
  store: ReadStore,
  candidates: readonly Candidate[],
  carrierId: string,
  now: Date,
): Promise<Candidate[]> {
  const drafts = candidates.map(({ entry }) => ({
    block: entry.block,
    validFrom: entry.validFrom ?? now,
    validUntil: entry.validUntil,
  }));
  const met = new Map<number, MetBlock>();
  for (const one of await store.acl.findMet(carrierId, drafts)) met.set(one.place, one);
  return candidates.filter((candidate, place) => {
    const one = met.get(place);
    if (one === undefined) return true;
    drop(candidate, "overlapping", `overlaps ${one.what}`);
    if (one.carrierId !== null && one.carrierName !== null) {
      candidate.row.other = { carrierId: one.carrierId, carrierName: one.carrierName };
    }
    return false;
  });
}

function withoutContained(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((candidate) => {
    const wider = candidates.find(
      (other) =>
        other !== candidate &&
        other.block.prefixLength < candidate.block.prefixLength &&
        blockContains(other.block, candidate.block) &&
        isSameTime(other.entry, candidate.entry),
    );
    if (wider === undefined) return true;
    drop(candidate, "merged", `lies in ${wider.entry.block} of line ${wider.row.line}`);
    return false;
  });
}

function withNeighboursJoined(candidates: readonly Candidate[]): Candidate[] {
  const said = candidates.map((one) => ({ ...one, said: saidOf(one.entry) }));
  return joinNeighbours(said).map(({ block, parts }) => {
    const [{ row, entry }] = parts;
    const text = blockText(block);
    if (parts.length === 1) return { row, block, entry };
    for (const part of parts) {
      part.row.verdict = "merged";
      part.row.message = `becomes part of ${text}`;
    }
    return { row, block, entry: { ...entry, block: text } };
  });
}

/** All that is kept of an entry beside its block. */
function saidOf({ block: _, ...kept }: AclDraftEntry): string {
  return JSON.stringify(kept);
}

/** Whether two entries are in force at the same time. */
function isSameTime(one: AclDraftEntry, two: AclDraftEntry): boolean {
  return (
    one.validFrom?.getTime() === two.validFrom?.getTime() &&
    one.validUntil?.getTime() === two.validUntil?.getTime()
  );
}

function fingerprintOf(added: readonly AclDraftEntry[], removed: readonly AclEntry[]): string {
  const gone = removed.map(({ id, version }) => `${id} ${version}`).sort();
  return createHash("sha256")
    .update(JSON.stringify([added, gone]))
    .digest("hex");
}
