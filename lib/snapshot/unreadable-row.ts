// A row that cannot be read: the snapshot is not built, and the old one stays.

import type { ConfigTable } from "@/lib/policy/rows";

export class UnreadableRow extends Error {
  override readonly name = "UnreadableRow";
  constructor(
    readonly table: ConfigTable,
    readonly id: string,
    readonly why: string,
    options?: ErrorOptions,
  ) {
    super(`${table} ${id} cannot be read: ${why}`, options);
  }
}
