/** Keeps what DNS says of configured names, asked in the background before it is old; answers at once from that. */
import { createHash } from "node:crypto";
import { packAddress } from "@/lib/telephony/packed-address";
import { AddressIndex } from "./address-index";
import type { DnsAnswer, QuestionType } from "./dns-record";
import { afterAnswer, type KnownRecords, saysTheSame, unasked } from "./known-records";
import { type Located, locate, type PlaceGroup, portOf } from "./locate";
import {
  literalPlaces,
  type NamedPlace,
  type NameResolver,
  type Place,
  type SipTransport,
} from "./name-resolver";
import { srvOrder } from "./srv-order";

/** A gateway or core endpoint. */
export interface ResolvedTarget extends NamedPlace {
  readonly id: string;
  readonly transport: SipTransport;
  readonly allowTcp: boolean;
}

export type ResolverEvent =
  | { readonly kind: "asked"; readonly result: "records" | "absent" | "failed" }
  /** A name that DNS does not give, or that it gives again; once for each change. */
  | { readonly kind: "problem"; readonly host: string; readonly why: string }
  | { readonly kind: "mended"; readonly host: string };

export interface BackgroundResolverOptions {
  /** Asks DNS; never rejects. */
  readonly ask: (name: string, type: QuestionType) => Promise<DnsAnswer>;
  /** IP families that something of ours can send by. */
  readonly families: () => readonly (4 | 6)[];
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Chance in [0, 1). */
  readonly random: () => number;
  readonly onEvent: (event: ResolverEvent) => void;
}

/** Questions under way at once, and begun in a second: 10,000 names ask no server to death. */
export const MOST_UNDER_WAY = 64;
export const MOST_A_SECOND = 400;
/** Of those under way, for one name: a zone of ever new servers, on a DNS server that says nothing, holds up itself alone. */
const MOST_OF_ONE = 4;
/** Places of one target that a call may be sent to. */
const MOST_PLACES = 8;
/** For so long a place that failed is tried last. */
const FAULT_MS = 60_000;
const MOST_FAULTS = 10_000;
const SWEEP_MS = 60_000;

interface Entry {
  known: KnownRecords;
  /** In a queue, or under way. */
  isBusy: boolean;
  readonly roots: Set<Root>;
}

/** One name by one transport, or by its addresses alone (null). */
interface Root {
  readonly host: string;
  readonly transport: SipTransport | null;
  targetIds: ReadonlySet<string>;
  entries: Set<Entry>;
  located: Located;
  underWay: number;
}

const NOT_LOCATED: Located = { groups: [], problem: null, isAbsent: false };

export class BackgroundResolver implements NameResolver {
  readonly #options: BackgroundResolverOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #roots = new Map<string, Root>();
  readonly #index = new AddressIndex();
  /** Until when a place is tried last. */
  readonly #faults = new Map<string, number>();
  #absent: ReadonlySet<string> | null = null;
  #underWay = 0;
  #allowance = 0;
  #tickedMs = Number.NaN;
  #sweptMs = 0;
  /** To be asked as soon as may be: names that nothing is known of, before those that are to be asked again. */
  #urgent: Entry[] = [];
  #again: Entry[] = [];
  /** When to look for the latter. */
  #lookMs = 0;
  /** Counts what is worth keeping on disk. */
  #revision = 0;

