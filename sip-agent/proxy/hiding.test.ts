/** Topology hiding: whatever the core writes, no address or host name of it stands in anything that reaches a carrier. */
import { describe, expect, it } from "vitest";
import {
  BYOC,
  coreEndpointRow,
  FAR_END,
  KERERU_TRUNK,
  testId,
  trunkRow,
} from "@/lib/policy/test-world";
import type { SipMessage } from "@/lib/sip/message";
import { answered, fromCaller } from "./test-dialog";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  request,
  response,
  type Sent,
  SWITCH,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

/** Addresses and names of the core's signalling, in every form that the messages below use. */
const CORE_PLACES = /10\.0\.0\.|10%2e0|core-sbc|inside\.example|fd00:|urn:uuid|:50[678]1/i;
const PROXY = "<sip:10.0.0.50;lr>, <sip:edge.inside.example:5071;lr>";
/** What a talkative core writes into everything. */
const LEAKS = [
  "User-Agent: SBC/1 (10.0.0.5)",
  "Server: core-sbc1.inside.example",
  "Subject: from 10.0.0.5",
  "Organization: inside.example",
  'Warning: 399 core-sbc1.inside.example "10.0.0.5 is odd"',
  "Call-Info: <http://10.0.0.5/a.png>",
  "Alert-Info: <http://inside.example/ring>",
  "Error-Info: <sip:10.0.0.5>",
  "Reply-To: <sip:a@inside.example>",
  "Path: <sip:10.0.0.5;lr>",
  "Service-Route: <sip:10.0.0.5;lr>",
  "P-Charging-Vector: icid-value=1;icid-generated-at=10.0.0.5",
  "P-Preferred-Identity: <sip:a@inside.example>",
  "X-Core: 10.0.0.5",
  `P-Asserted-Identity: "Desk" <sip:${BYOC}@10.0.0.5;maddr=10.0.0.6;x=core-sbc1.inside.example>`,
  `Diversion: <sip:${BYOC}@10.0.0.5:5061>;reason=no-answer;host=10.0.0.5`,
  `History-Info: <sip:${BYOC}@10.0.0.5?Reason=SIP%3Bcause%3D302>;index=1.1, <sip:${BYOC}@inside.example?X=10%2e0.0.5>;index=1.2`,
  `Referred-By: <sip:${BYOC}@10.0.0.5>;cid="1@inside.example"`,
  'Reason: Q.850;cause=16;text="Released by 10.0.0.5", SIP;cause=200;text="Elsewhere"',
  "Retry-After: 120 (10.0.0.5 restarts)",
  "Session-Expires: 1800;refresher=uac;x=10.0.0.5",
  'P-Early-Media: supported;x="core-sbc1.inside.example"',
  "Content-Disposition: session;handling=required;x=10.0.0.5",
];
const contactOf = (user: string) =>
  `<sip:${user}@10.0.0.5:5061;transport=udp;ob>;+sip.instance="<urn:uuid:1>";audio;q=0.5;reg-id=1;pub-gruu="sip:a@inside.example"`;

/** Every message that went to the carrier's side. */
const ofCarrier = (sent: readonly Sent[]) =>
  sent.filter(({ to }) => to === SWITCH || to === GATEWAY).map(({ message }) => message);

function visible(message: SipMessage): string {
  const headers = message.entries().filter(({ name }) => !/^(?:Call-ID|i)$/i.test(name));
  const start = message.isRequest ? message.requestUri : message.reason;
  return [start, ...headers.map(({ name, value }) => `${name}: ${value}`)].join("\n");
}

function expectHidden(wire: Wire): void {
  const messages = ofCarrier(wire.sent);
  for (const message of messages) {
    expect(visible(message)).not.toMatch(CORE_PLACES);
    for (const { uri } of [...(message.contacts ?? []), ...(message.recordRoutes ?? [])]) {
      expect(uri.length).toBeLessThanOrEqual(200);
    }
  }
  const kinds = messages.map(({ method, status, cseq }) =>
    status === 0 ? method : `${status} ${cseq?.method}`,
  );
  seen.push(...kinds);
}
const seen: string[] = [];

