// The call check on a real configuration: what it takes, what it says, and that each rule names the row it went by.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallCheck } from "@/lib/schemas/call-check";
import { makeAclEntry, makeGateway, makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber, makeCradleNumber, makeVerified } from "@/prisma/factories/number";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk, takeTrunkTo } from "@/prisma/factories/trunk";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { checkCall } from "./check-call";

const FQDN = "byoc.sip.cradle.test";
const CARRIER_ADDRESS = "127.64.1.9";
const CORE_ADDRESS = "127.0.3.1";
const BYOC = "+6498879333";
const CRADLE = "+6443222333";
const FAR_END = "+6421555123";
const UNTIL = new Date("2030-06-01T12:00:00Z");

let contexts: TestContexts;
let ctx: Context;
let carrierId: string;
let trunkFqdn: string;
let ids: Record<"acl" | "gateway" | "trunk" | "byoc" | "verification" | "cradle", string>;

beforeAll(async () => {
  contexts = await testContexts();
  const admin = contexts.as("admin");
  ctx = contexts.as("sales");
  await expect(
    checkCall(ctx, { sourceAddress: "127.0.0.9", bNumber: BYOC, aNumber: FAR_END }),
  ).rejects.toMatchObject({ kind: "conflict" });
  await makePlatform(admin);
  const carrier = await makeReadyCarrier(admin, { name: "Kereru Telecom" });
  carrierId = carrier.id;
  const acl = await makeAclEntry(admin, carrierId, { block: "127.64.1.8/29" });
  const gateway = await makeGateway(admin, carrierId, { host: "127.200.0.9", port: 5062 });
  const customer = await makeCustomer(admin);
  const trunk = await makeTrunk(admin, carrierId, customer.id, {
    name: "Main",
    acceptAnonymous: false,
  });
  trunkFqdn = `${trunk.fqdnLabel}.${FQDN}`;
  const byoc = await makeByocNumber(admin, trunk.id, { e164: BYOC });
  await takeTrunkTo(admin, trunk, "testing");
  const cradle = await makeCradleNumber(admin, customer.id, { e164: CRADLE });
  const verification = await makeVerified(admin, carrierId, cradle.id, { validUntil: UNTIL });
  ids = {
    acl: acl.id,
    gateway: gateway.id,
    trunk: trunk.id,
    byoc: byoc.id,
    verification: verification.id,
    cradle: cradle.id,
  };
});
afterAll(() => contexts.close());

const termination = (over: object = {}) =>
  checkCall(ctx, { sourceAddress: CARRIER_ADDRESS, bNumber: BYOC, aNumber: FAR_END, ...over });
const origination = (over: object = {}) =>
  checkCall(ctx, {
    direction: "origination",
    calledHost: trunkFqdn,
    bNumber: FAR_END,
    aNumber: BYOC,
    ...over,
  });
const because = (check: CallCheck, rule: number) =>
  check.steps.find((step) => step.rule === rule)?.because ?? null;

