/** Asks DNS one question: several servers, few tries, TCP where an answer does not fit, aliases to a bound. */
import { randomInt } from "node:crypto";
import { encode, RECURSION_DESIRED } from "dns-packet";
import { unreachable } from "@/lib/core/unreachable";
import { type Exchanged, exchangeByTcp, exchangeByUdp } from "./dns-exchange";
import type { DnsAnswer, DnsFailure, QuestionType } from "./dns-record";
import type { DnsServer } from "./dns-servers";
import { MOST_ALIASES } from "./read-answer";

export interface DnsClientOptions {
  readonly servers: readonly DnsServer[];
  /** For one try at one server. */
  readonly timeoutMs: number;
  /** How often each server is asked before a question is given up. */
  readonly rounds: number;
}

export class DnsClient {
  readonly #options: DnsClientOptions;
  /** The server that answered last is asked first: a dead one costs its wait once, not for every name. */
  #first = 0;

  constructor(options: DnsClientOptions) {
    this.#options = options;
  }

  /** Never rejects. `name` is lower case, without a trailing dot. */
  async ask(name: string, type: QuestionType): Promise<DnsAnswer> {
    let asked = name;
    let ttlSec = Number.POSITIVE_INFINITY;
    for (let hops = 0; hops <= MOST_ALIASES; hops += 1) {
      const answer = await this.#askServers(asked, type);
      if (answer.kind === "alias") {
        asked = answer.name;
        ttlSec = Math.min(ttlSec, answer.ttlSec);
        continue;
      }
      if (answer.kind !== "records") return answer;
      return { ...answer, ttlSec: Math.min(ttlSec, answer.ttlSec) };
    }
    return { kind: "failed", why: "too many aliases" };
  }

  async #askServers(name: string, type: QuestionType) {
    const { servers, rounds } = this.#options;
    if (servers.length === 0) return failed("no DNS server is known");
    let why: DnsFailure = "no answer";
    const first = this.#first;
    for (let attempt = 0; attempt < rounds * servers.length; attempt += 1) {
      const place = (first + attempt) % servers.length;
      const server = servers[place];
      if (server === undefined) continue;
      const answer = await this.#askOne(server, name, type);
      if (answer === null) continue;
      switch (answer.kind) {
        case "records":
        case "absent":
        case "alias":
          this.#first = place;
          return answer;
        case "failed":
          why = answer.why;
          break;
        case "truncated":
          why = "unusable answer";
          break;
        default:
          unreachable(answer);
      }
    }
    return failed(why);
  }

  async #askOne(server: DnsServer, name: string, type: QuestionType): Promise<Exchanged> {
    const { timeoutMs } = this.#options;
    const id = randomInt(0x10000);
    const question = { id, name, type };
    const query = encode({
      type: "query",
      id,
      flags: RECURSION_DESIRED,
      questions: [{ name, type, class: "IN" }],
    });
    const answer = await exchangeByUdp(server, query, question, timeoutMs);
    if (answer?.kind !== "truncated") return answer;
    return exchangeByTcp(server, query, question, timeoutMs);
  }
}

function failed(why: DnsFailure): DnsAnswer {
  return { kind: "failed", why };
}