/** A call that the core makes or takes, with all that a dialog can hold, each end going by what it was shown. */
class Talk {
  readonly wire = new Wire({
    rows: { trunks: [trunkRow(KERERU_TRUNK, { allowRefer: true, acceptForwarded: true })] },
  });
  readonly coreAt: string;
  readonly carrierAt: string;
  #cseq = 10;
  coreFrom = "";
  coreTo = "";
  carrierFrom = "";
  carrierTo = "";
  /** Of the carrier as the core sees it, and the other way round. */
  seenByCore = "";
  seenByCarrier = "";
  routesOfCore: readonly string[] = [];
  routesOfCarrier: readonly string[] = [];

  constructor(readonly isOut: boolean) {
    this.coreAt = isOut ? CORE : CORE_ENDPOINT;
    this.carrierAt = isOut ? GATEWAY : SWITCH;
  }

  /** The INVITE as it reaches the other side. */
  invite(): SipMessage {
    const { wire, isOut } = this;
    const [at, user] = isOut ? [CORE, BYOC] : [SWITCH, FAR_END];
    const text = request("INVITE", at, {
      uri: isOut ? `sip:${FAR_END}@${TRUNK_FQDN}` : `sip:${BYOC}@${FQDN}`,
      from: `"Desk" <sip:${user}@${at}${isOut ? ";transport=udp;maddr=10.0.0.6" : ""}>;tag=caller`,
      contact: isOut ? contactOf("caller") : `<sip:caller@${at}>`,
      branch: "z9hG4bKfirst",
      headers: isOut ? [...LEAKS, `Record-Route: ${PROXY}`] : [],
    });
    return only(wire.send(at, text), "INVITE");
  }

  /** A response of the callee to the INVITE. */
  respond(invite: SipMessage, status: number, headers: readonly string[] = []): Sent[] {
    const { wire, isOut } = this;
    const at = isOut ? GATEWAY : CORE_ENDPOINT;
    const contact = isOut ? `<sip:callee@${at}>` : contactOf("callee");
    let text = response(invite, at, status, {
      contact,
      headers: isOut ? headers : [...LEAKS, ...headers],
    });
    if (!isOut) {
      text = text
        .replace("\r\nRecord-Route: ", `\r\nRecord-Route: ${PROXY}\r\nRecord-Route: `)
        .replace(/^(SIP\S* \d+) .*$/m, "$1 said core-sbc1.inside.example");
    }
    return wire.send(at, text);
  }

  answer(): void {
    const invite = this.invite();
    this.respond(invite, 183, ["Require: 100rel", "RSeq: 1"]);
    const [ok] = this.respond(invite, 200).filter(({ message }) => message.status === 200);
    if (ok === undefined) throw new Error("the answer was not passed on");
    const caller = {
      from: ok.message.header("From") ?? "",
      to: ok.message.header("To") ?? "",
      routes: ok.message.values("Record-Route").toReversed(),
      target: ok.message.contacts?.[0]?.uri ?? "",
    };
    const callee = {
      from: `${invite.header("To")};tag=callee`,
      to: invite.header("From") ?? "",
      routes: invite.values("Record-Route"),
      target: invite.contacts?.[0]?.uri ?? "",
    };
    const [core, carrier] = this.isOut ? [caller, callee] : [callee, caller];
    // What goes before us in the core takes itself off on the way.
    const routes = core.routes.filter((value) => value.includes(FQDN));
    [this.coreFrom, this.coreTo, this.routesOfCore] = [core.from, core.to, routes];
    [this.carrierFrom, this.carrierTo, this.routesOfCarrier] = [
      carrier.from,
      carrier.to,
      carrier.routes,
    ];
    [this.seenByCore, this.seenByCarrier] = [core.target, carrier.target];
  }

