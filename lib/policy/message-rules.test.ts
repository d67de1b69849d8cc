// Rules 1 to 7, one by one.

import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import type { MessageFacts, RequestUriFacts } from "./model";
import {
  aclRow,
  gatewayRow,
  KERERU_ACL,
  KERERU_GATEWAY,
  KERERU_TRUNK,
  NOW,
  origination,
  policyOf,
  surroundings,
  termination,
  testId,
  verdict,
  worldRows,
} from "./test-world";

const policy = policyOf(worldRows());
const sure = surroundings();

describe("[P-1] source-unknown", () => {
  it.each([
    ["198.51.100.0", "route route null"],
    ["198.51.100.15", "route route null"],
    ["198.51.100.16", "drop source-unknown null"],
    ["198.51.99.255", "drop source-unknown null"],
    ["203.0.113.10", "drop source-unknown null"],
    ["10.0.0.9", "reject trunk-ambiguous 404"],
    ["10.9.0.1", "drop source-unknown null"],
    ["::1", "drop source-unknown null"],
    ["::ffff:198.51.100.1", "route route null"],
    ["0.0.0.0", "drop source-unknown null"],
    ["255.255.255.255", "drop source-unknown null"],
  ])("[P-1] source-unknown: a call from %s: %s", (source, expected) => {
    expect(verdict(termination({ source }))).toBe(expected);
  });

  it("[P-1] source-unknown: an empty ACL means nobody", () => {
    expect(verdict(termination(), { aclEntries: [] })).toBe("drop source-unknown null");
  });

  it("[P-1] source-unknown: nothing is sent to any method, well formed or not", () => {
    const source = "192.0.2.1";
    for (const method of ["OPTIONS", "REGISTER", "MESSAGE", "SUBSCRIBE", "ACK", "BYE"]) {
      expect(verdict(termination({ source, message: { method } }))).toBe(
        "drop source-unknown null",
      );
    }
    expect(verdict(termination({ source, defect: "no Via" }))).toBe("drop source-unknown null");
    expect(verdict(termination({ source, isOverRate: true }))).toBe("drop source-unknown null");
  });

  it("[P-1] source-unknown: 403 where the installation chose so, but not to a flood", () => {
    const agent = { refusesUnknownSources: true };
    const source = "192.0.2.1";
    expect(verdict(termination({ source, agent }))).toBe("reject source-unknown 403");
    expect(verdict(termination({ source, agent, isOverRate: true }))).toBe(
      "drop source-unknown null",
    );
    expect(verdict(termination({ source, agent, message: { method: "ACK" } }))).toBe(
      "drop source-unknown null",
    );
  });

  it("[P-1] source-unknown: a gateway outside the ACL may not begin calls, by address or by name", () => {
    const decision = decide(policy, termination({ source: "203.0.113.10" }), sure);
    expect(decision).toMatchObject({
      action: "drop",
      because: { table: "gateway", id: KERERU_GATEWAY },
    });
    const named = termination({ source: "192.0.2.77", resolvedTargetIds: [testId(5, 2)] });
    expect(decide(policy, named, sure)).toMatchObject({
      action: "drop",
      rule: "source-unknown",
      because: { table: "gateway", id: testId(5, 2) },
    });
  });

  it("[P-1] source-unknown: a gateway's address inside the ACL may", () => {
    const gateways = [gatewayRow(KERERU_GATEWAY, { host: "198.51.100.1" })];
    expect(verdict(termination(), { gateways })).toBe("route route null");
  });

  it.each([
    [{ validFromMs: NOW }, "route route null"],
    [{ validFromMs: NOW + 1 }, "drop source-unknown null"],
    [{ validUntilMs: NOW + 1 }, "route route null"],
    [{ validUntilMs: NOW }, "drop source-unknown null"],
    [{ active: false, removedAtMs: NOW + 5000 }, "drop source-unknown null"],
    [{ active: false, removedAtMs: NOW - 1, blockedNow: true }, "drop source-unknown null"],
  ])("[P-1] source-unknown: to the millisecond: %o: %s", (changes, expected) => {
    expect(verdict(termination(), { aclEntries: [aclRow(KERERU_ACL, changes)] })).toBe(expected);
  });
});

