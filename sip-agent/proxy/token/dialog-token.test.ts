/** What a dialog token keeps, what it is bound to, and that nothing else opens. */
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { KeyRing } from "@/lib/core/env";
import { derivePurposeKeys } from "../../seal/purpose-keys";
import { createTokenSealer } from "../../seal/seal-token";
import { addressBytes, packHost, unpackHost } from "./compact-host";
import {
  type DialogToken,
  openDialogToken,
  sealDialogToken,
  shortId,
  UNCHANGED,
} from "./dialog-token";

const key = (id: string, fill: number) => ({ id, bytes: new Uint8Array(32).fill(fill) });
const sealerOf = (...ring: [ReturnType<typeof key>, ...ReturnType<typeof key>[]]) =>
  createTokenSealer(derivePurposeKeys(ring satisfies KeyRing, "dialog-token"), randomBytes);
const domain = "sip.cradle.example";
const sealer = sealerOf(key("k1", 1));

const carrier = "01234567-89ab-7cde-8f01-23456789abcd";
const base: DialogToken = {
  holder: "callee",
  side: "carrier",
  direction: "origination",
  carrier: shortId(carrier),
  trunk: shortId("01234567-89ab-7cde-9f01-00000000beef"),
  recordId: "0192f000-1111-7222-8333-444455556666",
  issuedAtSec: 1_798_761_600,
  farContact: { user: "0badcafe", place: "00c0ffee" },
  ownUser: null,
  target: { kind: "source", transport: "tcp", hostPort: "10.20.30.40:5060" },
  fromHost: { kind: "text", text: "10.20.30.40" },
  toHost: { kind: "trunk-fqdn", port: null },
  hiddenRoutes: [],
};
const binding = { callId: "a84b4c76e66710@core", callerTag: "1928301774", calleeTag: "" };
/** As the callee sends it: its own tag in From, the caller's in To. */
const asCallee = { callId: binding.callId, fromTag: "callee-tag", toTag: binding.callerTag };

function sealed(token: DialogToken, bound = binding): string {
  const user = sealDialogToken(sealer, token, bound, domain);
  if (user === null) throw new Error("the token was not sealed");
  return user;
}

const open = (user: string, dialog: typeof asCallee) =>
  openDialogToken(sealer, user, dialog, domain);
const openWith = (other: typeof sealer, user: string) =>
  openDialogToken(other, user, asCallee, domain);

describe("dialog token", () => {
  it("gives back what was sealed", () => {
    expect(open(sealed(base), asCallee)).toEqual(base);
    const caller: DialogToken = {
      ...base,
      holder: "caller",
      side: "core",
      ownUser: "5eedf00d",
      target: { kind: "configured", shortId: shortId("00000000-0000-7000-8000-00000000000a") },
      fromHost: { kind: "trunk-fqdn", port: 5080 },
      toHost: UNCHANGED,
      hiddenRoutes: ["sip:10.0.0.9;lr", "sip:edge@[2001:db8::9]:5070;transport=tcp;lr"],
    };
    const user = sealed(caller, { ...binding, calleeTag: "callee-tag" });
    expect(
      open(user, {
        callId: binding.callId,
        fromTag: binding.callerTag,
        toTag: "callee-tag",
      }),
    ).toEqual(caller);
  });

  it("fits a URI of 200 characters, with IPv6 and two core proxies too", () => {
    const wide: DialogToken = {
      ...base,
      target: { kind: "source", transport: "tcp", hostPort: "[2001:db8:1:2:3:4:5:6]:5060" },
      fromHost: { kind: "text", text: "[2001:db8:1:2:3:4:5:6]" },
    };
    const routed = { ...base, hiddenRoutes: ["sip:10.0.0.9;lr", "sip:10.0.0.10:5070;lr"] };
    for (const token of [base, wide, routed]) {
      const uri = `sip:${sealed(token)}@sip.cradle.example:5060;transport=tcp;lr`;
      expect(uri.length).toBeLessThanOrEqual(200);
      expect(uri).toMatch(/^sip:[A-Za-z0-9_-]+@/);
    }
  });

  it("opens only for its own Call-ID and tags", () => {
    const user = sealed(base);
    expect(open(user, { ...asCallee, callId: "other" })).toBeNull();
    expect(open(user, { ...asCallee, toTag: "other" })).toBeNull();
    // The callee's token in the caller's direction.
    expect(
      open(user, {
        callId: binding.callId,
        fromTag: binding.callerTag,
        toTag: "callee-tag",
      }),
    ).toBeNull();
    // The other letter is another binding.
    expect(open(`a${user.slice(1)}`, asCallee)).toBeNull();
  });

  it("opens in no altered form: every character counts", () => {
    const user = sealed(base);
    for (let i = 0; i < user.length; i++) {
      const other = user[i] === "A" ? "B" : "A";
      const altered = user.slice(0, i) + other + user.slice(i + 1);
      expect(open(altered, asCallee)).toBeNull();
    }
    for (const text of ["", "b", "b!", user.slice(0, -1), `${user}A`, `${user}==`, user.slice(1)]) {
      expect(open(text, asCallee)).toBeNull();
    }
  });

  it("opens with a retired key of the ring, and not with another installation's", () => {
    const user = sealed(base);
    expect(openWith(sealerOf(key("k2", 2), key("k1", 1)), user)).toEqual(base);
    expect(openWith(sealerOf(key("k2", 2)), user)).toBeNull();
    expect(openWith(sealerOf(key("k1", 2)), user)).toBeNull();
  });

  it("never repeats a nonce", () => {
    const seen = new Set(Array.from({ length: 1_000 }, () => sealed(base).slice(0, 20)));
    expect(seen.size).toBe(1_000);
  });
});

describe("compact host", () => {
  it.each([
    ["", 1],
    ["192.0.2.1", 5],
    ["192.0.2.1:5061", 7],
    ["[2001:db8::1]", 17],
    ["[::1]:5080", 19],
    ["[::]", 17],
    ["sip.cradle.example", 1],
    ["t-kea.sip.cradle.example", 7],
    ["core.example.org", 17],
    ["CORE.example.org:5060", 22],
    ["[2001:DB8::1]", 14],
    ["010.0.0.1", 10],
    ["192.0.2.1:", 11],
    ["192.0.2.1:05060", 16],
  ])("keeps %s byte for byte in %i bytes", (text, bytes) => {
    const packed = packHost(text, domain);
    expect(packed?.length).toBe(bytes);
    expect(unpackHost(packed ?? Buffer.alloc(0), 0, domain)).toEqual({ text, end: bytes });
  });

  it("reads IPv4 inside IPv6", () => {
    expect(addressBytes("::ffff:192.0.2.1")?.toString("hex")).toBe(
      "00000000000000000000ffffc0000201",
    );
    expect(addressBytes("fe80::1%eth0")).toBeNull();
    expect(addressBytes("example.org")).toBeNull();
  });
});
