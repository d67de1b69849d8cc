/** The address of a socket's far end in its one form; a dual-stack socket's ::ffff:192.0.2.1 is 192.0.2.1. */
import { addressText, type PackedAddress, packAddress } from "@/lib/telephony/packed-address";

export interface PeerAddress {
  readonly text: string;
  readonly packed: PackedAddress;
}

/** Parsed addresses that are remembered; beyond, all are forgotten, so that no flood of sources fills memory. */
const REMEMBERED = 4_096;

/**
 * Reads addresses as sockets report them. They are remembered: IPv6 takes a hundred times as long to parse as IPv4, and
 * who is asked about twice is known by the very object. Null for what no access list can hold: zones (`fe80::1%eth0`) and
 * anything unreadable.
 */
export class PeerAddresses {
  readonly #known = new Map<string, PeerAddress | null>();

  read(text: string): PeerAddress | null {
    let known = this.#known.get(text);
    if (known === undefined) {
      const packed = packAddress(text);
      known = packed === null ? null : { text: addressText(packed), packed };
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(text, known);
    }
    return known;
  }
}
