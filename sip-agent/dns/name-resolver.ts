/** Where configured gateways and core endpoints are, answered from what is known: nothing here waits (RFC 3263). */
import { addressText, packAddress } from "@/lib/telephony/packed-address";

/** What a name is looked up for: a gateway or core endpoint, by one transport. */
export interface NamedPlace {
  /** Host name, or address literal without brackets. */
  readonly host: string;
  /** Null: where SRV says, else the transport's own. */
  readonly port: number | null;
}

export type SipTransport = "udp" | "tcp" | "tls";

/** One address to send to. */
export interface Place {
  readonly transport: SipTransport;
  readonly address: string;
  readonly port: number;
}

export const SIP_PORT: Readonly<Record<SipTransport, number>> = { udp: 5060, tcp: 5060, tls: 5061 };

export interface NameResolver {
  /**
   * Places in the order in which they are to be tried; none where none is known. Equal seeds draw the same order, as
   * long as DNS says the same: the requests of one call go to one place.
   */
  placesOf(target: NamedPlace, transport: SipTransport, seed: string): readonly Place[];
  /** False: no address is any name's, and `targetsAt` need not be asked. */
  readonly hasNames: boolean;
  /** Ids of gateways and core endpoints whose name resolves to this address, or lately did. */
  targetsAt(address: string): readonly string[];
  /** Why there is no place, or none that DNS speaks for today, in words; null: nothing is wrong. */
  problemOf(target: NamedPlace, transport: SipTransport): string | null;
  /** What sending to a place came to: one that fails is tried last for a while. */
  note(place: Place, lives: boolean): void;
}

/** Knows address literals alone: a gateway by name counts as unreachable. */
export const literalResolver: NameResolver = {
  hasNames: false,
  placesOf: literalPlaces,
  targetsAt: () => NOBODY,
  problemOf: ({ host }) => (packAddress(host) === null ? "names are not resolved" : null),
  note() {},
};

export const NOBODY: readonly string[] = [];

/** The one place of an address literal; none for a name. */
export function literalPlaces(target: NamedPlace, transport: SipTransport): readonly Place[] {
  const packed = packAddress(target.host);
  if (packed === null) return [];
  return [{ transport, address: addressText(packed), port: target.port ?? SIP_PORT[transport] }];
}
