// Tells a person what long steps do and how long they have taken.

const REPEAT_SEC = 10;
const CLEAR_LINE = "\r\u001b[K";

/**
 * Without a terminal each step writes one line when it begins, one every ten seconds, and one when it ends. On a
 * terminal one line at the bottom counts the seconds of every step that runs.
 */
export class Progress {
  #stream;
  /** Steps that run, with when they began. @type {Map<string, number>} */
  #active = new Map();
  #status = "";

  /** @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} [stream] */
  constructor(stream = process.stdout) {
    this.#stream = stream;
  }

  /** @param {string} text lines of their own */
  say(text) {
    this.#write(`${text}\n`);
  }

  /**
   * Writes past the status line of a terminal.
   *
   * @param {string} text ends with a line end
   */
  write(text) {
    this.#write(text);
  }

  /**
   * @template T
   * @param {string} title what is being done
   * @param {() => Promise<T>} work
   * @param {(result: T) => boolean} [isGood] whether what came out is a success
   * @returns {Promise<T>}
   */
  async step(title, work, isGood = () => true) {
    const begun = performance.now();
    this.#active.set(title, begun);
    if (!this.#stream.isTTY) this.say(`  ${title} …`);
    this.#draw();
    const tick = () => {
      if (this.#stream.isTTY) this.#draw();
      else this.say(`  ${title} … ${Math.round(secondsSince(begun))} s`);
    };
    const timer = setInterval(tick, this.#stream.isTTY ? 1000 : REPEAT_SEC * 1000);
    let mark = "✗";
    try {
      const result = await work();
      if (isGood(result)) mark = "✓";
      return result;
    } finally {
      clearInterval(timer);
      this.#active.delete(title);
      this.say(`${mark} ${title} (${secondsSince(begun).toFixed(1)} s)`);
    }
  }

  #write(text) {
    if (this.#status !== "") this.#stream.write(CLEAR_LINE);
    this.#status = "";
    this.#stream.write(text);
    this.#draw();
  }

  #draw() {
    if (!this.#stream.isTTY) return;
    const parts = [...this.#active].map(
      ([title, begun]) => `${title} … ${Math.round(secondsSince(begun))} s`,
    );
    // A line that wraps could not be cleared.
    const status = parts.length === 0 ? "" : `  ${parts.join("   ")}`;
    const visible = status.slice(0, (this.#stream.columns ?? 80) - 1);
    if (visible === this.#status) return;
    this.#stream.write(CLEAR_LINE + visible);
    this.#status = visible;
  }
}

function secondsSince(begun) {
  return (performance.now() - begun) / 1000;
}
