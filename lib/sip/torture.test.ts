/** RFC 4475 and RFC 5118: what each of the 61 messages asks of a parser, as datagram and as stream. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkRequest, checkResponse } from "./check-message";
import type { FaultCode } from "./fault";
import type { SipMessage } from "./message";
import { isAnswerable, parseMessage } from "./parse-message";
import { decodeEscapes, type SipUri } from "./sip-uri";
import { type FramerEvent, StreamFramer } from "./stream-framer";

interface Vector {
  file: string;
  rfc: string;
  section: string;
  title: string;
  kind: "request" | "response";
  method?: string;
  verdict: "valid" | "reject" | "discard" | "either";
  codes?: number[];
}

/** `sound`: parses and passes the check. Otherwise the code of the fault. */
type Outcome = "sound" | FaultCode;

interface Case {
  /** What a datagram gives. */
  outcome: Outcome;
  /** What a stream gives, where it differs: one entry a message; `waiting` for a message that never ends. */
  stream?: readonly (Outcome | "waiting")[];
  /** What else the RFC says of the content. */
  holds?: (message: SipMessage) => void;
}

const folder = join(import.meta.dirname, "vectors");
const vectors: Vector[] = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")).messages;

const facts = (message: SipMessage) => {
  const check = checkRequest(message);
  return check.ok ? check.facts : expect.fail(check.fault.detail);
};
const sipUri = (message: SipMessage): SipUri => {
  const uri = message.parsedRequestUri;
  return uri?.kind === "sip" ? uri : expect.fail("not a sip URI");
};
const uriOf = (message: SipMessage, name: string): SipUri => {
  const uri = message.nameAddrs(name)?.[0]?.parsedUri;
  return uri?.kind === "sip" ? uri : expect.fail(`no sip URI in ${name}`);
};

