/** SIP credentials with their HA1s opened, carrier by carrier; opened once for each version of a row. */
import type { KeyRing } from "@/lib/core/env";
import { type Ha1, openHa1 } from "@/lib/core/ha1";
import { unreachable } from "@/lib/core/unreachable";
import type { SipCredentialRow, Snapshot } from "@/lib/snapshot/model";

export interface OpenedCredential {
  readonly row: SipCredentialRow;
  readonly ha1: Ha1;
}

interface Entry {
  readonly row: SipCredentialRow;
  /** Null if it does not open: then it is nobody's. */
  readonly ha1: Ha1 | null;
}

/** A realm that can stand between quotes as it is; ours are host names. */
const PLAIN_REALM = /^[!#-[\]-~]+$/;
const NONE: readonly OpenedCredential[] = [];

export class CredentialBook {
  #of: Snapshot["credentials"] | null = null;
  #entries = new Map<string, Entry>();
  #byCarrier = new Map<string, OpenedCredential[]>();

  /** `onUnreadable` hears of a row that does not open, once for each version of it. */
  constructor(
    readonly ring: KeyRing,
    readonly onUnreadable: (credentialId: string) => void,
  ) {}

  /** Takes over the rows of a snapshot; at no cost if they are those it has. */
  follow(credentials: Snapshot["credentials"]): void {
    if (credentials === this.#of) return;
    const entries = new Map<string, Entry>();
    const byCarrier = new Map<string, OpenedCredential[]>();
    for (const row of credentials.values()) {
      const ha1 = this.#open(row);
      entries.set(row.id, { row, ha1 });
      if (ha1 === null) continue;
      const list = byCarrier.get(row.carrierId);
      if (list === undefined) byCarrier.set(row.carrierId, [{ row, ha1 }]);
      else list.push({ row, ha1 });
    }
    this.#of = credentials;
    this.#entries = entries;
    this.#byCarrier = byCarrier;
  }

  /** What this carrier can prove itself with at this instant. */
  findUsable(carrierId: string, wallMs: number): readonly OpenedCredential[] {
    const all = this.#byCarrier.get(carrierId);
    return all?.filter(({ row }) => isUsable(row, wallMs)) ?? NONE;
  }

  #open(row: SipCredentialRow): Ha1 | null {
    const before = this.#entries.get(row.id);
    if (before !== undefined && isSealedAlike(before.row, row)) return before.ha1;
    const { id, username, realm, keyId } = row;
    const sealed = {
      keyId,
      ha1Sha256: Uint8Array.from(Buffer.from(row.ha1Sha256, "base64url")),
      ha1Md5: Uint8Array.from(Buffer.from(row.ha1Md5, "base64url")),
    };
    const ha1 = PLAIN_REALM.test(realm)
      ? openHa1(this.ring, { credentialId: id, username, realm }, sealed)
      : null;
    if (ha1 === null) this.onUnreadable(id);
    return ha1;
  }
}

/** To the millisecond: a credential that retires is good until its date, whenever its row is changed. */
function isUsable({ state, retiresAtMs }: SipCredentialRow, wallMs: number): boolean {
  switch (state) {
    case "active":
      return true;
    case "retiring":
      return retiresAtMs !== null && wallMs < retiresAtMs;
    case "revoked":
      return false;
    default:
      return unreachable(state);
  }
}

function isSealedAlike(a: SipCredentialRow, b: SipCredentialRow): boolean {
  return (
    a.keyId === b.keyId &&
    a.ha1Sha256 === b.ha1Sha256 &&
    a.ha1Md5 === b.ha1Md5 &&
    a.username === b.username &&
    a.realm === b.realm
  );
}