  constructor(options: BackgroundResolverOptions) {
    this.#options = options;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Names asked for, and those that DNS does not give or whose last good answer is in use. */
  get stats(): { readonly names: number; readonly failing: number; readonly underWay: number } {
    let failing = 0;
    for (const root of this.#roots.values()) if (root.located.problem !== null) failing += 1;
    return { names: this.#roots.size, failing, underWay: this.#underWay };
  }

  placesOf(target: NamedPlace, transport: SipTransport, seed: string): readonly Place[] {
    const root = this.#rootOf(target, transport);
    if (root === undefined) return literalPlaces(target, transport);
    const { groups } = root.located;
    const chance = chanceFrom(seed);
    const ordered = [
      ...srvOrder(groups.filter(isFresh), chance),
      ...groups.filter((group) => !isFresh(group)),
    ];
    const places: Place[] = [];
    for (const group of ordered) {
      const port = portOf(group, target.port, transport);
      for (const address of group.addresses) {
        const isKnown = places.some((one) => one.address === address && one.port === port);
        if (!isKnown && places.length < MOST_PLACES) places.push({ transport, address, port });
      }
    }
    return this.#faults.size === 0 ? places : this.#failingLast(places);
  }

  get hasNames(): boolean {
    return this.#index.size > 0;
  }

  targetsAt(address: string): readonly string[] {
    return this.#index.targetsAt(address);
  }

  problemOf(target: NamedPlace, transport: SipTransport): string | null {
    const root = this.#rootOf(target, transport);
    if (root === undefined || !(root.located.isAbsent || root.located.groups.length === 0)) {
      return null;
    }
    return `name does not resolve: ${root.located.problem ?? "no answer yet"}`;
  }

  /** True if DNS says for certain that the target's name is not there: tried last, like one that does not answer. */
  isAbsent(targetId: string): boolean {
    this.#absent ??= this.#findAbsent();
    return this.#absent.has(targetId);
  }

  note(place: Place, lives: boolean): void {
    const key = placeKey(place);
    if (lives) {
      if (this.#faults.size > 0) this.#faults.delete(key);
    } else if (this.#faults.size < MOST_FAULTS || this.#faults.has(key)) {
      this.#faults.set(key, this.#options.now() + FAULT_MS);
    }
  }

  /** From now on these are the targets; what is known of names that stay is kept. */
  follow(targets: Iterable<ResolvedTarget>): void {
    const wanted = new Map<
      string,
      { host: string; transport: SipTransport | null; ids: Set<string> }
    >();
    for (const target of targets) {
      if (packAddress(target.host) !== null) continue;
      const transports: SipTransport[] = [target.transport];
      if (target.transport === "udp" && target.allowTcp) transports.push("tcp");
      for (const one of transports) {
        const transport = target.port === null ? one : null;
        const host = target.host.toLowerCase();
        const key = rootKey(host, transport);
        const root = wanted.get(key) ?? { host, transport, ids: new Set<string>() };
        root.ids.add(target.id);
        wanted.set(key, root);
      }
    }
    for (const [key, root] of this.#roots) if (!wanted.has(key)) this.#forget(key, root);
    for (const [key, { host, transport, ids }] of wanted) {
      const known = this.#roots.get(key);
      if (known !== undefined) {
        this.#reindex(known, ids);
        known.targetIds = ids;
        continue;
      }
      const root = {
        host,
        transport,
        targetIds: ids,
        entries: new Set<Entry>(),
        located: NOT_LOCATED,
        underWay: 0,
      };
      this.#roots.set(key, root);
      this.#locate(root);
    }
    for (const [key, entry] of this.#entries) if (entry.roots.size === 0) this.#entries.delete(key);
    this.#absent = null;
  }

  /** Asks what is due, as far as it may at once. Call it a few times a second, or more often. */
  tick(): void {
    const nowMs = this.#options.now();
    const passedMs = Number.isNaN(this.#tickedMs) ? 1_000 : nowMs - this.#tickedMs;
    this.#tickedMs = nowMs;
    this.#allowance = Math.min(
      this.#allowance + (passedMs * MOST_A_SECOND) / 1_000,
      MOST_UNDER_WAY,
    );
    if (nowMs - this.#sweptMs >= SWEEP_MS) this.#sweep(nowMs);
    if (this.#again.length === 0 && this.#lookMs <= nowMs) this.#look(nowMs);
    const later: Entry[] = [];
    while (this.#underWay < MOST_UNDER_WAY && this.#allowance >= 1) {
      const entry = this.#urgent.shift() ?? this.#again.pop();
      if (entry === undefined) break;
      entry.isBusy = entry.roots.size > 0;
      // Configured no more.
      if (!entry.isBusy) continue;
      if (isCrowded(entry)) {
        later.push(entry);
        continue;
      }
      this.#allowance -= 1;
      void this.#ask(entry);
    }
    for (const entry of later) this.#urgent.push(entry);
  }

  /** Queues what is due, the one that has been due longest last: it is taken from the end. */
  #look(nowMs: number): void {
    this.#lookMs = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) {
      if (entry.isBusy || entry.roots.size === 0) continue;
      if (entry.known.dueMs > nowMs) {
        this.#lookMs = Math.min(this.#lookMs, entry.known.dueMs);
      } else {
        entry.isBusy = true;
        this.#again.push(entry);
      }
    }
    this.#again.sort((a, b) => b.known.dueMs - a.known.dueMs);
  }

  /** What is known, for the copy on disk. */
  known(): KnownRecords[] {
    return [...this.#entries.values()].map((entry) => entry.known);
  }

  /** Takes up a copy: good until DNS says otherwise, and asked at once. Before `follow`. */
  restore(copied: Iterable<Pick<KnownRecords, "name" | "type" | "records" | "state">>): void {
    const nowMs = this.#options.now();
    for (const one of copied) {
      const isAbsent = one.state.kind === "absent";
      const known: KnownRecords = {
        ...unasked(one.name, one.type, nowMs),
        records: one.records,
        state: one.state,
        absences: Number(isAbsent),
        absentSinceMs: isAbsent ? nowMs : null,
      };
      const entry: Entry = { known, isBusy: false, roots: new Set() };
      this.#entries.set(entryKey(one.name, one.type), entry);
    }
  }

  async #ask(entry: Entry): Promise<void> {
    const { ask, now, random, onEvent } = this.#options;
    const askers = [...entry.roots];
    this.#underWay += 1;
    for (const root of askers) root.underWay += 1;
    const answer = await ask(entry.known.name, entry.known.type);
    this.#underWay -= 1;
    for (const root of askers) root.underWay -= 1;
    entry.isBusy = false;
    onEvent({ kind: "asked", result: answer.kind });
    const before = entry.known;
    entry.known = afterAnswer(before, answer, now(), random());
    this.#lookMs = Math.min(this.#lookMs, entry.known.dueMs);
    if (saysTheSame(before, entry.known)) return;
    this.#revision += 1;
    for (const root of [...entry.roots]) this.#locate(root);
  }

  #locate(root: Root): void {
    const { host, transport } = root;
    const before = root.entries;
    const entries = new Set<Entry>();
    const { problem: wasProblem, isAbsent: wasAbsent } = root.located;
    root.located = locate(host, transport, this.#options.families(), (name, type) => {
      const entry = this.#entryOf(name, type);
      entries.add(entry);
      entry.roots.add(root);
      return entry.known;
    });
    root.entries = entries;
    this.#release(root, before, entries);
    this.#reindex(root, root.targetIds);
    if (root.located.isAbsent !== wasAbsent) this.#absent = null;
    const { problem } = root.located;
    if (problem === wasProblem) return;
    if (problem !== null) this.#options.onEvent({ kind: "problem", host, why: problem });
    else this.#options.onEvent({ kind: "mended", host });
  }

  #entryOf(name: string, type: QuestionType): Entry {
    const key = entryKey(name, type);
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      const nowMs = this.#options.now();
      entry = { known: unasked(name, type, nowMs), isBusy: true, roots: new Set() };
      this.#entries.set(key, entry);
      this.#urgent.push(entry);
    } else this.#lookMs = Math.min(this.#lookMs, entry.known.dueMs);
    return entry;
  }

  #release(root: Root, before: ReadonlySet<Entry>, after: ReadonlySet<Entry>): void {
    for (const entry of before) {
      if (after.has(entry)) continue;
      entry.roots.delete(root);
      if (entry.roots.size === 0)
        this.#entries.delete(entryKey(entry.known.name, entry.known.type));
    }
  }

  #forget(key: string, root: Root): void {
    this.#roots.delete(key);
    this.#release(root, root.entries, new Set());
    this.#reindex(root, new Set());
  }