  core(method: string, headers: readonly string[] = []): Sent[] {
    const text = request(method, this.coreAt, {
      uri: this.seenByCore,
      from: this.coreFrom,
      to: this.coreTo,
      cseq: method === "ACK" ? 1 : ++this.#cseq,
      contact: contactOf("moved"),
      branch: `z9hG4bKcore${this.#cseq}`,
      headers: [...this.routesOfCore.map((value) => `Route: ${value}`), ...LEAKS, ...headers],
    });
    return this.wire.send(this.coreAt, text);
  }

  /** Of its last INVITE. */
  cancel(): Sent[] {
    const text = request("CANCEL", this.coreAt, {
      uri: this.seenByCore,
      from: this.coreFrom,
      to: this.coreTo,
      cseq: this.#cseq,
      branch: `z9hG4bKcore${this.#cseq}`,
      headers: LEAKS,
    });
    return this.wire.send(this.coreAt, text);
  }

  carrier(method: string, headers: readonly string[] = []): Sent[] {
    const text = request(method, this.carrierAt, {
      uri: this.seenByCarrier,
      from: this.carrierFrom,
      to: this.carrierTo,
      cseq: method === "ACK" ? 1 : ++this.#cseq,
      contact: `<sip:far@${this.carrierAt}>`,
      headers: [...this.routesOfCarrier.map((value) => `Route: ${value}`), ...headers],
    });
    return this.wire.send(this.carrierAt, text);
  }

  /** An answer of the core to a request of the carrier. */
  coreSays(to: SipMessage, status: number): Sent[] {
    const at = this.coreAt;
    return this.wire.send(
      at,
      response(to, at, status, { contact: contactOf("moved"), headers: LEAKS }),
    );
  }
}

function only(sent: readonly Sent[], method: string): SipMessage {
  const found = sent.filter(({ message }) => message.isRequest && message.method === method);
  if (found[0] === undefined || found.length > 1) throw new Error(`no ${method}, or several`);
  return found[0].message;
}

const statusesOf = (sent: readonly Sent[]) => sent.map(({ message }) => message.status);

describe.each([true, false])("toward the carrier of a call that the core makes: %s", (isOut) => {
  it("in set-up, answer, every request inside the dialog and every answer to one", () => {
    const talk = new Talk(isOut);
    talk.answer();
    expect(only(talk.core("ACK"), "ACK").has("Contact")).toBe(false);
    for (const method of ["INVITE", "UPDATE", "PRACK", "INFO", "OPTIONS", "NOTIFY", "REFER"]) {
      const extra =
        method === "REFER" ? [`Refer-To: "x 10.0.0.5" <sip:${FAR_END}@${FQDN};x=10.0.0.5>`] : [];
      const { carrierAt } = talk;
      const asked = only(talk.core(method, extra), method);
      expect(statusesOf(talk.wire.send(carrierAt, response(asked, carrierAt, 200)))).toEqual([200]);
      const hasContact = ["INVITE", "UPDATE", "NOTIFY", "REFER"].includes(method);
      expect(asked.has("Contact")).toBe(hasContact);
      if (method === "REFER") expect(asked.header("Refer-To")).toBe(`<sip:${FAR_END}@${FQDN}>`);
      if (hasContact) talk.seenByCarrier = asked.contacts?.[0]?.uri ?? "";
    }
    for (const method of ["INVITE", "UPDATE", "PRACK", "INFO", "OPTIONS", "NOTIFY", "REFER"]) {
      for (const status of [200, 302, 403, 491, 503]) {
        const extra = method === "REFER" ? [`Refer-To: <sip:${FAR_END}@${FQDN}>`] : [];
        const asked = only(talk.carrier(method, extra), method);
        // The core's own Contact of its last refresh, through its own proxies.
        expect(asked.requestUri).toMatch(/^sip:moved@10\.0\.0\.5:5061/);
        const proxies = PROXY.split(", ");
        expect(asked.values("Route")).toEqual(isOut ? proxies : proxies.reverse());
        talk.coreSays(asked, status);
      }
    }
    const again = only(talk.core("INVITE"), "INVITE");
    talk.wire.send(talk.carrierAt, response(again, talk.carrierAt, 100));
    only(talk.cancel(), "CANCEL");
    talk.wire.send(talk.carrierAt, response(again, talk.carrierAt, 487));
    const bye = only(talk.carrier("BYE"), "BYE");
    expect(statusesOf(talk.coreSays(bye, 200))).toEqual([200]);
    only(talk.core("BYE"), "BYE");
    expectHidden(talk.wire);
  });

  it("in refusals, CANCEL, and what comes too late", () => {
    for (const status of [302, 404, 480, 486, 503, 600]) {
      const talk = new Talk(isOut);
      talk.respond(talk.invite(), status);
      expectHidden(talk.wire);
    }
    const talk = new Talk(isOut);
    const invite = talk.invite();
    talk.respond(invite, 180);
    const at = isOut ? CORE : SWITCH;
    talk.wire.send(
      at,
      request("CANCEL", at, {
        uri: isOut ? `sip:${FAR_END}@${TRUNK_FQDN}` : `sip:${BYOC}@${FQDN}`,
        from: `<sip:${isOut ? BYOC : FAR_END}@${at}>;tag=caller`,
        branch: "z9hG4bKfirst",
        headers: LEAKS,
      }),
    );
    talk.respond(invite, 487);
    expectHidden(talk.wire);
    const late = new Talk(isOut);
    const ringing = late.invite();
    late.wire.wait(190_000);
    late.respond(ringing, 200);
    expectHidden(late.wire);
  });
});

