/** Source addresses of datagrams from numbers to text, without making the same text again. */
import { addressText } from "@/lib/telephony/packed-address";

/** Places; a power of two. Two addresses of one place push each other out: no flood of sources fills memory. */
const PLACES = 1_024;

export class DatagramAddresses {
  readonly #family: 4 | 6;
  readonly #words = new Uint32Array(PLACES * 4);
  readonly #texts: (string | null)[] = new Array(PLACES).fill(null);

  constructor(family: 4 | 6) {
    this.#family = family;
  }

  /** The text of four words (IPv4: the first), at `at` in `words`; the same string again while its place is kept. */
  text(words: Uint32Array, at: number): string {
    const w0 = words[at] ?? 0;
    const w1 = words[at + 1] ?? 0;
    const w2 = words[at + 2] ?? 0;
    const w3 = words[at + 3] ?? 0;
    const mixed = Math.imul(w0 ^ Math.imul(w1, 31) ^ Math.imul(w2, 17) ^ w3, 0x9e3779b1);
    const place = mixed >>> 22;
    const kept = this.#words;
    const first = place * 4;
    const known = this.#texts[place] ?? null;
    if (
      known !== null &&
      kept[first] === w0 &&
      kept[first + 1] === w1 &&
      kept[first + 2] === w2 &&
      kept[first + 3] === w3
    ) {
      return known;
    }
    const text = addressText({ family: this.#family, w0, w1, w2, w3 });
    kept[first] = w0;
    kept[first + 1] = w1;
    kept[first + 2] = w2;
    kept[first + 3] = w3;
    this.#texts[place] = text;
    return text;
  }
}
