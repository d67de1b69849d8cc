/** A carrier that has to prove itself: challenged, answered, routed, and nothing of it reaches the core. */
import { describe, expect, it } from "vitest";
import type { CarrierRow } from "@/lib/policy/rows";
import {
  BYOC,
  carrierRow,
  FAR_END,
  KERERU,
  numberRow,
  OTHER_CUSTOMER,
  TUI,
  TUI_CREDENTIAL,
  TUI_TRUNK,
} from "@/lib/policy/test-world";
import type { SipMessage } from "@/lib/sip/message";
import { answerLine, challengesOf, credentialRow } from "../digest/test-digest";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  KEYS,
  OTHER_CARRIER,
  type RequestParts,
  request,
  response,
  type Sent,
  STRANGER,
  Wire,
  type WireOptions,
} from "./test-wire";

const URI = `sip:${BYOC}@${FQDN}`;
const numbers = [
  numberRow(1, BYOC, { carrierId: TUI, trunkId: TUI_TRUNK, customerId: OTHER_CUSTOMER }),
];

function digestWire(carrier: Partial<CarrierRow> = {}, options: WireOptions = {}): Wire {
  const tui = carrierRow(TUI, { authMode: "acl_and_digest", ...carrier });
  const rows = { carriers: [carrierRow(KERERU), tui], phoneNumbers: numbers };
  return new Wire({ rows, credentials: [credentialRow(KEYS)], ...options });
}

let calls = 0;
const invite = (headers: readonly string[] = [], parts: Partial<RequestParts> = {}) => {
  calls += 1;
  return request("INVITE", OTHER_CARRIER, { uri: URI, callId: `call-${calls}`, headers, ...parts });
};

function refusal(sent: readonly Sent[]): SipMessage {
  const last = sent.find(({ message }) => message.status >= 300)?.message;
  if (last === undefined) throw new Error("nothing was refused");
  return last;
}

/** A fresh challenge, answered. */
function answered(wire: Wire, algorithm = "SHA-256", changes = {}): string {
  const challenges = challengesOf(refusal(wire.send(OTHER_CARRIER, invite())));
  const challenge = challenges.find((one) => one.algorithm === algorithm);
  if (challenge === undefined) throw new Error(`${algorithm} is not offered`);
  return answerLine(challenge, { uri: URI, ...changes });
}

const sentToCore = (sent: readonly Sent[]) =>
  sent.find(({ message }) => message.method === "INVITE")?.message;

