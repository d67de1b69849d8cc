/** Names resolved in the background: what is answered at once, on a clock that the test turns. */
import { describe, expect, it } from "vitest";
import {
  BackgroundResolver,
  MOST_A_SECOND,
  MOST_UNDER_WAY,
  type ResolvedTarget,
  type ResolverEvent,
} from "./background-resolver";
import type { DnsAnswer, DnsRecord, QuestionType } from "./dns-record";

const A = (address: string): DnsRecord => ({
  type: address.includes(":") ? "AAAA" : "A",
  address,
});
const SRV = (priority: number, weight: number, port: number, target: string): DnsRecord => ({
  ...{ type: "SRV", priority, weight, port, target },
});
const NAPTR = (order: number, services: string, replacement: string): DnsRecord => ({
  ...{ type: "NAPTR", order, preference: 0, flags: "s", services, replacement },
});
const NXDOMAIN: DnsAnswer = { kind: "absent", why: "NXDOMAIN", ttlSec: 60 };
const SERVFAIL: DnsAnswer = { kind: "failed", why: "SERVFAIL" };

class World {
  nowMs = 0;
  /** By `TYPE name`; whatever is not here is NXDOMAIN. */
  readonly zone = new Map<string, readonly DnsRecord[] | DnsAnswer>();
  ttlSec = 100;
  isDown = false;
  readonly asked: string[] = [];
  readonly events: ResolverEvent[] = [];
  readonly resolver: BackgroundResolver;