describe("[P-2] source-flood", () => {
  it("[P-2] source-flood: a known source above its rate gets 503", () => {
    expect(decide(policy, termination({ isOverRate: true }), sure)).toMatchObject({
      action: "reject",
      rule: "source-flood",
      code: 503,
      retryAfterSec: 5,
      because: { table: "acl_entry", id: KERERU_ACL },
    });
    expect(verdict(origination({ isOverRate: true }))).toBe("reject source-flood 503");
  });

  it("[P-2] source-flood: comes before the form of the message", () => {
    expect(verdict(termination({ isOverRate: true, defect: "no Via" }))).toBe(
      "reject source-flood 503",
    );
  });
});

describe("[P-3] malformed", () => {
  it("[P-3] malformed: says in one plain line what is wrong", () => {
    const decision = decide(policy, termination({ defect: "no CSeq\r\nX: é" }), sure);
    expect(decision).toMatchObject({ action: "reject", rule: "malformed", code: 400 });
    expect(decision.reason).toBe("Malformed request: no CSeq??X: ?");
  });

  it("[P-3] malformed: facts without a message are no reason to go on", () => {
    const broken = { ...termination(), message: null };
    expect(decide(policy, broken, sure)).toMatchObject({ rule: "malformed", code: 400 });
  });
});

const unsupported: [Partial<MessageFacts>, Partial<RequestUriFacts>, string][] = [
  [{ sipVersion: "3.0" }, {}, "reject unsupported 505"],
  [{ sipVersion: "2.00" }, {}, "reject unsupported 505"],
  [{}, { scheme: "tel" }, "reject unsupported 416"],
  [{}, { scheme: "nobodyKnowsThis" }, "reject unsupported 416"],
  [{}, { scheme: "sips" }, "reject unsupported 416"],
  [{ proxyRequire: ["foo"] }, {}, "reject unsupported 420"],
  [{ hasToTag: true }, {}, "reject unsupported 481"],
  [{ hasToTag: true, method: "BYE" }, {}, "reject unsupported 481"],
  [{ hasToTag: true, method: "ACK" }, {}, "drop unsupported null"],
  [{ method: "ACK" }, {}, "drop unsupported null"],
  [{ method: "BYE" }, {}, "reject unsupported 481"],
  [{ method: "CANCEL" }, {}, "reject unsupported 481"],
  [{ method: "REGISTER" }, {}, "reject unsupported 405"],
  [{ method: "SUBSCRIBE" }, {}, "reject unsupported 405"],
  [{ method: "PUBLISH" }, {}, "reject unsupported 405"],
  [{ method: "MESSAGE" }, {}, "reject unsupported 405"],
  [{ method: "REFER" }, {}, "reject unsupported 405"],
  [{ method: "NEWMETHOD" }, {}, "reject unsupported 405"],
  [{ method: "invite" }, {}, "reject unsupported 405"],
  [{ method: "__proto__" }, {}, "reject unsupported 405"],
  [{ maxForwards: 0 }, {}, "reject unsupported 483"],
  [{ maxForwards: 1 }, {}, "route route null"],
  [{ maxForwards: null }, {}, "route route null"],
  [{ isLooped: true }, {}, "reject unsupported 482"],
  [{ method: "OPTIONS", maxForwards: 0 }, {}, "answer options 200"],
  [{ method: "OPTIONS", maxForwards: 0 }, { host: "example.com" }, "reject unsupported 483"],
];

describe("[P-4] unsupported", () => {
  it.each(unsupported)("[P-4] unsupported: %o %o: %s", (message, uri, expected) => {
    expect(verdict(termination({ message, uri }))).toBe(expected);
    const fromCore = verdict(origination({ message, uri: { ...uri } }));
    expect(fromCore).toBe(expected);
  });

  it("[P-4] unsupported: sips passes where every hop is TLS, tel never does", () => {
    const agent = { isEveryHopTls: true };
    expect(verdict(termination({ agent, uri: { scheme: "sips" } }))).toBe("route route null");
    expect(verdict(termination({ agent, uri: { scheme: "tel" } }))).toBe("reject unsupported 416");
  });
});

