// The sheet's sentences that depend on what is set.
import { expect, test } from "vitest";
import { testSheet } from "./hand-off-config/test-sheet";
import {
  digestWords,
  limitWords,
  longestCallWords,
  portWords,
  removedHeaderWords,
  sessionTimerWords,
  testWords,
  tlsWords,
} from "./hand-off-words";

const gateway = { host: "sbc.example", port: null, transport: "tls", priority: 10, weight: 100 };
const [trunk] = testSheet().trunks;

test("each transport has its own port, TLS another", () => {
  const sheet = testSheet({ transports: ["udp", "tcp", "tls"], sipPort: 5070, sipTlsPort: 5071 });
  expect(portWords(sheet)).toBe("UDP 5070, TCP 5070, TLS 5071");
});

test("TLS is spoken of where it is used, each way by itself", () => {
  expect(tlsWords(testSheet())).toBeNull();
  expect(tlsWords(testSheet({ transports: ["tls"] }))).toMatch(/verify the certificate/);
  expect(tlsWords(testSheet({ transports: ["tls"] }))).not.toMatch(/calls you by TLS/);
  expect(tlsWords(testSheet({ gateways: [gateway] }))).toMatch(/^Where Cradle calls you by TLS/);
});

test("limits of all trunks, or none", () => {
  expect(limitWords(testSheet())).toBeNull();
  expect(limitWords(testSheet({ maxChannels: 60, maxCallsPerSec: 5 }))).toBe(
    "At most 60 calls at the same time and 5 new calls per second, over all trunks together.",
  );
  expect(limitWords(testSheet({ maxCallsPerSec: 5 }))).toBe(
    "At most 5 new calls per second, over all trunks together.",
  );
});

test("what is not agreed yet says so", () => {
  expect(testWords(testSheet())).toMatchObject({
    toCarrier: "not agreed yet",
    window: "not agreed yet",
  });
  const agreed = testSheet({ testNumbers: ["+6421555123"], testWindow: "at night" });
  expect(testWords(agreed)).toMatchObject({ toCarrier: "+6421555123", window: "at night" });
});

test("digest, session timer, longest call, headers", () => {
  const digest = { realm: "r", usernames: [], md5Only: true };
  expect(digestWords(digest)).toBe("MD5 alone");
  expect(digestWords({ ...digest, md5Only: false })).toBe("SHA-256 or MD5");
  expect(sessionTimerWords(testSheet({ sessionTimerSec: 900 }))).toContain("900 seconds");
  if (trunk === undefined) throw new Error("no trunk");
  expect(longestCallWords(trunk)).toBe("240 minutes");
  expect(longestCallWords({ ...trunk, longestCallSec: 90 })).toBe("90 seconds");
  expect(longestCallWords({ ...trunk, longestCallSec: null })).toBeNull();
  expect(removedHeaderWords(trunk)).toBeNull();
  expect(removedHeaderWords({ ...trunk, removedHeaders: ["Diversion"] })).toBe(
    "Diversion: not passed on this trunk",
  );
});
