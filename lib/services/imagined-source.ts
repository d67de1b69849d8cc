// From where a described call would come, if nobody says it: the first address of the carrier, or of the core.

import { InvalidInput } from "@/lib/core/errors";
import type { CheckCall } from "@/lib/schemas/call-check";
import type { PolicyConfigRows } from "@/lib/snapshot/model";
import { parseBlock } from "@/lib/telephony/cidr";
import { addressText } from "@/lib/telephony/packed-address";

/** Throws `InvalidInput` naming the source address where there is none to take. */
export function imaginedSource(
  rows: PolicyConfigRows,
  call: Pick<CheckCall, "direction" | "calledHost" | "bNumber">,
  nowMs: number,
): string {
  if (call.direction === "origination") {
    const [first] = rows.core_source;
    return first ? firstAddress(first.block) : missing("there is no core source yet");
  }
  const carrierId = calledCarrier(rows, call.calledHost ?? "", call.bNumber ?? "");
  if (carrierId === null) {
    return missing("neither the FQDN called nor the B-number says which carrier sends");
  }
  const entries = rows.acl_entry.filter((row) => row.carrierId === carrierId && row.active);
  const now = entries.find(
    (row) => row.validFromMs <= nowMs && (row.validUntilMs === null || nowMs < row.validUntilMs),
  );
  const entry = now ?? entries[0];
  return entry ? firstAddress(entry.block) : missing("the carrier has no ACL entry yet");
}

/** The carrier whose trunk is called, or whose number. */
export function calledCarrier(
  rows: PolicyConfigRows,
  calledHost: string,
  bNumber: string,
): string | null {
  const fqdn = `.${rows.platform_settings.signallingFqdn}`;
  const host = calledHost.toLowerCase();
  const label = host.endsWith(fqdn) ? host.slice(0, -fqdn.length) : null;
  const trunk = rows.trunk.find((row) => row.fqdnLabel.toLowerCase() === label);
  const number = rows.phone_number.find((row) => row.e164 === bNumber);
  return trunk?.carrierId ?? number?.carrierId ?? null;
}

function firstAddress(block: string): string {
  const parsed = parseBlock(block);
  return parsed.ok ? addressText(parsed.value.base) : block;
}

function missing(why: string): never {
  throw new InvalidInput([{ path: "sourceAddress", message: `must be given: ${why}` }]);
}
