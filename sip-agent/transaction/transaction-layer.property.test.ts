/** Any sequence of events: nothing throws, every transaction ends and says so once, and everything returns to 0. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Client, LayerUnderTest, type Server, testDestination } from "./layer-under-test";

const METHODS = ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "x"] as const;
const STATUSES = [99, 100, 180, 199, 200, 202, 302, 401, 408, 486, 487, 503, 600, 699, 700];

const nth = fc.nat(5);
const reliable = fc.boolean();
const step = fc.oneof(
  fc.record({
    what: fc.constant("receive" as const),
    method: fc.constantFrom(...METHODS),
    branch: nth,
    peer: fc.constantFrom("a", "b"),
    cookie: fc.boolean(),
    reliable,
  }),
  fc.record({ what: fc.constant("respond" as const), nth, status: fc.constantFrom(...STATUSES) }),
  fc.record({ what: fc.constant("trying" as const), nth }),
  fc.record({
    what: fc.constant("request" as const),
    method: fc.constantFrom("INVITE", "BYE"),
    reliable,
  }),
  fc.record({
    what: fc.constant("answer" as const),
    nth,
    status: fc.constantFrom(...STATUSES),
    cancel: fc.boolean(),
  }),
  fc.record({ what: fc.constant("cancel" as const), nth }),
  fc.record({ what: fc.constant("fail" as const), nth, client: fc.boolean() }),
  fc.record({ what: fc.constant("wait" as const), ms: fc.nat(40_000) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface World {
  readonly on: LayerUnderTest;
  readonly servers: Server[];
  readonly clients: Client[];
}

function matchOf(branch: number, cookie: boolean) {
  if (cookie) return { kind: "branch", branch: `z9hG4bK${branch}`, sentBy: "pbx" } as const;
  const toTag = branch > 3 ? "t" : "";
  const facts = { requestUri: "sip:x", fromTag: "f", toTag, callId: "c", cseq: branch % 3 };
  return { kind: "rfc2543", ...facts, topVia: "SIP/2.0/UDP pbx" } as const;
}

/** Plays one step on the nth transaction from the end, if there are so many. */
function play(world: World, event: Step): void {
  const { on, servers, clients } = world;
  switch (event.what) {
    case "receive": {
      const { method, peer } = event;
      const to = testDestination(event.reliable ? "tcp" : "udp");
      on.receive(method, { peer, to, match: matchOf(event.branch, event.cookie) });
      break;
    }
    case "respond": {
      const server = servers.at(-1 - event.nth);
      if (server) on.respond(server, event.status, "t");
      break;
    }
    case "trying": {
      const server = servers.at(-1 - event.nth);
      if (server) on.trying(server);
      break;
    }
    case "request": {
      const to = testDestination(event.reliable ? "tcp" : "udp");
      const client = on.request(event.method, { to });
      if (typeof client !== "string") clients.push(client);
      break;
    }
    case "answer": {
      const client = clients.at(-1 - event.nth);
      if (client) on.answer(client, event.status, event.cancel ? "CANCEL" : client.method);
      break;
    }
    case "cancel": {
      const client = clients.at(-1 - event.nth);
      if (client) on.cancel(client);
      break;
    }
    case "fail": {
      const failed = event.client ? clients.at(-1 - event.nth) : servers.at(-1 - event.nth);
      if (failed) on.failToSend(failed);
      break;
    }
    case "wait":
      on.wait(event.ms);
      break;
  }
}

test("[RFC3261 §17] no sequence of events throws, and every transaction ends", () => {
  let played = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 80, size: "max" }), (events) => {
      // A short timer C keeps the wait for the slowest end short.
      const on = new LayerUnderTest({
        timing: { timerCMs: 60_000 },
        limits: { server: 8, client: 6, perKey: 7 },
      });
      const world: World = { on, servers: [], clients: [] };
      on.onServer = (server) => world.servers.push(server);
      for (const event of events) {
        play(world, event);
        expect(on.layer.stats.server).toBeLessThanOrEqual(10);
        expect(on.layer.stats.client).toBeLessThanOrEqual(8);
      }
      on.nowMs += 8;
      // Coarse steps: two turns of INVITE and timer C, and one of the wheel.
      for (let waited = 0; waited < 400_000; waited += 2_000) {
        on.nowMs += 2_000;
        on.layer.advance(on.nowMs);
      }
      on.wait(8);
      const all = [...world.servers, ...world.clients];
      expect(on.layer.stats).toMatchObject({ server: 0, client: 0, timers: 0 });
      expect(new Set(on.ended)).toEqual(new Set(all));
      expect(on.ended).toHaveLength(all.length);
      for (const transaction of all) {
        expect(transaction.state).toBe("terminated");
        expect(transaction.last).toBeNull();
        if (transaction.side === "server") expect(transaction.request).toBeNull();
      }
      played += all.length;
    }),
    { numRuns: 200 },
  );
  expect(played).toBeGreaterThan(1_000);
});
