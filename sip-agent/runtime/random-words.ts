/** Unpredictable 32-bit numbers for branches, tags and Call-IDs. */
import { randomBytes } from "node:crypto";

/** Drawn from the system a thousand at a time: a call needs several. Each is used once and wiped. */
export const randomWords = {
  words: new Uint32Array(0),
  at: 0,
  next(): number {
    if (this.at >= this.words.length) {
      const bytes = randomBytes(4_096);
      this.words = new Uint32Array(bytes.buffer, bytes.byteOffset, 1_024);
      this.at = 0;
    }
    const word = this.words[this.at] ?? 0;
    this.words[this.at] = 0;
    this.at += 1;
    return word;
  },
};
