// Measures reading, decisions, look-ups, memory and the cost of a change at full size, bundled as the agent is:
// npx esbuild bench/policy.ts --bundle --platform=node --format=esm --outfile=node_modules/.cache/policy.mjs
// node --expose-gc node_modules/.cache/policy.mjs

import { decide } from "@/lib/policy/decide";
import { lookUpSource } from "@/lib/policy/look-up-source";
import type { MessageFacts, PolicyRequest } from "@/lib/policy/model";
import {
  aclRow,
  address,
  carrierRow,
  coreEndpointRow,
  gatewayRow,
  NOW,
  numberRow,
  origination,
  party,
  surroundings,
  termination,
  testId,
  trunkRow,
  verificationRow,
} from "@/lib/policy/test-world";
import { checkRequest } from "@/lib/sip/check-message";
import { judgeRequest } from "@/lib/sip/judge-request";
import { loopKey } from "@/lib/sip/loop-key";
import type { SipMessage } from "@/lib/sip/message";
import { parseMessage } from "@/lib/sip/parse-message";
import { applyChanges } from "@/lib/snapshot/apply";
import { buildSnapshot } from "@/lib/snapshot/build";
import type { ConfigRows, Snapshot, TableChange } from "@/lib/snapshot/model";
import { sampleInvite } from "./sample-invite";

const CARRIERS = 10_000;
const ACL_ENTRIES = 20_000;
const NUMBERS = 1_000_000;
const VERIFICATIONS = 100_000;
const CRADLE_NUMBERS = 100_000;

const carrierId = (n: number) => testId(1, n % CARRIERS);
const trunkId = (n: number) => testId(3, n % CARRIERS);
const customerId = (n: number) => testId(2, n % CARRIERS);
const e164 = (n: number) => `+64${20_000_000 + n * 7}`;

/** Entry n: a /29 of IPv4, or every fifth a /64 of IPv6. */
function block(n: number): string {
  if (n % 5 === 4) return `2400:${(n >>> 8).toString(16)}:${(n & 255).toString(16)}::/64`;
  const word = 0x14000000 + n * 64;
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}/29`;
}

function* phoneNumbers() {
  for (let n = 0; n < NUMBERS; n++) {
    const isCradle = n >= NUMBERS - CRADLE_NUMBERS;
    const kind = isCradle ? "cradle" : "byoc";
    const owner = isCradle
      ? { carrierId: null, trunkId: null }
      : { carrierId: carrierId(n), trunkId: trunkId(n) };
    yield numberRow(n, e164(n), { kind, customerId: customerId(n), ...owner });
  }
}

function* verifications() {
  for (let n = 0; n < VERIFICATIONS; n++) {
    const number = NUMBERS - CRADLE_NUMBERS + n;
    yield verificationRow(n, {
      numberId: testId(7, number),
      e164: e164(number),
      carrierId: carrierId(number),
    });
  }
}

function many<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

const rows: ConfigRows = {
  platform_settings: { signallingFqdn: "byoc.example.com", sipPort: 5060 },
  egress_address: [],
  core_endpoint: [coreEndpointRow(testId(5, 1))],
  core_source: [{ id: testId(4, 999_999), block: "10.0.0.0/24" }],
  edge_proxy: [],
  carrier: many(CARRIERS, (n) => carrierRow(carrierId(n))),
  acl_entry: many(ACL_ENTRIES, (n) =>
    aclRow(testId(4, n), { carrierId: carrierId(n), block: block(n) }),
  ),
  gateway: many(CARRIERS * 2, (n) =>
    gatewayRow(testId(5, n + 10), { carrierId: carrierId(n), host: `21.${n >>> 8}.${n & 255}.1` }),
  ),
  sip_credential: [],
  trunk: many(CARRIERS, (n) =>
    trunkRow(trunkId(n), {
      carrierId: carrierId(n),
      customerId: customerId(n),
      fqdnLabel: `t${n}`,
    }),
  ),
  phone_number: phoneNumbers(),
  verification_item: verifications(),
};

function say(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(64)} ${value}\n`);
}

function megabytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Processor time in milliseconds: what else runs on the machine does not blur it. */
function timed<T>(work: () => T): [T, number] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
}

/** Nanoseconds a call over a list of inputs, the best of twenty rounds. */
function nanoseconds<T>(inputs: readonly T[], work: (input: T) => unknown): string {
  let best = Infinity;
  let kept: unknown;
  for (let round = 0; round < 20; round++) {
    const [, ms] = timed(() => {
      for (const input of inputs) kept = work(input);
    });
    best = Math.min(best, (ms / inputs.length) * 1e6);
  }
  return `${best.toFixed(0)} ns${kept === undefined ? " " : ""}`;
}

/** Median and worst of applying changes one after another. */
function applying(start: Snapshot, changeOf: (n: number) => TableChange): string {
  let snapshot = start;
  const times = many(300, (n) => {
    const [next, ms] = timed(() => applyChanges(snapshot, [changeOf(n)], BigInt(n)));
    snapshot = next;
    return ms;
  }).sort((a, b) => a - b);
  return `median ${times[150]?.toFixed(2)} ms, worst ${times.at(-1)?.toFixed(2)} ms`;
}

const before = megabytes();
const [snapshot, buildMs] = timed(() => buildSnapshot(rows, 1n));
say("building everything anew", `${buildMs.toFixed(0)} ms`);
say(
  "memory of the snapshot beyond its small tables' rows",
  `${(megabytes() - before).toFixed(0)} MB`,
);

const around = surroundings();
const some = (n: number) => (n * 7919) % (NUMBERS - CRADLE_NUMBERS);
const requests = (make: (n: number) => PolicyRequest) => many(20_000, make);
const fromCarrier = (n: number) => {
  const at = n % CARRIERS;
  const [base = ""] = block(at - (at % 5 === 4 ? 1 : 0)).split("/");
  return base;
};

const terminations = requests((n) => {
  const at = some(n) - (some(n) % CARRIERS) + (n % CARRIERS) - (n % 5 === 4 ? 1 : 0);
  return termination({ source: fromCarrier(n), uri: { user: e164(at) } });
});
const byoc = requests((n) =>
  origination({
    uri: { host: `t${some(n) % CARRIERS}.byoc.example.com` },
    message: { from: party(e164(some(n))), assertedIdentities: [party(e164(some(n)))] },
  }),
);
const cradle = requests((n) => {
  const number = NUMBERS - CRADLE_NUMBERS + (some(n) % VERIFICATIONS);
  const host = `t${number % CARRIERS}.byoc.example.com`;
  return origination({ uri: { host }, message: { from: party(e164(number)) } });
});
for (const [what, list] of [
  ["termination", terminations],
  ["origination, From and P-Asserted-Identity BYOC", byoc],
  ["origination, verified Cradle number", cradle],
] as const) {
  const routed = list.filter(
    (one) => decide(snapshot.policy, one, around).action === "route",
  ).length;
  say(
    `decide: ${what} (${routed} of ${list.length} routed)`,
    nanoseconds(list, (one) => decide(snapshot.policy, one, around)),
  );
}
const strangers = requests((n) => termination({ source: `77.${n & 127}.${(n >>> 7) & 255}.9` }));
say(
  "decide: an unknown source is dropped",
  nanoseconds(strangers, (one) => decide(snapshot.policy, one, around)),
);

/** The request as a datagram. */
function datagram({ message }: PolicyRequest, n: number): Buffer {
  const { requestUri, from, assertedIdentities } = message as MessageFacts;
  return sampleInvite({
    called: requestUri.user ?? "",
    host: requestUri.host,
    caller: from.user ?? "",
    asserted: assertedIdentities.map(({ user }) => user ?? ""),
    mark: String(n),
  });
}