const cases: Record<string, Case> = {
  "wsinv.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(message.maxForwards).toBe(68);
      expect(message.cseq).toEqual({ sequence: 9, method: "INVITE" });
      expect(message.toTag).toBe("1918181833n");
      expect(message.fromTag).toBe("98asjd8");
      expect(message.from?.display).toBe('J Rosenberg \\"');
      expect(message.vias()?.map((via) => [via.transport, via.host, via.branch])).toEqual([
        ["UDP", "192.0.2.2", "390skdjuw"],
        ["TCP", "spindle.example.com", "z9hG4bK9ikj8"],
        ["UDP", "192.168.255.111", "z9hG4bK30239"],
      ]);
      expect(message.header("Subject")).toBe("");
      expect(message.header("newfangledheader")).toBe(
        "newfangled value continued newfangled value",
      );
      expect(message.routes?.[0]?.uri).toBe(
        "sip:services.example.com;lr;unknownwith=value;unknown-no-value",
      );
      expect(message.contacts?.[0]?.params).toEqual([
        { name: "newparam", value: "newvalue" },
        { name: "secondparam", value: null },
        { name: "q", value: "0.33" },
      ]);
      expect(message.body.length).toBe(150);
    },
  },
  "intmeth.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(sipUri(message).user).toBe("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
      expect(sipUri(message).password).toBe("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
      expect(message.to?.display).toBe("BEL:\x07 NUL:\x00 DEL:\x7f");
      expect(message.fromTag).toBe("_token~1'+`*%!-.");
      expect(message.maxForwards).toBe(255);
      expect(message.callId).toBe("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
      expect(message.header("extensionHeader-!.%*+_`'~")).toHaveLength(12);
    },
  },
  "esc01.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(sipUri(message).user).toBe("sips%3Auser%40example.com");
      expect(sipUri(message).host).toBe("example.net");
      expect(decodeEscapes(uriOf(message, "To").user ?? "")).toBe("user");
      expect(uriOf(message, "Contact").params).toEqual([
        { name: "lr", value: null },
        { name: "name", value: "v%61lue%25%34%31" },
      ]);
    },
  },
  "escnull.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(decodeEscapes(uriOf(message, "To").user ?? "")).toBe("null-\0-null");
      expect(message.contacts?.map((contact) => contact.uri)).toEqual([
        "sip:%00@host5.example.com",
        "sip:%00%00@host5.example.com",
      ]);
    },
  },
  "esc02.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(message.method).toBe("RE%47IST%45R");
      expect(message.contacts?.map((contact) => contact.uri)).toEqual([
        "sip:alias1@host1.example.com",
        "sip:alias3@host3.example.com",
      ]);
      expect(message.to?.display).toBe("%Z%45");
    },
  },
  "lwsdisp.dat": {
    outcome: "sound",
    holds: (message) => expect(message.from?.display).toBe("caller"),
  },
  "longreq.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(message.vias()).toHaveLength(34);
      expect(message.callId).toHaveLength(141);
      expect(message.fromTag).toMatch(/^12982.*424$/);
    },
  },
  "dblreq.dat": {
    outcome: "sound",
    // On a stream the second request is real; its body is longer than it says, and what is left is no SIP.
    stream: ["sound", "sound", "not-sip"],
    holds: (message) => expect(message.body.length).toBe(0),
  },
  "semiuri.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(decodeEscapes(sipUri(message).user ?? "")).toBe("user;par=u@example.net");
      expect(message.values("Accept")).toHaveLength(6);
    },
  },
  "transports.dat": {
    outcome: "sound",
    holds: (message) =>
      expect(message.vias()?.map((via) => via.transport)).toEqual([
        "UDP",
        "SCTP",
        "TLS",
        "UNKNOWN",
        "TCP",
      ]),
  },
  "mpart01.dat": {
    outcome: "sound",
    holds: (message) => expect(message.body.length).toBe(553),
  },
  "unreason.dat": {
    outcome: "sound",
    holds: (message) =>
      expect(Buffer.from(message.reason, "latin1").toString("utf8")).toMatch(
        /^= 2\*\*3 \* 5\*\*2 но сто/,
      ),
  },
  "noreason.dat": {
    outcome: "sound",
    holds: (message) => expect([message.status, message.reason]).toEqual([100, ""]),
  },
  "badinv01.dat": { outcome: "header-invalid" },
  "clerr.dat": { outcome: "content-length-mismatch", stream: ["waiting"] },
  "ncl.dat": { outcome: "content-length-invalid" },
  "scalar02.dat": {
    outcome: "header-invalid",
    holds: (message) => expect([message.cseq, message.maxForwards]).toEqual([null, null]),
  },
  "scalarlg.dat": { outcome: "header-invalid" },
  "quotbal.dat": { outcome: "header-invalid" },
  "ltgtruri.dat": { outcome: "request-uri-invalid" },
  "lwsruri.dat": { outcome: "request-line" },
  "lwsstart.dat": { outcome: "request-line" },
  "trws.dat": { outcome: "request-line" },
  "escruri.dat": { outcome: "request-uri-component" },
  "baddate.dat": { outcome: "sound" },
  "regbadct.dat": { outcome: "header-invalid" },
  "badaspec.dat": { outcome: "header-invalid" },
  "baddn.dat": { outcome: "header-invalid" },
  "badvers.dat": {
    outcome: "sound",
    holds: (message) => expect(facts(message).version).toBe("7.0"),
  },
  "mismatch01.dat": { outcome: "cseq-method-mismatch" },
  "mismatch02.dat": { outcome: "cseq-method-mismatch" },
  "bigcode.dat": { outcome: "status-line" },
  "badbranch.dat": { outcome: "branch-empty" },
  "insuf.dat": { outcome: "header-missing" },
  "unkscm.dat": {
    outcome: "sound",
    holds: (message) => expect(facts(message).scheme).toBe("other"),
  },
  "novelsc.dat": {
    outcome: "sound",
    holds: (message) => expect(facts(message).scheme).toBe("other"),
  },
  "unksm2.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(message.to?.parsedUri).toMatchObject({ kind: "other", scheme: "isbn" });
      expect(message.from?.parsedUri).toMatchObject({ kind: "other", scheme: "http" });
    },
  },
  "bext01.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(facts(message).proxyRequire).toEqual([
        "noProxiesSupportThis",
        "norDoAnyProxiesSupportThis",
      ]);
      expect(message.require).toEqual(["nothingSupportsThis", "nothingSupportsThisEither"]);
    },
  },
  "invut.dat": { outcome: "sound" },
  "regaut01.dat": { outcome: "sound" },
  "multi01.dat": { outcome: "header-duplicate" },
  "mcl01.dat": { outcome: "content-length-invalid" },
  "bcast.dat": {
    outcome: "sound",
    holds: (message) => expect(message.vias()?.[1]?.host).toBe("255.255.255.255"),
  },
  "zeromf.dat": {
    outcome: "sound",
    holds: (message) => expect(facts(message).maxForwards).toBe(0),
  },
  "cparam01.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(message.contacts?.[0]?.params).toEqual([{ name: "unknownparam", value: null }]);
      expect(uriOf(message, "Contact").params).toEqual([]);
    },
  },
  "cparam02.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(message.contacts?.[0]?.params).toEqual([]);
      expect(uriOf(message, "Contact").params).toEqual([{ name: "unknownparam", value: null }]);
    },
  },
  "regescrt.dat": {
    outcome: "sound",
    holds: (message) =>
      expect(uriOf(message, "Contact").headers).toEqual([
        { name: "Route", value: "%3Csip:sip.example.com%3E" },
      ]),
  },
  "sdp01.dat": { outcome: "sound" },
  "inv2543.dat": {
    outcome: "sound",
    stream: ["content-length-missing"],
    holds: (message) => {
      expect([message.branch, message.fromTag, message.maxForwards]).toEqual([null, null, null]);
      expect(message.body.length).toBe(105);
    },
  },
  "ipv6-good.dat": {
    outcome: "sound",
    holds: (message) => {
      expect(sipUri(message)).toMatchObject({ host: "2001:db8::10", hostKind: "ipv6", port: null });
      expect(message.topVia).toMatchObject({ host: "2001:db8::9:1", port: null });
    },
  },
  "ipv6-bad.dat": { outcome: "request-uri-invalid" },
  "port-ambiguous.dat": {
    outcome: "sound",
    holds: (message) =>
      expect(sipUri(message)).toMatchObject({ host: "2001:db8::10:5070", port: null }),
  },
  "port-unambiguous.dat": {
    outcome: "sound",
    holds: (message) => expect(sipUri(message)).toMatchObject({ host: "2001:db8::10", port: 5070 }),
  },
  "via-received-param-with-delim.dat": {
    outcome: "sound",
    holds: (message) => expect(message.topVia?.received).toBe("2001:db8::9:255"),
  },
  "via-received-param-no-delim.dat": {
    outcome: "sound",
    holds: (message) => expect(message.topVia?.received).toBe("2001:db8::9:255"),
  },
  "ipv6-in-sdp.dat": { outcome: "sound" },
  "mult-ip-in-header.dat": {
    outcome: "sound",
    holds: (message) =>
      expect(message.vias()?.map((via) => [via.host, via.port, via.received])).toEqual([
        ["2001:db8::9:1", 6050, null],
        ["192.0.2.1", null, null],
        ["2001:db8::9:255", null, "192.0.2.200"],
      ]),
  },
  "mult-ip-in-sdp.dat": { outcome: "sound" },
  "ipv4-mapped-ipv6.dat": {
    outcome: "sound",
    holds: (message) => expect(message.topVia?.host).toBe("::ffff:192.0.2.10"),
  },
  "ipv6-bug-abnf-3-colons.dat": {
    outcome: "sound",
    holds: (message) => expect(sipUri(message).host).toBe("2001:db8:::192.0.2.1"),
  },
  "ipv6-correct-abnf-2-colons.dat": {
    outcome: "sound",
    holds: (message) => expect(sipUri(message).host).toBe("2001:db8::192.0.2.1"),
  },
};

