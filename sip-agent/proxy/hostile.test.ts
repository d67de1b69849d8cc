/** Whatever arrives, from whomever: no exception leaves the proxy, nothing goes to strangers, and calls go on. */
import { expect, it } from "vitest";
import { BYOC, FAR_END } from "@/lib/policy/test-world";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  OTHER_CARRIER,
  request,
  response,
  SWITCH,
  TRUNK_FQDN,
  Wire,
} from "./test-wire";

/** A small generator of numbers, the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES = [
  "\r\n",
  "\r\n\r\n",
  "\r",
  "\n ",
  "\0",
  ";",
  ",",
  ":",
  "<",
  ">",
  '"',
  "@",
  "%",
  "%00",
  "%2B",
  ";tag=",
  ";lr",
  " ",
  "SIP/2.0",
  "INVITE",
  "Via: SIP/2.0/UDP x;branch=z9hG4bK",
  "To: <sip:a@b>;tag=x",
  "Route: <sip:evil.example;lr>",
  "Content-Length: 99999",
  "9".repeat(40),
  "a".repeat(300),
  "\u00ff\u00fe",
  "sip:",
  "[::1]",
  "Max-Forwards: 0",
];

it("3,000 mutated messages of every kind", { timeout: 30_000 }, () => {
  const wire = new Wire();
  const pick = numbers(4_711);
  const invite = request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}`, body: "v=0\r\n" });
  const [, onward] = wire.send(SWITCH, invite);
  if (onward === undefined) throw new Error("the INVITE was not routed");
  const ok = response(onward.message, CORE_ENDPOINT, 200);
  const [answer] = wire.send(CORE_ENDPOINT, ok);
  const routes = answer?.message.values("Record-Route").map((value) => `Route: ${value}`) ?? [];
  const bye = request("BYE", SWITCH, {
    uri: `sip:${CORE_ENDPOINT}`,
    from: answer?.message.header("From") ?? "",
    to: answer?.message.header("To") ?? "",
    headers: routes,
    cseq: 2,
  });
  const outbound = request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `<sip:${BYOC}@${CORE}>;tag=c`,
    headers: [`P-Asserted-Identity: <sip:${BYOC}@${CORE}>`, "Record-Route: <sip:10.0.0.50;lr>"],
  });
  const bodies = [invite, ok, bye, outbound, response(onward.message, CORE_ENDPOINT, 180)];
  const peers = [SWITCH, CORE, CORE_ENDPOINT, GATEWAY, OTHER_CARRIER];
  const ours = new Set(peers.map((peer) => peer.slice(0, peer.lastIndexOf(":"))));
  for (let i = 0; i < 3_000; i++) {
    let text = bodies[pick(bodies.length)] ?? "";
    for (let changes = 1 + pick(4); changes > 0; changes--) {
      const at = pick(text.length);
      const piece = PIECES[pick(PIECES.length)] ?? "";
      text = text.slice(0, at) + piece + text.slice(at + pick(12));
    }
    // Fresh transactions, or each mutation would be a retransmission of the last.
    const fresh = text
      .replaceAll("z9hG4bKpeer", `z9hG4bK${i}-`)
      .replace("call-1", pick(2) ? "call-1" : `call-${i}`);
    for (const { destination } of wire.send(peers[pick(peers.length)] ?? SWITCH, fresh)) {
      expect([...ours, "10.0.0.50"]).toContain(destination.address);
    }
    if (i % 500 === 0) wire.wait(1_000);
  }
  wire.wait(240_000);
  expect(wire.stats).toMatchObject({ server: 0, client: 0 });
  const again = wire.send(
    SWITCH,
    request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}`, callId: "well-formed" }),
  );
  expect(again.map(({ to }) => to)).toEqual([SWITCH, CORE_ENDPOINT]);
});

it("an ACK, a response and a CANCEL of nothing are nothing", () => {
  const wire = new Wire();
  const [, onward] = wire.send(SWITCH, request("INVITE", SWITCH, { uri: `sip:${BYOC}@${FQDN}` }));
  if (onward === undefined) throw new Error("the INVITE was not routed");
  const stray = response(onward.message, CORE_ENDPOINT, 200).replace(
    /branch=[^;\r]*/,
    "branch=z9hG4bK0123456789abcdef1",
  );
  expect(wire.send(CORE_ENDPOINT, stray)).toEqual([]);
  expect(wire.send(SWITCH, request("ACK", SWITCH, { uri: `sip:${BYOC}@${FQDN}` }))).toEqual([]);
  expect(wire.send(SWITCH, "\r\n\r\n")).toEqual([]);
});
