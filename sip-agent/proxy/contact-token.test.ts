/** Our Contact as a carrier sends it back: in the Request-URI, in Route, in both; through a rotation of keys, and to any agent. */
import { describe, expect, it } from "vitest";
import { FAR_END, KERERU_TRUNK, trunkRow } from "@/lib/policy/test-world";
import { answered, type Ends, fromCallee, fromCaller, onwardOf, type Parts } from "./test-dialog";
import {
  CORE,
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  request,
  response,
  TRUNK_FQDN,
  Wire,
  type WireOptions,
} from "./test-wire";

const key = (id: string, fill: number) => ({ id, bytes: new Uint8Array(32).fill(fill) });

/** The carrier's end of a call: how it writes a request, where it is, and what it sees of the core. */
function carrierEnd(direction: "in" | "out", options: WireOptions = {}, contact?: string) {
  const parts = direction === "in" ? { calleeContact: contact } : { callerContact: contact };
  const ends = answered(
    new Wire(options),
    direction,
    contact === undefined ? {} : (parts as Record<string, string>),
  );
  const isIn = direction === "in";
  const send = (method: string, changes: Partial<Parts> = {}) =>
    (isIn ? fromCaller : fromCallee)(ends, method, changes);
  return {
    ends,
    send,
    at: isIn ? ends.callerAt : ends.calleeAt,
    coreAt: isIn ? CORE_ENDPOINT : CORE,
    contact: isIn ? ends.callerTarget : ends.calleeTarget,
    coreContact: isIn ? ends.calleeContact : ends.callerContact,
    routes: isIn ? ends.callerRoutes : ends.calleeRoutes,
  };
}