/** A 4xx that rule 3 answers with; the other codes are rule 4's, from the facts. */
const RULE_4 = [405, 416, 420, 483, 505];

const checked = (message: SipMessage): Outcome => {
  if (!message.isRequest) return checkResponse(message)?.code ?? "sound";
  const check = checkRequest(message);
  return check.ok ? "sound" : check.fault.code;
};

function read(bytes: Buffer): { outcome: Outcome; message: SipMessage | null } {
  const result = parseMessage(bytes);
  if (!result.ok) return { outcome: result.fault.code, message: result.partial };
  return { outcome: checked(result.message), message: result.message };
}

function stream(chunks: Buffer[]): { framer: StreamFramer; events: FramerEvent[] } {
  const framer = new StreamFramer();
  return { framer, events: chunks.flatMap((chunk) => framer.push(chunk)) };
}

describe.each(
  vectors.map(
    (vector) =>
      [`[RFC${vector.rfc} §${vector.section}] ${vector.title} (${vector.file})`, vector] as const,
  ),
)("%s", (_name, vector) => {
  const bytes = readFileSync(join(folder, vector.file));
  const wanted = cases[vector.file];
  if (wanted === undefined) throw new Error(`no case for ${vector.file}`);

  it("agrees with what the RFC asks", () => {
    if (vector.verdict === "valid") expect(wanted.outcome).toBe("sound");
    const onlyRule4 = vector.codes?.every((code) => RULE_4.includes(code) || code < 400);
    if (vector.verdict === "reject" && !onlyRule4 && vector.file !== "novelsc.dat") {
      expect(wanted.outcome).not.toBe("sound");
    }
  });

  it("as a datagram", () => {
    const { outcome, message } = read(bytes);
    expect(outcome).toBe(wanted.outcome);
    if (message === null) return expect.fail("nothing could be read");
    expect(message.isRequest).toBe(vector.kind === "request");
    if (vector.method !== undefined) expect(message.method).toBe(vector.method);
    if (wanted.holds !== undefined) wanted.holds(message);
    // Whatever is refused can be answered, save badinv01 (its one Via is what is broken) and responses.
    if (outcome !== "sound" && vector.kind === "request") {
      expect(isAnswerable(message)).toBe(vector.file !== "badinv01.dat");
    }
  });

  it.each([
    ["whole", [bytes]],
    ["byte by byte", Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))],
  ])("over a stream, %s", (_, chunks) => {
    const { framer, events } = stream(chunks);
    const outcomes: (Outcome | "waiting")[] = [];
    for (const event of events) {
      if (event.kind === "ping") continue;
      outcomes.push(event.kind === "fault" ? event.fault.code : checked(event.message));
    }
    if (framer.isPartial) outcomes.push("waiting");
    expect(outcomes).toEqual(wanted.stream ?? [wanted.outcome]);
    // A lost frame closes; a request that is only wrong does not.
    const lost = outcomes.some((outcome) => /^content-length|^not-sip/.test(outcome));
    expect(framer.closed).toBe(lost);
    const [first] = events;
    if (first?.kind === "message" && wanted.holds !== undefined) wanted.holds(first.message);
  });
});

it("has a case for every vector and a vector for every case", () => {
  expect(Object.keys(cases).sort()).toEqual(vectors.map((vector) => vector.file).sort());
});