describe("a call that is described", () => {
  test("is routed, and every rule names its row, what it is called and where it is kept", async () => {
    const check = await termination();
    expect(check).toMatchObject({
      action: "route",
      rule: "route",
      code: null,
      direction: "termination",
      carrier: { id: carrierId, label: "carrier Kereru Telecom", path: `/carriers/${carrierId}` },
      trunk: { id: ids.trunk, label: "trunk Main", path: `/trunks/${ids.trunk}` },
      targets: [{ table: "core_endpoint", label: "core endpoint 127.0.3.1:5060" }],
      nearest: null,
      source: { address: CARRIER_ADDRESS, port: 5060, transport: "udp" },
    });
    expect(check.assumptions).toContainEqual(expect.stringMatching(/comes over UDP/));
    expect(check.assumptions).toContainEqual(expect.stringMatching(/digest credentials/));
    expect(because(check, 1)).toEqual({
      table: "acl_entry",
      id: ids.acl,
      label: "ACL entry 127.64.1.8/29 of Kereru Telecom",
      carrierId,
      path: `/carriers/${carrierId}`,
    });
    expect(because(check, 7)).toMatchObject({
      label: `platform settings: ${FQDN}`,
      path: "/settings",
    });
    expect(because(check, 8)).toMatchObject({ table: "trunk", id: ids.trunk });
    expect(because(check, 12)).toMatchObject({
      id: ids.byoc,
      label: `BYOC number ${BYOC}`,
      path: `/carriers/${carrierId}/numbers`,
    });
  });

  test("comes from the carrier's or the core's first address if none is given", async () => {
    const described = { bNumber: BYOC, aNumber: FAR_END };
    const inbound = await checkCall(ctx, { direction: "termination", ...described });
    expect(inbound).toMatchObject({ rule: "route", source: { address: "127.64.1.8" } });
    const outbound = await origination();
    expect(outbound).toMatchObject({ rule: "route", source: { address: CORE_ADDRESS } });
    expect(outbound.targets).toMatchObject([
      { id: ids.gateway, label: "gateway 127.200.0.9:5062 of Kereru Telecom" },
    ]);
    expect(because(outbound, 1)).toMatchObject({ label: "core source 127.0.3.1" });
    expect(because(outbound, 15)).toMatchObject({ id: ids.byoc });
  });

  test.each([
    [{ bNumber: "+6498879334" }, "b-number-unassigned", 404],
    [{ bNumber: "09 887 9333" }, "b-number-format", 404],
    [{ bNumber: "111" }, "emergency", 403],
    [{ aNumber: "021 555 123" }, "a-number-format", 403],
    [{ aNumber: undefined, privacy: "anonymous" }, "a-number-anonymous", 433],
    [{ privacy: "id" }, "a-number-anonymous", 433],
    [{ privacy: "id", assertedIdentity: FAR_END }, "route", null],
    [{ calledHost: "127.0.0.1" }, "fqdn-required", 404],
    [{ calledHost: "elsewhere.example" }, "fqdn-unknown", 404],
    [{ bNumber: `tel:${BYOC}` }, "unsupported", 416],
  ])("%j: %s", async (over, rule, code) => {
    expect(await termination(over)).toMatchObject({ rule, code });
  });

  test("is judged at the instant asked for: a verification ends to the second", async () => {
    const at = (date: Date) => origination({ aNumber: CRADLE, at: date });
    const before = await at(new Date(UNTIL.getTime() - 1));
    expect(before.rule).toBe("route");
    expect(because(before, 15)).toMatchObject({
      id: ids.verification,
      label: `verification (until ${UNTIL.toISOString()}) of ${CRADLE} of Kereru Telecom`,
      path: "/verifications",
    });
    expect(before.assumptions.at(-1)).toMatch(/Only the time is another/);
    const then = await at(UNTIL);
    expect(then).toMatchObject({ rule: "a-number-not-allowed", code: 403, at: UNTIL });
    expect(then.because).toMatchObject({ id: ids.trunk });
  });
});

describe("a source that is unknown", () => {
  test("is told what it may have been meant for", async () => {
    const check = await termination({ sourceAddress: "127.64.1.17" });
    expect(check).toMatchObject({ action: "drop", rule: "source-unknown", code: null });
    expect(check.nearest).toMatchObject({
      carrier: { id: carrierId, label: "carrier Kereru Telecom" },
      aclEntries: [{ id: ids.acl, why: expect.stringMatching(/first 27 bits/) }],
      knocked: null,
    });
  });

  test("is told of an entry that holds it at another time", async () => {
    const check = await termination({ at: "2020-01-01T00:00Z" });
    expect(check.nearest?.aclEntries).toMatchObject([
      { id: ids.acl, why: "holds the address, but only later" },
    ]);
  });

  test("may be a gateway, which begins no calls", async () => {
    const check = await termination({ sourceAddress: "127.200.0.9" });
    expect(check).toMatchObject({ action: "drop", rule: "source-unknown" });
    expect(check.because).toMatchObject({ table: "gateway", id: ids.gateway });
  });
});

const INVITE = [
  `INVITE sip:${BYOC}@${FQDN} SIP/2.0`,
  "Via: SIP/2.0/UDP 127.64.1.9:5060;branch=z9hG4bKpasted",
  "Max-Forwards: 70",
  `From: <sip:${FAR_END}@carrier.example>;tag=a`,
  `To: <sip:${BYOC}@${FQDN}>`,
  "Call-ID: pasted",
  "CSeq: 1 INVITE",
  "Content-Length: 0",
  "",
  "",
];