  constructor(
    families: readonly (4 | 6)[] = [4, 6],
    ask?: (name: string, type: QuestionType) => Promise<DnsAnswer>,
  ) {
    this.resolver = new BackgroundResolver({
      ask: ask ?? ((name, type) => Promise.resolve(this.#answer(name, type))),
      families: () => families,
      now: () => this.nowMs,
      random: () => 0,
      onEvent: (event) => this.events.push(event),
    });
  }

  /** Time goes by, in ticks of 50 ms. */
  async pass(ms: number): Promise<void> {
    const end = this.nowMs + ms;
    while (this.nowMs < end) {
      this.nowMs = Math.min(end, this.nowMs + 50);
      this.resolver.tick();
      await new Promise(setImmediate);
    }
  }

  places(target: ResolvedTarget, seed = ""): string[] {
    return this.resolver
      .placesOf(target, target.transport, seed)
      .map(({ transport, address, port }) => `${transport} ${address} ${port}`);
  }

  told(kind: "problem" | "mended"): number {
    return this.events.filter((event) => event.kind === kind).length;
  }

  #answer(name: string, type: QuestionType): DnsAnswer {
    this.asked.push(`${type} ${name}`);
    if (this.isDown) return { kind: "failed", why: "no answer" };
    const found = this.zone.get(`${type} ${name}`) ?? NXDOMAIN;
    if ("kind" in found) return found;
    return { kind: "records", records: found, ttlSec: this.ttlSec };
  }
}

const gateway = (parts: Partial<ResolvedTarget> = {}): ResolvedTarget => ({
  ...{ id: "g1", host: "gw.example", port: null, transport: "udp", allowTcp: false },
  ...parts,
});

describe("RFC 3263 for a gateway by name", () => {
  it("with a port takes its addresses alone, IPv4 first", async () => {
    const world = new World();
    world.zone.set("A gw.example", [A("192.0.2.10")]);
    world.zone.set("AAAA gw.example", [A("2001:db8::10")]);
    const target = gateway({ port: 5080, host: "GW.example" });
    world.resolver.follow([target]);
    expect(world.places(target)).toEqual([]);
    expect(world.resolver.problemOf(target, "udp")).toBe("name does not resolve: no answer yet");
    await world.pass(200);
    expect(world.places(target)).toEqual(["udp 192.0.2.10 5080", "udp 2001:db8::10 5080"]);
    expect(world.asked.sort()).toEqual(["A gw.example", "AAAA gw.example"]);
    expect(world.resolver.targetsAt("2001:db8::10")).toEqual(["g1"]);
  });

  it("without a port follows NAPTR of its own transport, then SRV by priority", async () => {
    const world = new World([4]);
    world.zone.set("NAPTR gw.example", [
      NAPTR(10, "sip+d2t", "_sip._tcp.elsewhere.example"),
      NAPTR(20, "sip+d2u", "_sip._udp.far.example"),
      NAPTR(90, "sip+d2u", "_sip._udp.farther.example"),
    ]);
    world.zone.set("SRV _sip._udp.far.example", [
      SRV(20, 0, 5070, "b.example"),
      SRV(10, 0, 5080, "a.example"),
    ]);
    world.zone.set("A a.example", [A("192.0.2.10"), A("192.0.2.11")]);
    world.zone.set("A b.example", [A("192.0.2.20")]);
    world.resolver.follow([gateway()]);
    await world.pass(500);
    expect(world.places(gateway())).toEqual([
      "udp 192.0.2.10 5080",
      "udp 192.0.2.11 5080",
      "udp 192.0.2.20 5070",
    ]);
    expect(world.asked).not.toContain("SRV _sip._tcp.elsewhere.example");
    expect(world.asked.some((one) => one.startsWith("AAAA"))).toBe(false);
  });

  it("asks for SRV of its own transport where NAPTR says nothing or fails, and takes the name's addresses without SRV", async () => {
    for (const [transport, service, port] of [
      ["udp", "_sip._udp", 5060],
      ["tcp", "_sip._tcp", 5060],
      ["tls", "_sips._tcp", 5061],
    ] as const) {
      const world = new World([4]);
      const target = gateway({ transport });
      world.zone.set("NAPTR gw.example", SERVFAIL);
      world.zone.set("A gw.example", [A("192.0.2.10")]);
      world.resolver.follow([target]);
      await world.pass(500);
      expect(world.asked).toContain(`SRV ${service}.gw.example`);
      expect(world.places(target)).toEqual([`${transport} 192.0.2.10 ${port}`]);
    }
  });

  it("with TCP allowed knows its TCP places too", async () => {
    const world = new World([4]);
    const target = gateway({ allowTcp: true });
    world.zone.set("SRV _sip._tcp.gw.example", [SRV(1, 1, 5090, "t.example")]);
    world.zone.set("A t.example", [A("192.0.2.30")]);
    world.zone.set("A gw.example", [A("192.0.2.10")]);
    world.resolver.follow([target]);
    await world.pass(500);
    expect(world.places(target)).toEqual(["udp 192.0.2.10 5060"]);
    expect(world.resolver.placesOf(target, "tcp", "")[0]).toMatchObject({ port: 5090 });
    expect(world.resolver.targetsAt("192.0.2.30")).toEqual(["g1"]);
  });

  it("does not go round an SRV record that says that the service is not offered", async () => {
    const world = new World([4]);
    world.zone.set("SRV _sip._udp.gw.example", [SRV(0, 0, 1, "")]);
    world.zone.set("A gw.example", [A("192.0.2.10")]);
    world.resolver.follow([gateway()]);
    await world.pass(500);
    expect(world.places(gateway())).toEqual([]);
    expect(world.resolver.problemOf(gateway(), "udp")).toContain("not offered");
    expect(world.resolver.isAbsent("g1")).toBe(true);
  });

  it("spreads calls by weight, and one call's requests not at all", async () => {
    const world = new World([4]);
    world.zone.set("SRV _sip._udp.gw.example", [
      SRV(1, 50, 5060, "a.example"),
      SRV(1, 50, 5060, "b.example"),
    ]);
    world.zone.set("A a.example", [A("192.0.2.10")]);
    world.zone.set("A b.example", [A("192.0.2.20")]);
    world.resolver.follow([gateway()]);
    await world.pass(500);
    const firsts = Array.from(
      { length: 200 },
      (_, call) => world.places(gateway(), `call ${call}`)[0],
    );
    const ofA = firsts.filter((one) => one === "udp 192.0.2.10 5060").length;
    expect(ofA).toBeGreaterThan(60);
    expect(ofA).toBeLessThan(140);
    expect(world.places(gateway(), "call 7")).toEqual(world.places(gateway(), "call 7"));
  });

  it("tries a place that failed last, for a minute or until it lives", async () => {
    const world = new World([4]);
    const target = gateway({ port: 5060 });
    world.zone.set("A gw.example", [A("192.0.2.10"), A("192.0.2.11")]);
    world.resolver.follow([target]);
    await world.pass(200);
    const [first = { transport: "udp", address: "", port: 0 }] = world.resolver.placesOf(
      target,
      "udp",
      "",
    );
    world.resolver.note(first, false);
    expect(world.places(target)).toEqual(["udp 192.0.2.11 5060", "udp 192.0.2.10 5060"]);
    world.resolver.note(first, true);
    expect(world.places(target)[0]).toBe("udp 192.0.2.10 5060");
    world.resolver.note(first, false);
    await world.pass(60_050);
    expect(world.places(target)[0]).toBe("udp 192.0.2.10 5060");
  });
});

describe("time", () => {
  it("an address that changed is found when the TTL ends; the former one is still known for running dialogs", async () => {
    const world = new World([4]);
    const target = gateway({ port: 5060 });
    world.zone.set("A gw.example", [A("192.0.2.10")]);
    world.resolver.follow([target]);
    await world.pass(200);
    world.zone.set("A gw.example", [A("192.0.2.99")]);
    await world.pass(70_000);
    expect(world.places(target)).toEqual(["udp 192.0.2.10 5060"]);
    await world.pass(10_000);
    expect(world.places(target)).toEqual(["udp 192.0.2.99 5060"]);
    expect(world.resolver.targetsAt("192.0.2.10")).toEqual(["g1"]);
    world.nowMs += 4 * 3_600_000;
    await world.pass(100);
    expect(world.resolver.targetsAt("192.0.2.10")).toEqual([]);
    expect(world.resolver.targetsAt("192.0.2.99")).toEqual(["g1"]);
  });

  it("the last good answer is kept while DNS is down, told once, and counted", async () => {
    const world = new World([4]);
    const target = gateway({ port: 5060 });
    world.zone.set("A gw.example", [A("192.0.2.10")]);
    world.resolver.follow([target]);
    await world.pass(200);
    world.isDown = true;
    await world.pass(600_000);
    expect(world.places(target)).toEqual(["udp 192.0.2.10 5060"]);
    expect(world.resolver.problemOf(target, "udp")).toBeNull();
    expect(world.resolver.stats.failing).toBe(1);
    expect([world.told("problem"), world.told("mended")]).toEqual([1, 0]);
    world.isDown = false;
    await world.pass(60_000);
    expect(world.resolver.stats.failing).toBe(0);
    expect([world.told("problem"), world.told("mended")]).toEqual([1, 1]);
  });

  it("a name that is gone is tried last, then given up", async () => {
    const world = new World([4]);
    const target = gateway({ port: 5060 });
    world.zone.set("A gw.example", [A("192.0.2.10")]);
    world.resolver.follow([target]);
    await world.pass(200);
    world.zone.clear();
    await world.pass(80_000);
    expect(world.resolver.isAbsent("g1")).toBe(true);
    expect(world.resolver.problemOf(target, "udp")).toBe("name does not resolve: NXDOMAIN");
    expect(world.places(target)).toEqual(["udp 192.0.2.10 5060"]);
    await world.pass(1_000_000);
    expect(world.places(target)).toEqual([]);
  });

  it("a restart while DNS is down begins with what was known", async () => {
    const before = new World([4]);
    before.zone.set("SRV _sip._udp.gw.example", [SRV(1, 1, 5080, "a.example")]);
    before.zone.set("A a.example", [A("192.0.2.10")]);
    before.resolver.follow([gateway()]);
    await before.pass(500);
    const after = new World([4]);
    after.isDown = true;
    after.resolver.restore(before.resolver.known());
    await after.pass(200);
    expect(after.asked).toEqual([]);
    after.resolver.follow([gateway()]);
    expect(after.places(gateway())).toEqual(["udp 192.0.2.10 5080"]);
    await after.pass(600_000);
    expect(after.asked).toContain("A a.example");
    expect(after.places(gateway())).toEqual(["udp 192.0.2.10 5080"]);
    expect(after.resolver.targetsAt("192.0.2.10")).toEqual(["g1"]);
  });
});

describe("bounds", () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    gateway({ id: `g${index}`, host: `gw${index}.example`, port: 5060 }),
  );

