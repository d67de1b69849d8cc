// Whose a number is, and with which carriers a Cradle number is verified: the two tables with a row a number.

import type { RowRef } from "./model";
import {
  emptyIndex,
  firstPlace,
  idAt,
  idLowAt,
  isValidAt,
  NOWHERE,
  type NumberIndex,
  NumberIndexWriter,
  nextPlace,
  type Place,
  refAt,
  rowsOf,
  tagAt,
} from "./number-index";
import type { PhoneNumberRow, VerificationItemRow } from "./rows";
import { readUuid } from "./uuid-words";

/** What numbers have in common: one object for all numbers of a trunk, or of a customer. */
export interface NumberOwner {
  readonly kind: "byoc" | "cradle";
  readonly customerId: string;
  readonly carrierId: string | null;
  readonly trunkId: string | null;
  readonly active: boolean;
}

/**
 * Values that rows refer to by position. Only ever appended to, so all versions of an index may share it; it grows with
 * trunks, customers and carriers, not with numbers.
 */
interface Pool<T> {
  readonly values: T[];
  readonly positions: Map<string, number>;
}

export interface Numbers {
  readonly index: NumberIndex;
  readonly owners: Pool<NumberOwner>;
}

export interface Verifications {
  readonly index: NumberIndex;
  readonly carriers: Pool<string>;
}

export function emptyNumbers(): Numbers {
  return { index: emptyIndex(false), owners: { values: [], positions: new Map() } };
}

export function emptyVerifications(): Verifications {
  return { index: emptyIndex(true), carriers: { values: [], positions: new Map() } };
}

/** The row of a number (packed digits), or NOWHERE. */
export function placeOfNumber(numbers: Numbers, packed: number): Place {
  return firstPlace(numbers.index, packed);
}

export function ownerAt(numbers: Numbers, place: Place): NumberOwner | null {
  return place === NOWHERE ? null : (numbers.owners.values[refAt(numbers.index, place)] ?? null);
}

/** The stored row at a place, to be named as the reason of a decision. */
export function numberRef(numbers: Numbers, place: Place): RowRef {
  return { table: "phone_number", id: idAt(numbers.index, place) };
}

/** The verification of the number at a place with a carrier that holds at this instant, or null. */
export function verificationRef(
  numbers: Numbers,
  verifications: Verifications,
  place: Place,
  packed: number,
  carrierId: string,
  nowMs: number,
): RowRef | null {
  const { index, carriers } = verifications;
  const carrier = carriers.positions.get(carrierId);
  if (carrier === undefined) return null;
  // A verification is of a number's row: it does not pass to another row that takes the same digits later.
  const tag = idLowAt(numbers.index, place);
  for (let at = firstPlace(index, packed); at !== NOWHERE; at = nextPlace(index, at)) {
    if (refAt(index, at) === carrier && tagAt(index, at) === tag && isValidAt(index, at, nowMs)) {
      return { table: "verification_item", id: idAt(index, at) };
    }
  }
  return null;
}

/** Thrown for a row that cannot be read. */
export class UnreadableNumber extends Error {
  override readonly name = "UnreadableNumber";
  constructor(
    readonly table: "phone_number" | "verification_item",
    readonly id: string,
    why: string,
  ) {
    super(why);
  }
}

/** Makes the next version of the numbers. */
export class NumbersWriter {
  private readonly writer: NumberIndexWriter;
  private readonly id = new Uint32Array(4);

  constructor(private readonly base: Numbers) {
    this.writer = new NumberIndexWriter(base.index);
  }

  /** Removes these and the old selves of `rows`, which mostly stood at the same digits. */
  replaceRows(ids: readonly string[], rows: readonly PhoneNumberRow[]): void {
    const likely = rows.map(({ id, e164 }) => packStored("phone_number", id, e164));
    this.writer.removeIds(idWords("phone_number", ids, rows), likely);
  }

  add(row: PhoneNumberRow): void {
    if ((row.kind !== "byoc" && row.kind !== "cradle") || typeof row.active !== "boolean") {
      throw new UnreadableNumber("phone_number", row.id, "kind or active has an unknown value");
    }
    const isByoc = row.kind === "byoc";
    if (isByoc !== (row.carrierId !== null) || isByoc !== (row.trunkId !== null)) {
      const what = isByoc ? "a BYOC number needs" : "a Cradle number has no";
      throw new UnreadableNumber("phone_number", row.id, `${what} carrier and trunk`);
    }
    if (!readUuid(row.id, this.id)) throw noUuid("phone_number", row.id);
    this.writer.add({
      number: packStored("phone_number", row.id, row.e164),
      id: this.id,
      ref: this.ownerRef(row),
      tag: 0,
      fromMs: 0,
      untilMs: 0,
    });
  }

