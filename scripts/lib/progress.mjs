// Tells a person what a long step does and how long it has taken.

const REPEAT_SEC = 10;

/**
 * Writes one line when a step begins, one every ten seconds while it lasts, and one when it ends. On a terminal the
 * line counts the seconds in place.
 */
export class Progress {
  /** @param {{ isTTY?: boolean, write(text: string): unknown }} [stream] */
  constructor(stream = process.stdout) {
    this.stream = stream;
  }

  /** @param {string} text a line of its own */
  say(text) {
    this.stream.write(`${text}\n`);
  }

  /**
   * @template T
   * @param {string} title what is being done
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async step(title, work) {
    const begun = performance.now();
    const elapsedSec = () => (performance.now() - begun) / 1000;
    const inPlace = this.stream.isTTY === true;
    if (inPlace) this.stream.write(`  ${title} …`);
    else this.say(`  ${title} …`);
    const tick = () => {
      const seconds = Math.round(elapsedSec());
      if (inPlace) this.stream.write(`\r  ${title} … ${seconds} s`);
      else this.say(`  ${title} … ${seconds} s`);
    };
    const timer = setInterval(tick, inPlace ? 1000 : REPEAT_SEC * 1000);
    try {
      const result = await work();
      this.stream.write(`${inPlace ? "\r" : ""}✓ ${title} (${elapsedSec().toFixed(1)} s)\n`);
      return result;
    } catch (error) {
      this.stream.write(`${inPlace ? "\r" : ""}✗ ${title} (${elapsedSec().toFixed(1)} s)\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
}