  it("of 10,000 names so many questions are under way at once, and begun in a second, and no more", async () => {
    const waiting: ((answer: DnsAnswer) => void)[] = [];
    let asked = 0;
    const world = new World([4], () => {
      asked += 1;
      return new Promise((resolve) => waiting.push(resolve));
    });
    world.resolver.follow(many);
    await world.pass(1_000);
    expect(asked).toBe(MOST_UNDER_WAY);
    expect(world.resolver.stats).toMatchObject({ names: 10_000, underWay: MOST_UNDER_WAY });
    for (let second = 0; second < 10; second += 1) {
      const mark = asked;
      for (let tick = 0; tick < 20; tick += 1) {
        for (const end of waiting.splice(0)) end({ kind: "failed", why: "SERVFAIL" });
        await world.pass(50);
      }
      expect(asked - mark).toBeLessThanOrEqual(MOST_A_SECOND + MOST_UNDER_WAY);
    }
    expect(asked).toBeGreaterThan(MOST_A_SECOND * 8);
  });

  it("all of 10,000 names are known in time, and nothing is left of them when they are configured no more", async () => {
    const world = new World([4]);
    for (const { host } of many) world.zone.set(`A ${host}`, [A("192.0.2.10")]);
    world.ttlSec = 3_600;
    world.resolver.follow(many);
    await world.pass(30_000);
    expect(world.places(many.at(-1) ?? gateway())).toEqual(["udp 192.0.2.10 5060"]);
    expect(world.asked).toHaveLength(10_000);
    world.resolver.follow([]);
    expect(world.resolver.known()).toEqual([]);
    expect(world.resolver.stats.names).toBe(0);
  });

