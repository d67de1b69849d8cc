/** Datagrams that wait for the end of the turn, or for a kernel that takes no more: in order, and bounded. */
import type { PackedAddress } from "@/lib/telephony/packed-address";
import type { SendErrorListener } from "./datagram-listener";
import type { Destination } from "./transport";

export interface QueuedDatagram {
  readonly bytes: Uint8Array;
  readonly to: PackedAddress;
  readonly destination: Destination;
  readonly onError: SendErrorListener;
}

/** Of one socket. More than either, and a send fails: whoever asked will ask again. */
const MOST_DATAGRAMS = 4_096;
const MOST_BYTES = 4_194_304;

export class SendQueue {
  readonly #waiting: QueuedDatagram[] = [];
  #first = 0;
  #bytes = 0;

  get count(): number {
    return this.#waiting.length - this.#first;
  }

  /** False: there is no room, and nothing was queued. */
  add(datagram: QueuedDatagram): boolean {
    const { length } = datagram.bytes;
    if (this.count >= MOST_DATAGRAMS || this.#bytes + length > MOST_BYTES) return false;
    this.#bytes += length;
    this.#waiting.push(datagram);
    return true;
  }

  /** The one that is `place` behind the first. */
  at(place: number): QueuedDatagram | undefined {
    return this.#waiting[this.#first + place];
  }

  /** Forgets the first `count`, and with the last of all the memory they took. */
  drop(count: number): void {
    for (let place = 0; place < count; place++) this.#bytes -= this.at(place)?.bytes.length ?? 0;
    this.#first += count;
    if (this.#first >= this.#waiting.length) {
      this.#waiting.length = 0;
      this.#first = 0;
    } else if (this.#first >= MOST_DATAGRAMS) {
      this.#waiting.splice(0, this.#first);
      this.#first = 0;
    }
  }
}