describe.each(["in", "out"] as const)("the carrier of a call %sbound", (direction) => {
  it.each(["INVITE", "UPDATE", "INFO", "BYE", "ACK"])(
    "reaches the core with a %s by our values in every place",
    (method) => {
      for (const isSameAgent of [true, false]) {
        const { ends, send, at, coreAt, contact, coreContact, routes } = carrierEnd(direction);
        if (!isSameAgent) ends.wire.replace();
        const [ours = ""] = routes;
        const ways: Partial<Parts>[] = [
          {},
          // Without our Record-Route, as one that does not know it.
          { headers: [] },
          { uri: "sip:elsewhere.example", headers: [`Route: <${contact}>`] },
          { headers: [`Route: <${contact}>`] },
          // A strict router before us, with and without our value still in Route.
          { uri: ours.slice(1, -1), headers: [`Route: <${contact}>`] },
          { uri: ours.slice(1, -1), headers: [`Route: ${ours}, <${contact}>`] },
        ];
        for (const [n, way] of ways.entries()) {
          const text = send(method, { cseq: method === "ACK" ? 1 : 10 + n, ...way });
          const { to, message } = onwardOf(ends, text, at);
          expect([n, to, message.requestUri]).toEqual([n, coreAt, coreContact]);
          expect(message.has("Route")).toBe(false);
        }
      }
    },
  );

  it("is led by our Record-Route to the core's Contact of now, not to that of the beginning", () => {
    const { ends, send, at, coreAt } = carrierEnd(direction);
    const moved = `sip:moved@${coreAt}`;
    const refresh = (direction === "in" ? fromCallee : fromCaller)(ends, "UPDATE", {
      cseq: 40,
      contact: `<${moved}>`,
    });
    const { message: update } = onwardOf(ends, refresh, coreAt);
    ends.wire.send(at, response(update, at, 200));
    const bye = send("BYE", { cseq: 50, uri: "sip:elsewhere.example" });
    expect(onwardOf(ends, bye, at).message.requestUri).toBe(moved);
  });

  it("sees nothing of the core's Contact, and another token for each Contact, dialog and call", () => {
    const tokens = new Set<string>();
    for (const user of ["a", "b"]) {
      const { contact } = carrierEnd(direction, {}, `sip:${user}@10.0.0.9:5060`);
      expect(contact).toMatch(/^sip:[cd][\w-]{60,}@byoc\.example\.com:5060$/);
      tokens.add(contact);
    }
    expect(tokens.size).toBe(2);
  });

  it("goes on with a dialog through a rotation of keys, and not beyond the old key's end", () => {
    const old = key("k1", 1);
    const { ends, send, at, coreAt, contact } = carrierEnd(direction, { keys: [old] });
    const alone: Partial<Parts> = { headers: [] };
    // Handed over first, then first in the ring.
    for (const keys of [
      [old, key("k2", 2)],
      [key("k2", 2), old],
    ] as const) {
      const agent = new Wire({ keys });
      expect(agent.send(at, send("INFO", { cseq: 20 })).at(-1)?.to).toBe(coreAt);
      expect(agent.send(at, send("INFO", { cseq: 21, ...alone })).at(-1)?.to).toBe(coreAt);
      const other = direction === "in" ? fromCallee : fromCaller;
      const info = other(ends, "INFO", { cseq: 22 });
      expect(agent.send(direction === "in" ? CORE_ENDPOINT : CORE, info).at(-1)?.to).toBe(at);
    }
    const after = new Wire({ keys: [key("k2", 2)] });
    for (const changes of [{}, alone]) {
      const sent = after.send(at, send("BYE", { cseq: 30, ...changes }));
      expect(sent.map(({ message }) => message.status)).toEqual([481]);
    }
    // What a refresh seals under the new key opens too, beside the Record-Route of the old one.
    const agent = new Wire({ keys: [key("k2", 2), old] });
    const refresh = (direction === "in" ? fromCallee : fromCaller)(ends, "UPDATE", {
      cseq: 40,
      contact: "<sip:moved@10.0.0.5:5060>",
    });
    const coreAtNow = direction === "in" ? CORE_ENDPOINT : CORE;
    const update = agent.send(coreAtNow, refresh).at(-1)?.message;
    const uri = update?.contacts?.[0]?.uri ?? "";
    expect(uri).not.toBe(contact);
    const bye = agent.send(at, send("BYE", { cseq: 41, uri })).at(-1);
    expect(bye?.message.requestUri).toBe("sip:moved@10.0.0.5:5060");
  });

  it("does not carry a token over to another call, not even of the same Call-ID", () => {
    const one = carrierEnd(direction);
    const two = carrierEnd(direction, {
      options: { newId: () => "0192f000-1111-7222-8333-444455556666" },
    });
    // Same keys, same Call-ID, same tags, another record: the two tokens do not go together.
    const mixed = one.send("INFO", { headers: [`Route: ${two.routes[0]}`] });
    const sent = one.ends.wire.send(one.at, mixed);
    expect(sent.map(({ message }) => message.status)).toEqual([481]);
  });

  it("gets a Contact that leaves no room for all else beside our Record-Route, and none that is too long", () => {
    const long = `sip:gw+${"x".repeat(55)}@10.0.0.5:5080;transport=udp;gw=byoc`;
    const { ends, send, at, contact } = carrierEnd(direction, {}, long);
    expect(contact.length).toBeLessThanOrEqual(200);
    ends.wire.replace();
    expect(onwardOf(ends, send("INFO"), at).message.requestUri).toBe(long);
    // Alone it does not say whose it is.
    const [refusal] = ends.wire.send(at, send("INFO", { cseq: 12, headers: [] }));
    expect(refusal?.message.status).toBe(481);
  });
});

it("a Contact of the core that cannot be hidden: the call is refused, a refresh too, and somebody is told", () => {
  const contact = `<sip:${"x".repeat(150)}@10.0.0.5:5060>`;
  const wire = new Wire();
  const invite = request("INVITE", CORE, {
    uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
    from: `<sip:+6498879333@${CORE}>;tag=caller`,
    contact,
  });
  expect(wire.send(CORE, invite).map(({ message }) => message.status)).toEqual([100, 500]);
  const ends: Ends = answered(wire, "out");
  const sent = wire.send(CORE, fromCaller(ends, "UPDATE", { contact }));
  expect(sent.map(({ message }) => message.status)).toEqual([500]);
  expect(wire.eventsOf("alert").map(({ code }) => code)).toEqual([
    "contact-too-long",
    "contact-too-long",
  ]);
  // In an answer to a refresh the old one stays.
  const { message } = onwardOf(ends, fromCallee(ends, "UPDATE"), GATEWAY);
  const [ok] = wire.send(CORE, response(message, CORE, 200, { contact: contact.slice(1, -1) }));
  expect([ok?.message.status, ok?.message.has("Contact")]).toEqual([200, false]);
});