  it("of a name with hundreds of servers a few are taken", async () => {
    const world = new World([4]);
    const servers = Array.from({ length: 200 }, (_, index) =>
      SRV(index, 1, 5060, `s${index}.example`),
    );
    world.zone.set("SRV _sip._udp.gw.example", servers);
    for (let index = 0; index < 200; index += 1) {
      world.zone.set(`A s${index}.example`, [A(`192.0.2.${index + 1}`)]);
    }
    world.resolver.follow([gateway()]);
    await world.pass(1_000);
    expect(world.places(gateway())).toHaveLength(8);
    expect(world.asked.length).toBeLessThan(25);
  });

  it("a zone of ever new servers whose DNS says nothing keeps no other name from being asked", async () => {
    let rounds = 0;
    let asked = 0;
    const world = new World([4, 6], (name, type) => {
      if (name === "gw.example") {
        asked += 1;
        return Promise.resolve({ kind: "records", records: [A("192.0.2.10")], ttlSec: 5 });
      }
      if (name === "_sip._udp.evil.example") {
        rounds += 1;
        const records = Array.from({ length: 16 }, (_, at) =>
          SRV(0, 1, 5060, `s${rounds}-${at}.evil.example`),
        );
        return Promise.resolve({ kind: "records", records, ttlSec: 1 });
      }
      if (type === "NAPTR") return Promise.resolve(NXDOMAIN);
      return new Promise((resolve) => {
        const giveUpMs = world.nowMs + 8_000;
        const wait = () =>
          world.nowMs < giveUpMs
            ? setImmediate(wait)
            : resolve({ kind: "failed", why: "no answer" });
        wait();
      });
    });
    world.resolver.follow([
      gateway({ id: "evil", host: "evil.example" }),
      gateway({ id: "good", port: 5060 }),
    ]);
    await world.pass(60_000);
    // Both families, each at least every 5 s.
    expect(asked).toBeGreaterThanOrEqual(24);
    expect(world.resolver.stats.underWay).toBeLessThanOrEqual(4);
  });

  it("no name but a configured one is ever asked for", async () => {
    const world = new World();
    expect(world.places(gateway({ host: "stranger.example" }))).toEqual([]);
    await world.pass(200);
    expect(world.asked).toEqual([]);
  });
});
