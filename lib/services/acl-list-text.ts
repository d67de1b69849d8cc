// ACL entries as a list that `readAclList` reads back.
import type { AclEntry } from "@/lib/schemas/acl-entry";
import { writeCsv } from "@/lib/services/csv-text";

type Listed = Pick<AclEntry, "block" | "label" | "site" | "requestedBy" | "comment" | "validUntil">;

/** A comment's line breaks become blanks: an entry is a line. */
export function writeAclList(entries: readonly Listed[]): string {
  return writeCsv([
    ["address", "label", "site", "requested by", "comment", "valid until"],
    ...entries.map((entry) => [
      entry.block,
      entry.label,
      entry.site,
      entry.requestedBy,
      entry.comment.replace(/\s+/g, " "),
      entry.validUntil?.toISOString() ?? "",
    ]),
  ]);
}