describe("digest", () => {
  it.each(["SHA-256", "MD5"])("a call is challenged, answered with %s, and routed", (algorithm) => {
    const wire = digestWire();
    const challenge = refusal(wire.send(OTHER_CARRIER, invite()));
    expect(challenge.status).toBe(407);
    expect(challenge.header("X-Cradle-Reason")).toBe("digest-required");
    expect(challengesOf(challenge).map((one) => one.algorithm)).toEqual(["SHA-256", "MD5"]);
    const line = answered(wire, algorithm);
    const routed = sentToCore(wire.send(OTHER_CARRIER, invite([line], { cseq: 2 })));
    expect(routed?.requestUri).toBe(`sip:${BYOC}@10.0.0.9:5060;user=phone`);
    expect(wire.used).toEqual([TUI_CREDENTIAL]);
    const [decided] = wire.eventsOf("routed");
    expect(decided?.decision.trace.find((step) => step.rule === 9)?.because).toEqual({
      table: "sip_credential",
      id: TUI_CREDENTIAL,
    });
  });

  it("asks with 401 and MD5 alone where the carrier's equipment needs it", () => {
    const wire = digestWire({ digestStatus: 401, digestMd5Only: true });
    const challenge = refusal(wire.send(OTHER_CARRIER, invite()));
    expect(challenge.status).toBe(401);
    expect(challenge.has("Proxy-Authenticate")).toBe(false);
    expect(challenge.lines("WWW-Authenticate")).toHaveLength(1);
    expect(sentToCore(wire.send(OTHER_CARRIER, invite([answered(wire, "MD5")])))).toBeDefined();
  });

  it("takes all credentials off before the core, ours and others'", () => {
    const wire = digestWire();
    const others = [
      'Proxy-Authorization: Digest username="a", realm="core.example", nonce="n", uri="sip:x", response="0123456789abcdef0123456789abcdef"',
      "Authorization: Basic YTpi",
    ];
    const routed = sentToCore(wire.send(OTHER_CARRIER, invite([answered(wire), ...others])));
    expect(routed?.bytes.toString("latin1")).not.toMatch(/authorization|core\.example|nonce/i);
  });

  it("is on top of the access list: a stranger with the password hears nothing", () => {
    const wire = digestWire();
    const line = answered(wire);
    expect(wire.send(STRANGER, invite([line]))).toEqual([]);
    expect(wire.used).toEqual([]);
  });

  it("a retransmission is answered as it was, and uses no count", () => {
    const wire = digestWire();
    const first = invite([answered(wire)]);
    const routed = wire.send(OTHER_CARRIER, first);
    expect(sentToCore(routed)).toBeDefined();
    const again = wire.send(OTHER_CARRIER, first);
    expect(again.map(({ message }) => message.status)).toEqual([100]);
    expect(wire.digestOutcomes).toEqual(["challenged", "accepted"]);
    const refused = invite([answered(wire, "MD5", { password: "guess" })]);
    const [one] = wire.send(OTHER_CARRIER, refused);
    const [two] = wire.send(OTHER_CARRIER, refused);
    expect(two?.message.bytes.equals(one?.message.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(wire.digestOutcomes.filter((outcome) => outcome === "wrong")).toHaveLength(1);
  });

  it("a replay in a new call is asked anew, with stale=true, and so is an old nonce", () => {
    const wire = digestWire();
    const line = answered(wire);
    expect(sentToCore(wire.send(OTHER_CARRIER, invite([line])))).toBeDefined();
    const replayed = refusal(wire.send(OTHER_CARRIER, invite([line])));
    expect(replayed.header("X-Cradle-Reason")).toBe("digest-required");
    expect(challengesOf(replayed).map(({ isStale }) => isStale)).toEqual([true, true]);
    const old = answered(wire);
    wire.wait(60_000);
    const stale = refusal(wire.send(OTHER_CARRIER, invite([old])));
    expect(challengesOf(stale).every(({ isStale }) => isStale)).toBe(true);
    const [again] = challengesOf(stale);
    const right = again ? answerLine(again, { uri: URI }) : "";
    expect(sentToCore(wire.send(OTHER_CARRIER, invite([right])))).toBeDefined();
  });

  it("a replay after a restart is asked anew too: what was used before it, nobody knows", () => {
    const wire = digestWire();
    const line = answered(wire);
    wire.send(OTHER_CARRIER, invite([line]));
    wire.wait(10);
    wire.restart();
    const replayed = refusal(wire.send(OTHER_CARRIER, invite([line])));
    expect(challengesOf(replayed).every(({ isStale }) => isStale)).toBe(true);
  });

  it("an answer to one number opens no other", () => {
    const wire = digestWire();
    const uri = `sip:+6498879399@${FQDN}`;
    const other = refusal(wire.send(OTHER_CARRIER, invite([answered(wire)], { uri })));
    expect(other.header("X-Cradle-Reason")).toBe("digest-failed");
    expect(challengesOf(other).some(({ isStale }) => isStale)).toBe(false);
  });

  it("says the same of an unknown user as of a wrong password, byte for byte", () => {
    const said = (changes: object) => {
      const wire = digestWire();
      const line = answered(wire, "SHA-256", changes);
      const text = invite([line], { callId: "same", branch: "z9hG4bKsame" });
      const bytes = refusal(wire.send(OTHER_CARRIER, text)).bytes.toString("latin1");
      return bytes.replace(/nonce="[\w-]{52}"/g, 'nonce=""');
    };
    const wrong = said({ password: "guess" });
    expect(wrong).toContain("SIP/2.0 407 The credentials are wrong\r\n");
    expect(said({ username: "nobody" })).toBe(wrong);
  });

  it("ends in 403 without a challenge for whoever keeps guessing, while a right answer passes", () => {
    const wire = digestWire();
    const right = answered(wire);
    const guesses = Array.from({ length: 21 }, () => {
      const line = answered(wire, "SHA-256", { password: "guess" });
      return refusal(wire.send(OTHER_CARRIER, invite([line])));
    });
    expect(guesses.slice(0, 20).every(({ status }) => status === 407)).toBe(true);
    const last = guesses[20];
    expect(last?.status).toBe(403);
    expect(last?.header("X-Cradle-Reason")).toBe("digest-failed");
    expect(last?.has("Proxy-Authenticate")).toBe(false);
    expect(sentToCore(wire.send(OTHER_CARRIER, invite([right])))).toBeDefined();
  });

  it("no credential means nobody", () => {
    const wire = digestWire({}, { credentials: [] });
    expect(refusal(wire.send(OTHER_CARRIER, invite())).status).toBe(407);
    const failed = refusal(wire.send(OTHER_CARRIER, invite([answered(wire)])));
    expect(failed.header("X-Cradle-Reason")).toBe("digest-failed");
  });

  it("malformed credentials are a 400, to whatever method", () => {
    const wire = digestWire();
    const line = answered(wire).replace(/nc=\w+/, "nc=1");
    for (const method of ["INVITE", "OPTIONS", "BYE"]) {
      const text = request(method, OTHER_CARRIER, { uri: URI, headers: [line] });
      const [answer] = wire.send(OTHER_CARRIER, text);
      expect(answer?.message.status).toBe(400);
      expect(answer?.message.header("X-Cradle-Reason")).toBe("malformed");
    }
  });

  it("asks neither inside a dialog nor the core", () => {
    const wire = digestWire();
    const line = answered(wire);
    const routed = sentToCore(wire.send(OTHER_CARRIER, invite([line], { callId: "up" })));
    if (routed === undefined) throw new Error("not routed");
    const [ok] = wire.send(CORE_ENDPOINT, response(routed, CORE_ENDPOINT, 200));
    const [contact] = ok?.message.contacts ?? [];
    const route = ok?.message.header("Record-Route");
    const bye = request("BYE", OTHER_CARRIER, {
      ...{ uri: contact?.uri ?? "", callId: "up", cseq: 3 },
      to: `<${URI}>;tag=callee`,
      headers: [`Route: ${route}`],
    });
    expect(wire.send(OTHER_CARRIER, bye).map(({ message }) => message.method)).toContain("BYE");
    const outbound = request("INVITE", CORE, {
      uri: `sip:${FAR_END}@t2.${FQDN}`,
      from: `<sip:${BYOC}@${CORE}>;tag=caller`,
    });
    const challenged = wire.send(CORE, outbound).map(({ message }) => message.status);
    expect(challenged).not.toContain(407);
  });
});
