/** The DNS client against a server on loopback: what it takes for an answer, and what it does without one. */
import { type Answer, encode } from "dns-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DnsClient } from "./dns-client";
import { readAnswer } from "./read-answer";
import { TestDnsServer } from "./test-dns-server";

let server: TestDnsServer;
beforeEach(async () => {
  server = await TestDnsServer.open();
});
afterEach(() => server.close());

const clientOf = (...servers: { address: string; port: number }[]) =>
  new DnsClient({ servers, timeoutMs: 500, rounds: 2 });
const cname = (name: string, data: string): Answer => ({ name, type: "CNAME", ttl: 7, data });

describe("an answer", () => {
  it("gives records of the type, through aliases, with the least TTL", async () => {
    server.set("gw.example", [cname("gw.example", "edge.example")]);
    server.a("edge.example", ["192.0.2.10", "192.0.2.11", "2001:db8::10"], 60);
    expect(await clientOf(server).ask("gw.example", "A")).toEqual({
      kind: "records",
      ttlSec: 7,
      records: [
        { type: "A", address: "192.0.2.10" },
        { type: "A", address: "192.0.2.11" },
      ],
    });
  });

  it("that there is none tells a name that is not from one without such records, and for how long", async () => {
    server.a("gw.example", ["192.0.2.10"]);
    const client = clientOf(server);
    const gone = { kind: "absent", ttlSec: 10 };
    expect(await client.ask("gw.example", "SRV")).toEqual({ ...gone, why: "NODATA" });
    expect(await client.ask("other.example", "SRV")).toEqual({ ...gone, why: "NXDOMAIN" });
  });

  it("that does not fit is asked for by TCP", async () => {
    server.manner = "truncated";
    server.srv("_sip._udp.gw.example", ["10 60 5080 a.example", "20 0 5060 ."]);
    expect(await clientOf(server).ask("_sip._udp.gw.example", "SRV")).toMatchObject({
      records: [
        { priority: 10, weight: 60, port: 5080, target: "a.example" },
        { priority: 20, target: "" },
      ],
    });
    expect(server.byTcp).toBe(1);
  });

  it("with another id, question or source, and garbage, is waited past", async () => {
    server.manner = "spoofed";
    server.a("gw.example", ["192.0.2.10"]);
    expect(await clientOf(server).ask("gw.example", "A")).toMatchObject({
      records: [{ address: "192.0.2.10" }],
    });
  });

  it("of aliases that go round is a failure, not a loop", async () => {
    server.set("a.example", [cname("a.example", "b.example")]);
    server.set("b.example", [cname("b.example", "a.example")]);
    const answer = await clientOf(server).ask("a.example", "A");
    expect(answer).toEqual({ kind: "failed", why: "too many aliases" });
    expect(server.asked.length).toBeLessThanOrEqual(2 * 9);
  });

  it("asks for the end of an alias that the server does not follow, to a bound", async () => {
    const id = 7;
    const question = { id, name: "a.example", type: "A" } as const;
    const bytes = encode({
      ...{ type: "response", id, questions: [{ name: "A.example", type: "A", class: "IN" }] },
      answers: [cname("a.EXAMPLE", "B.example")],
    });
    expect(readAnswer(bytes, question)).toEqual({ kind: "alias", name: "b.example", ttlSec: 7 });
  });
});

describe("hostile bytes", () => {
  const question = { id: 7, name: "gw.example", type: "A" } as const;
  const answerOf = (answers: Answer[]) =>
    encode({
      ...{ type: "response", id: 7, questions: [{ name: "gw.example", type: "A", class: "IN" }] },
      answers,
    });
  const a = (data: string, ttl = 60): Answer => ({ name: "gw.example", type: "A", ttl, data });

  it("cut, or with any byte changed, are never more than another reading", () => {
    const good = answerOf([a("192.0.2.10"), a("192.0.2.11")]);
    for (let at = 0; at < good.length; at += 1) {
      expect(() => readAnswer(good.subarray(0, at), question)).not.toThrow();
      for (const value of [0x00, 0x0c, 0x3f, 0xc0, 0xff]) {
        const bad = Buffer.from(good);
        bad[at] = value;
        expect(() => readAnswer(bad, question)).not.toThrow();
      }
    }
  });

  it("addresses of nobody are left out, and nothing else left is no answer", () => {
    const nobodys = ["0.0.0.0", "255.255.255.255", "224.0.0.1", "169.254.169.254"].map((one) =>
      a(one),
    );
    expect(readAnswer(answerOf([...nobodys, a("192.0.2.10")]), question)).toMatchObject({
      records: [{ address: "192.0.2.10" }],
    });
    expect(readAnswer(answerOf(nobodys), question)).toEqual({
      ...{ kind: "failed", why: "unusable answer" },
    });
  });

  it("counts of records beyond all sense, and more records than are kept", () => {
    const many = Array.from({ length: 200 }, (_, index) => a(`192.0.2.${index + 1}`));
    const read = readAnswer(answerOf(many), question);
    expect(read.kind === "records" && read.records.length).toBe(32);
    const lying = answerOf([a("192.0.2.10")]);
    lying.writeUInt16BE(60_000, 6);
    expect(readAnswer(lying, question)).toEqual({ kind: "foreign" });
  });

  it("a TTL with its highest bit set is 0", () => {
    const bytes = answerOf([a("192.0.2.10", 0x7fffffff)]);
    bytes[bytes.length - 10] = 0xff;
    expect(readAnswer(bytes, question)).toMatchObject({ kind: "records", ttlSec: 0 });
  });
});

describe("without an answer", () => {
  it("the next server is asked, and stays the first to be asked", async () => {
    const silent = await TestDnsServer.open("127.0.0.2");
    silent.manner = "silent";
    server.a("gw.example", ["192.0.2.10"]);
    const client = clientOf(silent, server);
    expect(await client.ask("gw.example", "A")).toMatchObject({ kind: "records" });
    expect(await client.ask("gw.example", "A")).toMatchObject({ kind: "records" });
    expect(silent.asked).toHaveLength(1);
    await silent.close();
  });

  it("each server is asked twice, and why is told", async () => {
    server.manner = "silent";
    const client = clientOf(server);
    expect(await client.ask("gw.example", "A")).toEqual({ kind: "failed", why: "no answer" });
    expect(server.asked).toHaveLength(2);
    server.manner = "servfail";
    expect(await client.ask("gw.example", "A")).toEqual({ kind: "failed", why: "SERVFAIL" });
    expect(await clientOf().ask("gw.example", "A")).toMatchObject({
      why: "no DNS server is known",
    });
  });

  it("of a server that is not there no wait is needed", async () => {
    const gone = await TestDnsServer.open();
    await gone.close();
    const answer = await new DnsClient({ servers: [gone], timeoutMs: 60_000, rounds: 2 }).ask(
      "gw.example",
      "A",
    );
    expect(answer).toEqual({ kind: "failed", why: "no answer" });
  });
});