function received(request: PolicyRequest, n: number) {
  const { nowMs, source, agent } = request;
  return { bytes: datagram(request, n), arrival: { nowMs, source, agent, listeners: [] } };
}

function read(bytes: Buffer): SipMessage {
  const parsed = parseMessage(bytes);
  if (!parsed.ok || !checkRequest(parsed.message).ok) throw new Error("the INVITE is no good");
  return parsed.message;
}

/** From bytes to the decision, as the agent does it for a new request of a known peer without a password. */
function readAndJudge({ bytes, arrival }: ReturnType<typeof received>) {
  const message = read(bytes);
  const key = loopKey(message, "carrier");
  const credentials = { kind: "absent" } as const;
  return judgeRequest(snapshot.policy, arrival, { message, key, credentials }, around);
}

for (const [what, list] of [
  ["termination", terminations],
  ["origination, From and P-Asserted-Identity BYOC", byoc],
] as const) {
  const arrived = list.map(received);
  const routed = arrived.filter((one) => readAndJudge(one).action === "route").length;
  say(
    `read and check: ${what}`,
    nanoseconds(arrived, ({ bytes }) => read(bytes)),
  );
  say(
    `read, check, lay out and decide: ${what} (${routed} routed)`,
    nanoseconds(arrived, readAndJudge),
  );
}

const look = (at: PolicyRequest["source"]["address"]) => lookUpSource(snapshot.policy, at, NOW, []);
const ipv4 = many(20_000, (n) => address(fromCarrier(n * 13)));
const ipv6 = many(20_000, (n) => address(`${block((n % 4000) * 5 + 4).split("/")[0]}7`));
say("look-up of a source, IPv4, 16,000 entries and 4,000 gateways", nanoseconds(ipv4, look));
say("look-up of a source, IPv6, 4,000 entries", nanoseconds(ipv6, look));

say(
  "apply: a number's trunk changes",
  applying(snapshot, (n) => {
    const row = numberRow(some(n), e164(some(n)), {
      trunkId: trunkId(n),
      carrierId: carrierId(n),
      customerId: customerId(n),
    });
    return { table: "phone_number", ids: [row.id], rows: [row] };
  }),
);
say(
  "apply: 500 numbers are added",
  applying(snapshot, (n) => {
    const added = many(500, (i) =>
      numberRow(2_000_000 + n * 500 + i, `+1202${2_000_000 + n * 500 + i}`),
    );
    return { table: "phone_number", ids: added.map((row) => row.id), rows: added };
  }),
);
say(
  "apply: a verification is revoked",
  applying(snapshot, (n) => ({
    table: "verification_item",
    ids: [testId(8, n)],
    rows: [],
  })),
);
say(
  "apply: an ACL entry is added",
  applying(snapshot, (n) => {
    const row = aclRow(testId(4, 500_000 + n), {
      carrierId: carrierId(n),
      block: `77.7.${n >>> 8}.${n & 255}`,
    });
    return { table: "acl_entry", ids: [row.id], rows: [row] };
  }),
);
say(
  "apply: a gateway is switched off",
  applying(snapshot, (n) => {
    const row = gatewayRow(testId(5, n + 10), { carrierId: carrierId(n), enabled: false });
    return { table: "gateway", ids: [row.id], rows: [row] };
  }),
);
say(
  "apply: a trunk is suspended",
  applying(snapshot, (n) => {
    const row = trunkRow(trunkId(n), {
      carrierId: carrierId(n),
      fqdnLabel: `t${n}`,
      state: "suspended",
    });
    return { table: "trunk", ids: [row.id], rows: [row] };
  }),
);
say(
  "apply: a carrier is suspended",
  applying(snapshot, (n) => {
    const row = carrierRow(carrierId(n), { state: "suspended" });
    return { table: "carrier", ids: [row.id], rows: [row] };
  }),
);
