// Which name and addresses a carrier's word covers: the sheet it was given on, and what it was told and answered since. Pure.
import type { NoticeKind } from "./carrier-notice";

export interface Word {
  readonly signallingFqdns: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
}

/** A notice as told after the sheet. */
export interface LaterNotice {
  readonly kind: NoticeKind;
  /** The address or name it is about. */
  readonly subject: string;
  /** The carrier's own access list follows it. */
  readonly allows: boolean;
}

/**
 * What the carrier allows, notices in the order in which they were told. An address that it was told is gone is not
 * allowed any more, whether or not it answered: it was asked to take it off its list.
 */
export function wordOf(
  sheet: { readonly signallingFqdn: string; readonly addresses: readonly string[] },
  notices: readonly LaterNotice[],
): Word {
  const fqdns = new Set([sheet.signallingFqdn]);
  const addresses = new Set(sheet.addresses);
  for (const { kind, subject, allows } of notices) {
    if (kind === "egress_address_removed") addresses.delete(subject);
    else if (!allows) continue;
    else if (kind === "fqdn_changed") fqdns.add(subject);
    else if (kind !== "hand_off_changed") addresses.add(subject);
  }
  return { signallingFqdns: fqdns, addresses };
}
