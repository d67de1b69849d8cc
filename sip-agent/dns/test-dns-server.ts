/** For tests only: a DNS server on loopback, UDP and TCP on one port, that answers from records a test gives it. */
import { createSocket, type Socket } from "node:dgram";
import { createServer, type Server, type Socket as Stream } from "node:net";
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Packet,
  TRUNCATED_RESPONSE,
} from "dns-packet";

/**
 * How it behaves. `truncated`: by UDP only the mark that there is more; `spoofed`: other ids and questions and
 * garbage come before the true answer, and one from another port.
 */
export type Manner = "answers" | "servfail" | "silent" | "truncated" | "spoofed";

const RCODE = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3 } as const;

export class TestDnsServer {
  manner: Manner = "answers";
  /** `TYPE name` of every question, oldest first. */
  readonly asked: string[] = [];
  byTcp = 0;
  readonly #records = new Map<string, readonly Answer[]>();
  readonly #streams = new Set<Stream>();

  private constructor(
    readonly address: string,
    readonly port: number,
    readonly udp: Socket,
    readonly tcp: Server,
  ) {
    udp.on("message", (bytes, source) => this.#byUdp(bytes, source.port, source.address));
    tcp.on("connection", (stream) => this.#byTcp(stream));
  }

  static async open(address = "127.0.0.1"): Promise<TestDnsServer> {
    const tcp = createServer();
    const port = await new Promise<number>((resolve, reject) => {
      tcp.once("error", reject);
      tcp.listen({ host: address, port: 0 }, () => {
        const place = tcp.address();
        resolve(typeof place === "object" && place !== null ? place.port : 0);
      });
    });
    const udp = createSocket("udp4");
    await new Promise<void>((resolve, reject) => {
      udp.once("error", reject);
      udp.bind({ address, port, exclusive: true }, resolve);
    });
    return new TestDnsServer(address, port, udp, tcp);
  }

  /** The records of one name from now on; a name without any is NXDOMAIN. */
  set(name: string, records: readonly Answer[]): void {
    if (records.length === 0) this.#records.delete(name);
    else this.#records.set(name, records);
  }

  a(name: string, addresses: readonly string[], ttl = 300): void {
    const records = addresses.map(
      (data) => ({ name, ttl, type: data.includes(":") ? "AAAA" : "A", data }) as Answer,
    );
    this.set(name, records);
  }

  /** Each as `priority weight port target`. */
  srv(name: string, values: readonly string[], ttl = 300): void {
    this.set(
      name,
      values.map((value): Answer => {
        const [priority, weight, port, target = ""] = value.split(" ");
        const data = {
          priority: Number(priority),
          weight: Number(weight),
          port: Number(port),
          target,
        };
        return { name, ttl, type: "SRV", data };
      }),
    );
  }

  async close(): Promise<void> {
    for (const stream of this.#streams) stream.destroy();
    await Promise.all([
      new Promise<void>((resolve) => this.udp.close(resolve)),
      new Promise<void>((resolve) => this.tcp.close(() => resolve())),
    ]);
  }

  #byUdp(bytes: Buffer, port: number, address: string): void {
    const query = this.#note(bytes);
    if (this.manner === "silent") return;
    const answer = this.#answerTo(query);
    if (this.manner === "spoofed") {
      const wrong = {
        ...answer,
        answers: [
          { name: query.questions?.[0]?.name ?? "", type: "A", ttl: 9, data: "192.0.2.66" },
        ],
      } as Packet;
      const elsewhere = createSocket("udp4");
      elsewhere.send(encode(wrong), port, address, () => elsewhere.close());
      this.udp.send(encode({ ...wrong, id: ((query.id ?? 0) + 1) & 0xffff }), port, address);
      const questions = [{ name: "another.example", type: "A", class: "IN" } as const];
      this.udp.send(encode({ ...wrong, questions }), port, address);
      this.udp.send(Buffer.concat([bytes.subarray(0, 2), Buffer.alloc(40, 0xff)]), port, address);
    }
    if (this.manner === "truncated") {
      const flags = (answer.flags ?? 0) | TRUNCATED_RESPONSE;
      this.udp.send(encode({ ...answer, answers: [], flags }), port, address);
    } else this.udp.send(encode(answer), port, address);
  }

  #byTcp(stream: Stream): void {
    this.#streams.add(stream);
    stream.on("error", () => stream.destroy());
    stream.on("data", (bytes) => {
      this.byTcp += 1;
      const answer = encode(this.#answerTo(this.#note(bytes.subarray(2))));
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      // In two pieces: a stream keeps no borders.
      stream.write(Buffer.concat([length, answer.subarray(0, 5)]));
      stream.write(answer.subarray(5));
    });
  }

  #note(bytes: Buffer): Packet {
    const query = decode(bytes);
    const question = query.questions?.[0];
    this.asked.push(`${question?.type} ${question?.name}`);
    return query;
  }

  #answerTo(query: Packet): Packet {
    const [question] = query.questions ?? [];
    const { answers, isName } = this.#find(question?.name ?? "", question?.type ?? "A");
    const rcode = this.manner === "servfail" ? "SERVFAIL" : isName ? "NOERROR" : "NXDOMAIN";
    const soa: Answer = {
      ...{ name: "example", type: "SOA", ttl: 20 },
      data: {
        mname: "ns.example",
        rname: "x.example",
        serial: 1,
        refresh: 1,
        retry: 1,
        expire: 1,
        minimum: 10,
      },
    };
    return {
      ...{ type: "response", id: query.id ?? 0, questions: query.questions ?? [] },
      flags: AUTHORITATIVE_ANSWER | RCODE[rcode],
      answers: rcode === "NOERROR" ? answers : [],
      authorities: answers.length === 0 && rcode !== "SERVFAIL" ? [soa] : [],
    };
  }

  #find(name: string, type: string): { answers: Answer[]; isName: boolean } {
    const answers: Answer[] = [];
    let at = name;
    for (let hops = 0; hops < 20; hops += 1) {
      const records = this.#records.get(at);
      if (records === undefined) return { answers, isName: hops > 0 };
      answers.push(...records.filter((one) => one.type === type || one.type === "CNAME"));
      const alias = records.find((one) => one.type === "CNAME");
      if (alias?.type !== "CNAME") break;
      at = alias.data;
    }
    return { answers, isName: true };
  }
}