it("why a request could not be sent into the core is not told, since it may name the place", async () => {
  const ends = answered(new Wire(), "in");
  ends.wire.unreachable.add(CORE_ENDPOINT);
  const mark = ends.wire.sent.length;
  ends.wire.send(SWITCH, fromCaller(ends, "INFO"));
  await Promise.resolve();
  const [refusal] = ends.wire.sent.slice(mark);
  expect([refusal?.to, refusal?.message.status]).toEqual([SWITCH, 500]);
  expect(refusal?.message.reason).toBe("The next hop is unavailable");
});

it("a display name that quotes the URI is no URI", () => {
  const wire = new Wire();
  const shown = `sip:${BYOC}@sbc`;
  const invite = request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `"${shown};x=a.b" <${shown};x=a.b>;tag=caller`,
  });
  const onward = wire.send(CORE, invite).find(({ message }) => message.method === "INVITE");
  expect(onward?.message.header("From")).toBe(`"${shown};x=a.b" <sip:${BYOC}@${FQDN}>;tag=caller`);
});

it("the tests above saw every kind of message that there is", () => {
  const requests = "INVITE ACK BYE CANCEL UPDATE PRACK INFO OPTIONS NOTIFY REFER";
  const answers =
    "100 INVITE,183 INVITE,200 INVITE,480 INVITE,486 INVITE,487 INVITE,491 INVITE,403 INFO,500 UPDATE,480 PRACK,200 BYE,200 CANCEL,200 REFER";
  for (const kind of [...requests.split(" "), ...answers.split(",")]) expect(seen).toContain(kind);
});

it("what a carrier is shown of a Contact beside the token is what the end can do", () => {
  const invite = new Talk(true).invite();
  expect(invite.header("Contact")).toMatch(/^<sip:d[\w-]+@byoc\.example\.com:5060>;audio;q=0\.5$/);
  expect(invite.header("Reason")).toBe('Q.850;cause=16, SIP;cause=200;text="Elsewhere"');
  expect(invite.values("History-Info")).toEqual([
    `<sip:${BYOC}@${FQDN}?Reason=SIP%3Bcause%3D302>;index=1.1`,
    `<sip:${BYOC}@${FQDN}>;index=1.2`,
  ]);
  expect(invite.header("Referred-By")).toBe(`<sip:${BYOC}@${FQDN}>`);
  expect(invite.header("Diversion")).toBe(`<sip:${BYOC}@${FQDN}>;reason=no-answer`);
  expect(invite.header("Retry-After")).toBe("120");
});

