// Sends OPTIONS every millisecond and keeps book of which were answered.
import dgram from "node:dgram";
import type { SipAddress } from "../fixtures/sip-peer";

const EVERY_MS = 1;
/** So many unanswered in a row are silence, and no answer that is late. */
const SILENT_PROBES = 100;

export class Prober {
  readonly #sentAt: number[] = [];
  #lastAnswered = -1;
  readonly #onAnswer = new Set<(atMs: number) => void>();
  readonly #timer: NodeJS.Timeout;

  private constructor(
    readonly socket: dgram.Socket,
    agent: SipAddress,
    fqdn: string,
  ) {
    const { address, port } = socket.address();
    this.#timer = setInterval(() => {
      const number = this.#sentAt.push(performance.now()) - 1;
      socket.send(probe(`${address}:${port}`, fqdn, number), agent.port, agent.address);
    }, EVERY_MS);
    socket.on("message", (bytes) => this.#take(bytes.toString("latin1")));
  }

  static async open(address: string, agent: SipAddress, fqdn: string): Promise<Prober> {
    const socket = dgram.createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind({ address, port: 0 }, resolve));
    return new Prober(socket, agent, fqdn);
  }

  /** Resolves with the time of the next answer. */
  nextAnswer(): Promise<number> {
    return new Promise((resolve) => this.#onAnswer.add(resolve));
  }

  /** Resolves, once no probe is answered any more, with the time at which the first unanswered one was sent. */
  async silence(): Promise<number> {
    while (this.#sentAt.length - 1 - this.#lastAnswered < SILENT_PROBES) {
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    return this.#sentAt[this.#lastAnswered + 1] ?? Number.NaN;
  }

  close(): void {
    clearInterval(this.#timer);
    this.socket.close();
  }

  #take(text: string): void {
    const number = Number(/^Call-ID: probe-(\d+)\r$/im.exec(text)?.[1]);
    if (!text.startsWith("SIP/2.0 200") || Number.isNaN(number)) return;
    this.#lastAnswered = Math.max(this.#lastAnswered, number);
    const now = performance.now();
    for (const resolve of this.#onAnswer) resolve(now);
    this.#onAnswer.clear();
  }
}

function probe(place: string, fqdn: string, number: number): string {
  return [
    `OPTIONS sip:${fqdn} SIP/2.0`,
    `Via: SIP/2.0/UDP ${place};branch=z9hG4bKprobe${number};rport`,
    "Max-Forwards: 70",
    `From: <sip:probe@${place}>;tag=${number}`,
    `To: <sip:${fqdn}>`,
    `Call-ID: probe-${number}`,
    "CSeq: 1 OPTIONS",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}