describe("a message that is pasted", () => {
  const paste = (message: string, over: object = {}) =>
    checkCall(ctx, { message, sourceAddress: CARRIER_ADDRESS, ...over });

  test.each(["\n", "\r\n"])("is read with lines that end in %j", async (lineEnd) => {
    const check = await paste(INVITE.join(lineEnd));
    expect(check).toMatchObject({ rule: "route", message: INVITE.join("\r\n") });
  });

  test("is malformed as the agent finds it", async () => {
    const broken = INVITE.filter((line) => !line.startsWith("Call-ID")).join("\n");
    expect(await paste(broken)).toMatchObject({
      rule: "malformed",
      code: 400,
      reason: "Malformed request: Call-ID is missing",
    });
    const lying = INVITE.join("\n").replace("Content-Length: 0", "Content-Length: 9");
    expect(await paste(lying)).toMatchObject({ rule: "malformed", code: 400 });
  });

  test.each([
    ["udp", "route"],
    ["tcp", "malformed"],
  ])(
    "without Content-Length has an end in a datagram, and none on a stream: %s",
    async (transport, rule) => {
      const endless = INVITE.filter((line) => !line.startsWith("Content-Length")).join("\n");
      expect(await paste(endless, { transport })).toMatchObject({ rule });
    },
  );

  test("that is no SIP at all gets no answer", async () => {
    const check = await paste("hello");
    expect(check).toMatchObject({ rule: "malformed", code: null });
    expect(check.summary).toMatch(/^Nothing is sent/);
  });

  test("cannot be had from the form besides", async () => {
    await expect(paste(INVITE.join("\n"), { bNumber: BYOC })).rejects.toMatchObject({
      fields: [{ path: "bNumber", message: expect.stringMatching(/said by the message/) }],
    });
  });

  test.each([
    [["SIP/2.0 200 OK", ...INVITE.slice(1)], /this is a response/],
    [INVITE.map((line) => line.replace("INVITE", "ACK")), /an ACK belongs/],
    [INVITE.map((line) => (line.startsWith("To:") ? `${line};tag=b` : line)), /a tag in To/],
  ])("must begin something: %#", async (lines, words) => {
    await expect(paste(lines.join("\n"))).rejects.toMatchObject({
      fields: [{ path: "message", message: expect.stringMatching(words) }],
    });
  });

  test("has at most 64 kB", async () => {
    await expect(paste("é".repeat(32_769))).rejects.toMatchObject({
      fields: [{ path: "message", message: "must be at most 64 kB" }],
    });
  });
});

test.each([
  [{ bNumber: undefined }, "bNumber"],
  [{ aNumber: undefined }, "aNumber"],
  [{ sourceAddress: undefined }, "direction"],
  [{ sourceAddress: "carrier.example" }, "sourceAddress"],
  [{ sourcePort: "0" }, "sourcePort"],
  [{ calledHost: "a b" }, "calledHost"],
  [{ privacy: "secret" }, "privacy"],
  [{ credentials: "guess" }, "credentials"],
  [{ at: "soon" }, "at"],
  [{ transport: "sctp" }, "transport"],
  [{ aNumber: "+64\u00001" }, "aNumber"],
  [{ sourceAddress: undefined, direction: "termination", bNumber: FAR_END }, "sourceAddress"],
  [{ extra: "1" }, "extra"],
])("%j is refused at its field", async (over, path) => {
  await expect(termination(over)).rejects.toMatchObject({
    kind: "invalid-input",
    fields: [expect.objectContaining({ path })],
  });
});

test("rule 9 goes by what the digest check is taken to find", async () => {
  const admin = contexts.as("admin");
  const digest = await makeReadyCarrier(admin, { authMode: "acl_and_digest" });
  await makeAclEntry(admin, digest.id, { block: "127.64.2.8/29" });
  const customer = await makeCustomer(admin);
  const trunk = await makeTrunk(admin, digest.id, customer.id);
  const { e164 } = await makeByocNumber(admin, trunk.id, { e164: "+6498879400" });
  await takeTrunkTo(admin, trunk, "testing");
  const found = (credentials: string) =>
    checkCall(ctx, { sourceAddress: "127.64.2.9", bNumber: e164, aNumber: FAR_END, credentials });
  expect(await found("none")).toMatchObject({
    action: "challenge",
    rule: "digest-required",
    code: 407,
  });
  expect(await found("stale")).toMatchObject({ action: "challenge", rule: "digest-required" });
  expect(await found("wrong")).toMatchObject({ action: "challenge", rule: "digest-failed" });
  // No credential of this carrier.
  expect(await found(ids.cradle)).toMatchObject({ action: "challenge", rule: "digest-failed" });
});

test("says how many agents apply the configuration that was asked", async () => {
  const check = await termination();
  expect(check.config).toMatchObject({ live: 0, total: 0 });
  expect(Number(check.config.version)).toBeGreaterThan(0);
});