  finish(): Numbers {
    return { ...this.base, index: this.writer.finish() };
  }

  private ownerRef(row: PhoneNumberRow): number {
    const { kind, customerId, carrierId, trunkId, active } = row;
    const key = `${kind} ${customerId} ${carrierId} ${trunkId} ${active}`;
    return pooled(this.base.owners, key, { kind, customerId, carrierId, trunkId, active });
  }
}

/** Makes the next version of the verifications. Rows in other states than "verified" are left out. */
export class VerificationsWriter {
  private readonly writer: NumberIndexWriter;
  private readonly id = new Uint32Array(4);
  private readonly numberId = new Uint32Array(4);

  constructor(private readonly base: Verifications) {
    this.writer = new NumberIndexWriter(base.index);
  }

  /** Removes these and the old selves of `rows`. */
  replaceRows(ids: readonly string[], rows: readonly VerificationItemRow[]): void {
    this.writer.removeIds(idWords("verification_item", ids, rows));
  }

  add(row: VerificationItemRow): void {
    if (row.state !== "verified") return;
    if (row.verifiedFromMs === null) {
      throw new UnreadableNumber("verification_item", row.id, "verified, but not since when");
    }
    if (!readUuid(row.id, this.id)) throw noUuid("verification_item", row.id);
    if (!readUuid(row.numberId, this.numberId)) throw noUuid("verification_item", row.id);
    this.writer.add({
      number: packStored("verification_item", row.id, row.e164),
      id: this.id,
      ref: pooled(this.base.carriers, row.carrierId, row.carrierId),
      tag: this.numberId[3] ?? 0,
      fromMs: row.verifiedFromMs,
      untilMs: row.validUntilMs ?? Infinity,
    });
  }

  finish(): Verifications {
    return { ...this.base, index: this.writer.finish() };
  }
}

/** Writes the numbers out as rows. */
export function* numberRows(numbers: Numbers): Generator<PhoneNumberRow> {
  for (const { id, number, ref } of rowsOf(numbers.index)) {
    const owner = numbers.owners.values[ref];
    if (owner) yield { id, e164: `+${number}`, ...owner };
  }
}

function pooled<T>(pool: Pool<T>, key: string, value: T): number {
  const known = pool.positions.get(key);
  if (known !== undefined) return known;
  pool.positions.set(key, pool.values.length);
  return pool.values.push(value) - 1;
}

/** Each once. */
function idWords(
  table: "phone_number" | "verification_item",
  ids: readonly string[],
  rows: readonly { readonly id: string }[],
): Uint32Array[] {
  return [...new Set([...ids, ...rows.map(({ id }) => id)])].map((id) => {
    const words = new Uint32Array(4);
    if (!readUuid(id, words)) throw noUuid(table, id);
    return words;
  });
}

function packStored(table: "phone_number" | "verification_item", id: string, e164: string): number {
  if (!/^\+[1-9]\d{1,14}$/.test(e164)) {
    throw new UnreadableNumber(table, id, `${e164} is not an E.164 number`);
  }
  return Number(e164.slice(1));
}

function noUuid(table: "phone_number" | "verification_item", id: string): UnreadableNumber {
  return new UnreadableNumber(table, id, "an id in it is no uuid");
}

/** Writes the verifications out as rows; one whose number is gone, and which could allow nothing, is left out. */
export function* verificationRows(
  numbers: Numbers,
  verifications: Verifications,
): Generator<VerificationItemRow> {
  for (const { id, number, ref, tag, fromMs, untilMs } of rowsOf(verifications.index)) {
    const place = placeOfNumber(numbers, number);
    const carrierId = verifications.carriers.values[ref];
    if (place === NOWHERE || carrierId === undefined) continue;
    if (idLowAt(numbers.index, place) !== tag) continue;
    yield {
      id,
      numberId: idAt(numbers.index, place),
      e164: `+${number}`,
      carrierId,
      state: "verified",
      verifiedFromMs: fromMs,
      validUntilMs: untilMs === Infinity ? null : untilMs,
    };
  }
}
