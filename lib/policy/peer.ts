/** Who is at the other end of a message: the core, or one carrier. Everything is bound to that. */
import type { SourceMatch } from "./model";

export type Side = "carrier" | "core";

export interface Peer {
  readonly side: Side;
  /** Null for the core. */
  readonly carrierId: string | null;
  /** What connections and transactions are bound to. */
  readonly key: string;
  /** May begin calls; a gateway's or core endpoint's address, and an ended ACL entry, may not. */
  readonly mayBegin: boolean;
}

const CORE_KEY = "core";
const EDGE_KEY = "edge";
const CARRIER_KEY = "carrier:";

/** The peer behind a look-up of the access lists; null for nobody. An edge proxy is no peer: see `edgeKey`. */
export function peerOf(match: SourceMatch): Peer | null {
  switch (match.kind) {
    case "core":
      return { side: "core", carrierId: null, key: CORE_KEY, mayBegin: true };
    case "acl":
      return carrierPeer(match.carrierId, true);
    case "in-dialog-only":
      return match.carrierId === null
        ? { side: "core", carrierId: null, key: CORE_KEY, mayBegin: false }
        : carrierPeer(match.carrierId, false);
    case "edge":
    case "unknown":
      return null;
  }
}

function carrierPeer(carrierId: string, mayBegin: boolean): Peer {
  return { side: "carrier", carrierId, key: CARRIER_KEY + carrierId, mayBegin };
}

/** Key of a side that we send to. */
export function peerKey(side: Side, carrierId: string): string {
  return side === "core" ? CORE_KEY : CARRIER_KEY + carrierId;
}

/** The side, and for a carrier its id, behind a key of `peerKey`. */
export function sideOfKey(key: string): Pick<Peer, "side" | "carrierId"> {
  return key === CORE_KEY
    ? { side: "core", carrierId: null }
    : { side: "carrier", carrierId: key.slice(CARRIER_KEY.length) };
}

/** The key that `admit` answers for whoever may send us anything at all; null: nobody. */
export function admissionKey(match: SourceMatch): string | null {
  return match.kind === "edge" ? EDGE_KEY : (peerOf(match)?.key ?? null);
}