describe("[P-5] options", () => {
  const message = { method: "OPTIONS" };
  it.each([
    [{ host: "byoc.example.com", user: null }, "answer options 200"],
    [{ host: "t1.byoc.example.com" }, "answer options 200"],
    [{ host: "192.0.2.5", hostKind: "ipv4", isOwnAddress: true }, "answer options 200"],
    [{ host: "192.0.2.6", hostKind: "ipv4" }, "reject fqdn-required 404"],
    [{ host: "example.com" }, "reject fqdn-unknown 404"],
    [{ host: "t2.byoc.example.com" }, "reject fqdn-unknown 404"],
    [{ host: "byoc.example.com", hasMaddr: true }, "reject fqdn-required 404"],
  ] as const)("[P-5] options: to %o: %s", (uri, expected) => {
    expect(verdict(termination({ message, uri }))).toBe(expected);
  });

  it("[P-5] options: 503 while draining, 200 while overloaded", () => {
    expect(verdict(termination({ message, agent: { isDraining: true } }))).toBe(
      "reject options 503",
    );
    expect(verdict(termination({ message, agent: { isOverloaded: true } }))).toBe(
      "answer options 200",
    );
  });

  it("[P-5] options: the core's are answered too", () => {
    expect(verdict(origination({ message, uri: { host: "byoc.example.com" } }))).toBe(
      "answer options 200",
    );
  });
});

describe("[P-6] draining and overload", () => {
  it("[P-6] draining: 503 with Retry-After", () => {
    const draining = termination({ agent: { isDraining: true, isOverloaded: true } });
    expect(decide(policy, draining, sure)).toMatchObject({
      rule: "draining",
      code: 503,
      retryAfterSec: 5,
    });
  });

  it("[P-6] overload: 503 with Retry-After", () => {
    const overloaded = origination({ agent: { isOverloaded: true } });
    expect(decide(policy, overloaded, sure)).toMatchObject({
      rule: "overload",
      code: 503,
      retryAfterSec: 5,
    });
  });
});

describe("[P-7] the name called", () => {
  it.each([
    [{ host: "198.51.100.99", hostKind: "ipv4" }],
    [{ host: "192.0.2.5", hostKind: "ipv4", isOwnAddress: true }],
    [{ host: "2001:db8::1", hostKind: "ipv6" }],
    [{ hasMaddr: true }],
  ] as const)("[P-7] fqdn-required: %o", (uri) => {
    expect(verdict(termination({ uri }))).toBe("reject fqdn-required 404");
    expect(verdict(origination({ uri }))).toBe("reject fqdn-required 404");
  });

  it.each([
    ["example.com"],
    ["xbyoc.example.com"],
    [".byoc.example.com"],
    ["t9.byoc.example.com"],
    ["a.t1.byoc.example.com"],
    ["t1.byoc.example.com.evil.example"],
    ["t1byoc.example.com"],
    ["t1"],
    [""],
  ])("[P-7] fqdn-unknown: %j", (host) => {
    expect(verdict(termination({ uri: { host } }))).toBe("reject fqdn-unknown 404");
    expect(verdict(origination({ uri: { host } }))).toBe("reject fqdn-unknown 404");
  });

  it("[P-7] fqdn-unknown: another carrier's trunk does not exist for a carrier, but does for the core", () => {
    const uri = { host: "t2.byoc.example.com" };
    expect(verdict(termination({ uri }))).toBe("reject fqdn-unknown 404");
    expect(verdict(origination({ uri }))).toBe("reject a-number-not-allowed 403");
  });

  it.each(["byoc.example.com", "byoc.example.com.", "t1.byoc.example.com", "t1.byoc.example.com."])(
    "[P-7] fqdn-unknown: not %s",
    (host) => {
      expect(verdict(termination({ uri: { host } }))).toBe("route route null");
    },
  );

  it("[P-7] trunk-ambiguous: the core must name the trunk, whatever the A-number", () => {
    expect(verdict(origination({ uri: { host: "byoc.example.com" } }))).toBe(
      "reject trunk-ambiguous 404",
    );
  });

  it("[P-7] the trunk called is on the trace", () => {
    const { trace } = decide(policy, origination(), sure);
    expect(trace.find((step) => step.rule === 7)?.because).toEqual({
      table: "trunk",
      id: KERERU_TRUNK,
    });
  });
});