describe("places of the core in headers that may say anything", () => {
  /** As it leaves toward the carrier, of an INVITE that the core made with this header, or with this From. */
  function shown(header: string, from = `<sip:${BYOC}@10.0.0.5>`): SipMessage {
    const wire = new Wire({
      rows: {
        trunks: [trunkRow(KERERU_TRUNK)],
        coreEndpoints: [
          coreEndpointRow(testId(7, 1), { host: "10.0.0.9" }),
          coreEndpointRow(testId(7, 2), { host: "sbc1.inside.example" }),
          coreEndpointRow(testId(7, 3), { host: "fd00::5" }),
        ],
      },
    });
    const text = request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `${from};tag=caller`,
      headers: [header],
    });
    return only(wire.send(CORE, text), "INVITE");
  }

  it.each([
    ["Event: dialog;x=10.0.0.9;id=7", "dialog;id=7"],
    ["Event: dialog;x=SBC1.inside.example:5060", "dialog"],
    ["Supported: timer, 10.0.0.5", undefined],
    ["Supported: timer", "timer"],
    ['Accept: application/sdp;x="sip:10.0.0.9:5060", text/plain', "application/sdp, text/plain"],
    ["Accept: application/vnd.3gpp.mid-call+xml", "application/vnd.3gpp.mid-call+xml"],
    ["Date: Mon, 23 Nov 2026 09:28:34 GMT", "Mon, 23 Nov 2026 09:28:34 GMT"],
    ["Identity: a.b.c;info=<https://sbc1.inside.example/c.pem>;alg=ES256", "a.b.c;alg=ES256"],
    [
      "Identity: a.b.c;info=<https://certs.example/c.pem>",
      "a.b.c;info=<https://certs.example/c.pem>",
    ],
    ["User-to-User: 10.0.0.9;encoding=hex", undefined],
    ["User-to-User: 3132;purpose=10%2e0.0.9", "3132"],
    ["Recv-Info: x;at=[10.0.0.9]:5060", "x"],
    ["Replaces: 1@10.0.0.9;to-tag=a;from-tag=b;x=10.0.0.9", "1@10.0.0.9;to-tag=a;from-tag=b"],
    ["Target-Dialog: 1@10.0.0.9;local-tag=a", "1@10.0.0.9;local-tag=a"],
    ["Allow-Events: talk, node-10.0.0.9", undefined],
    ["Allow-Events: talk.5.10.0.0.9", undefined],
    ["Allow-Events: talk.5.10.1.0.9", "talk.5.10.1.0.9"],
    ["Reason: 10.0.0.9;cause=1", undefined],
    ["P-Early-Media: core.inside.example", undefined],
    ["Expires: 60;at=10.0.0.9", "60"],
    ["Accept: text/plain;x=fd00::5", "text/plain"],
    ["Accept: text/plain;x=sip:[FD00:0::5]:5060", "text/plain"],
    ["Accept: text/plain;x=fe00::5", "text/plain;x=fe00::5"],
    ["Timestamp: 54.21", "54.21"],
    ["Content-Language: en", "en"],
  ])("%s", (header, expected) => {
    expect(shown(header).header(header.split(":")[0] ?? "") ?? undefined).toBe(expected);
  });

  it.each([
    [`"Desk at 10.0.0.9" <sip:${BYOC}@10.0.0.5>`, `<sip:${BYOC}@${FQDN}>`],
    [`sbc1.inside.example <sip:${BYOC}@10.0.0.5>`, `<sip:${BYOC}@${FQDN}>`],
    [`"Desk 2.1: door" <sip:${BYOC}@10.0.0.5>`, `"Desk 2.1: door" <sip:${BYOC}@${FQDN}>`],
    [`"a \\"<10.0.0.9" <sip:${BYOC}@10.0.0.5>`, `<sip:${BYOC}@${FQDN}>`],
  ])("a caller's name %s", (from, expected) => {
    expect(shown("Subject: x", from).header("From")).toBe(`${expected};tag=caller`);
    const asserted = shown(`P-Asserted-Identity: ${from}`).header("P-Asserted-Identity");
    expect(asserted).toBe(expected);
  });
});