  #reindex(root: Root, targetIds: ReadonlySet<string>): void {
    const nowMs = this.#options.now();
    const key = rootKey(root.host, root.transport);
    const addresses = root.located.groups.flatMap((group) => group.addresses);
    for (const id of root.targetIds) {
      if (!targetIds.has(id)) this.#index.set(`${key} ${id}`, id, [], nowMs);
    }
    for (const id of targetIds) this.#index.set(`${key} ${id}`, id, addresses, nowMs);
  }

  #rootOf({ host, port }: NamedPlace, transport: SipTransport): Root | undefined {
    if (this.#roots.size === 0) return undefined;
    return this.#roots.get(rootKey(host.toLowerCase(), port === null ? transport : null));
  }

  #failingLast(places: readonly Place[]): readonly Place[] {
    const nowMs = this.#options.now();
    const fails = (place: Place) => (this.#faults.get(placeKey(place)) ?? 0) > nowMs;
    return [...places.filter((place) => !fails(place)), ...places.filter(fails)];
  }

  #findAbsent(): ReadonlySet<string> {
    const absent = new Set<string>();
    for (const root of this.#roots.values()) {
      if (root.located.isAbsent) for (const id of root.targetIds) absent.add(id);
    }
    return absent;
  }

  #sweep(nowMs: number): void {
    this.#sweptMs = nowMs;
    this.#index.sweep(nowMs);
    for (const [key, untilMs] of this.#faults) if (untilMs <= nowMs) this.#faults.delete(key);
  }
}

/** Everybody who wants to know has enough questions under way. */
function isCrowded({ roots }: Entry): boolean {
  for (const root of roots) if (root.underWay < MOST_OF_ONE) return false;
  return true;
}

function isFresh(group: PlaceGroup): boolean {
  return !group.isHeld;
}

function rootKey(host: string, transport: SipTransport | null): string {
  return `${transport ?? "a"} ${host}`;
}

function entryKey(name: string, type: QuestionType): string {
  return `${type} ${name}`;
}

function placeKey({ transport, address, port }: Place): string {
  return `${transport} ${address} ${port}`;
}

/** Numbers in [0, 1), the same ones for the same seed. */
function chanceFrom(seed: string): () => number {
  let bytes: Buffer | null = null;
  let at = 0;
  return () => {
    bytes ??= createHash("sha256").update(seed).digest();
    const word = bytes.readUInt32BE((at++ * 4) % bytes.length);
    return word / 2 ** 32;
  };
}
