/** Rule 6 over the wire in memory: new calls beyond what can be served are refused, and nothing else is. */
import { expect, test } from "vitest";
import { BYOC } from "@/lib/policy/test-world";
import { answered, fromCaller, onwardOf } from "./test-dialog";
import { CORE_ENDPOINT, FQDN, request, response, SWITCH, Wire } from "./test-wire";

const uri = `sip:${BYOC}@${FQDN}`;
const invite = (callId: string, branch?: string) =>
  request("INVITE", SWITCH, { uri, callId, ...(branch === undefined ? {} : { branch }) });

function wire() {
  const state = { isOverloaded: false };
  return { state, wire: new Wire({ options: { isOverloaded: () => state.isOverloaded } }) };
}

test("overload: a new call gets 503 with Retry-After, and leaves no transaction", () => {
  const { wire: net, state } = wire();
  state.isOverloaded = true;
  const [refused, ...rest] = net.send(SWITCH, invite("too-many"));
  expect(rest).toEqual([]);
  expect(refused?.message.status).toBe(503);
  expect(refused?.message.header("X-Cradle-Reason")).toBe("overload");
  expect(refused?.message.header("Retry-After")).toBe("5");
  expect(net.stats.server).toBe(0);
});

test("overload: of a thousand refused one a second leaves a record, with rule and trace", () => {
  const { wire: net, state } = wire();
  state.isOverloaded = true;
  for (let n = 0; n < 1_000; n++) net.send(SWITCH, invite(`more-${n}`));
  net.wait(1_000);
  net.send(SWITCH, invite("later"));
  const refused = net.eventsOf("refused");
  expect(refused).toHaveLength(2);
  expect(refused[0]?.decision).toMatchObject({ rule: "overload", code: 503 });
  expect(refused[0]?.decision.trace.map(({ rule }) => rule)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("overload: a call that was taken goes on: retransmission, CANCEL, ACK, BYE, responses", () => {
  const { wire: net, state } = wire();
  const ends = answered(net, "in");
  net.send(SWITCH, invite("setting-up", "z9hG4bKtaken"));
  state.isOverloaded = true;
  const [again] = net.send(SWITCH, invite("setting-up", "z9hG4bKtaken"));
  expect(again?.message.status).toBe(100);
  const cancel = request("CANCEL", SWITCH, {
    uri,
    callId: "setting-up",
    branch: "z9hG4bKtaken",
  });
  expect(net.send(SWITCH, cancel)[0]?.message.status).toBe(200);
  onwardOf(ends, fromCaller(ends, "ACK"), SWITCH);
  const bye = onwardOf(ends, fromCaller(ends, "BYE"), SWITCH);
  const [ended] = net.send(CORE_ENDPOINT, response(bye.message, CORE_ENDPOINT, 200));
  expect(ended?.message.status).toBe(200);
});

test("overload: OPTIONS is answered, and new calls are taken again when it is over", () => {
  const { wire: net, state } = wire();
  state.isOverloaded = true;
  const options = request("OPTIONS", SWITCH, { uri: `sip:${FQDN}`, callId: "alive" });
  expect(net.send(SWITCH, options)[0]?.message.status).toBe(200);
  state.isOverloaded = false;
  expect(net.send(SWITCH, invite("over"))[0]?.message.status).toBe(100);
});