it("each of two answers of a fork has its own token, which opens for its own tags alone", () => {
  const wire = new Wire();
  const ends = answered(wire, "in");
  const invite = wire.sent.find(({ message }) => message.method === "INVITE")?.message;
  if (invite === undefined) throw new Error("no INVITE");
  const second = response(invite, CORE_ENDPOINT, 200, {
    tag: "second",
    contact: "<sip:second@10.0.0.9>",
  });
  const [ok] = wire.send(CORE_ENDPOINT, second);
  const uri = ok?.message.contacts?.[0]?.uri ?? "";
  expect(uri).not.toBe(ends.callerTarget);
  const to = ok?.message.header("To") ?? "";
  const headers = ok?.message.values("Record-Route").map((value) => `Route: ${value}`) ?? [];
  // The other answer's dialog: hung up by who has no use for it.
  const ack = onwardOf(ends, fromCaller(ends, "ACK", { uri, to, headers }), ends.callerAt);
  expect(ack.message.requestUri).toBe("sip:second@10.0.0.9");
  const bye = onwardOf(ends, fromCaller(ends, "BYE", { uri, to, headers }), ends.callerAt);
  expect(bye.message.toTag).toBe("second");
  wire.send(CORE_ENDPOINT, response(bye.message, CORE_ENDPOINT, 200));
  expect(wire.eventsOf("ended")).toEqual([]);
  const crossed = wire.send(ends.callerAt, fromCaller(ends, "INFO", { uri, cseq: 9 }));
  expect(onward(crossed)).toEqual([ends.calleeContact]);
});

/** Request-URIs of what was passed on. */
function onward(
  sent: readonly { message: { isRequest: boolean; requestUri: string } }[],
): string[] {
  return sent.filter(({ message }) => message.isRequest).map(({ message }) => message.requestUri);
}

describe("REFER where the trunk takes it", () => {
  const rows = { trunks: [trunkRow(KERERU_TRUNK, { allowRefer: true })] };
  const referTo = (value: string) => (ends: Ends, routes: readonly string[]) => ({
    headers: [...routes.map((route) => `Route: ${route}`), `Refer-To: ${value}`],
    ends,
  });

  it("of the carrier is decided as an origination of the trunk, and asks for it at the trunk's name", () => {
    const ends = answered(new Wire({ rows }), "in");
    const ask = (value: string) => {
      const { headers } = referTo(value)(ends, ends.callerRoutes);
      return ends.wire.send(ends.callerAt, fromCaller(ends, "REFER", { headers }));
    };
    const [passed] = ask(`"Bob" <sip:${FAR_END}@${FQDN};x=y>;a=b`);
    expect(passed?.to).toBe(CORE_ENDPOINT);
    expect(passed?.message.lines("Refer-To")).toEqual([`<sip:${FAR_END}@${TRUNK_FQDN}>`]);
    const refused = [
      ["<sip:111@byoc.example.com>", 403, null],
      [`<sip:${FAR_END}@elsewhere.example>`, 403, null],
      [`<sip:${FAR_END}@${FQDN}?Replaces=x>`, 403, null],
      [`<tel:${FAR_END}>`, 403, null],
      [`<sip:+6421345678@${FQDN}>, <sip:${FAR_END}@${FQDN}>`, 403, null],
      [`<sip:+64111@${FQDN}>`, 403, "emergency"],
      [`<sip:+99912345678@${FQDN}>`, 404, "b-number-format"],
      [`<sip:+33142345678@${FQDN}>`, 403, "destination-not-allowed"],
    ] as const;
    for (const [value, status, rule] of refused) {
      const [answer] = ask(value);
      expect([value, answer?.message.status, answer?.message.header("X-Cradle-Reason")]).toEqual([
        value,
        status,
        rule,
      ]);
    }
  });

  it("of the core goes to the carrier with the number at our FQDN, its NOTIFY back, and neither where the trunk takes none", () => {
    const ends = answered(new Wire({ rows }), "in");
    const { headers } = referTo(`<sip:${FAR_END}@${TRUNK_FQDN}>`)(ends, ends.calleeRoutes);
    const { message } = onwardOf(ends, fromCallee(ends, "REFER", { headers }), CORE_ENDPOINT);
    expect(message.lines("Refer-To")).toEqual([`<sip:${FAR_END}@${FQDN}>`]);
    const notify = fromCaller(ends, "NOTIFY", {
      headers: [...ends.callerRoutes.map((route) => `Route: ${route}`), "Event: refer"],
    });
    expect(onwardOf(ends, notify, ends.callerAt).to).toBe(CORE_ENDPOINT);
    const none = answered(new Wire(), "in");
    const asked = referTo(`<sip:${FAR_END}@${FQDN}>`)(none, none.calleeRoutes).headers;
    const [refusal] = none.wire.send(CORE_ENDPOINT, fromCallee(none, "REFER", { headers: asked }));
    expect(refusal?.message.status).toBe(403);
  });
});
