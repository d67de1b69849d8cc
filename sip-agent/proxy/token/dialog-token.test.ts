/** What a dialog token keeps, what it is bound to, and that nothing else opens. */
import { describe, expect, it } from "vitest";
import type { KeyRing } from "@/lib/core/env";
import { derivePurposeKeys } from "../../seal/purpose-keys";
import { createTokenSealer } from "../../seal/seal-token";
import { addressBytes, unpackHost, writeHost } from "./compact-host";
import {
  type DialogToken,
  type RequestTags,
  shortId,
  type TokenBinding,
  UNCHANGED,
} from "./dialog-token";
import { bindingOf, openDialogToken, sealContactToken, sealDialogToken } from "./sealed-token";

const key = (id: string, fill: number) => ({ id, bytes: new Uint8Array(32).fill(fill) });
const sealerOf = (...ring: [ReturnType<typeof key>, ...ReturnType<typeof key>[]]) =>
  createTokenSealer(derivePurposeKeys(ring satisfies KeyRing, "dialog-token"));
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
  farUser: null,
  ownUser: null,
  target: { kind: "source", transport: "tcp", hostPort: "10.20.30.40:5060" },
  fromHost: { kind: "text", text: "10.20.30.40" },
  toHost: { kind: "trunk-fqdn", port: null },
  hiddenRoutes: [],
  contact: null,
};
const binding: TokenBinding = {
  callId: "a84b4c76e66710@core",
  callerTag: "1928301774",
  calleeTag: null,
};
/** As the callee sends it: its own tag in From, the caller's in To. */
const asCallee = { callId: binding.callId, fromTag: "callee-tag", toTag: binding.callerTag };

function sealed(token: DialogToken, bound = binding): string {
  const user = sealDialogToken(sealer, token, bound, domain);
  if (user === null) throw new Error("the token was not sealed");
  return user;
}

function openWith(other: typeof sealer, user: string, dialog: RequestTags = asCallee) {
  const bound = bindingOf(user, dialog);
  return bound === null ? null : openDialogToken(other, user, bound, domain);
}
const open = (user: string, dialog: RequestTags) => openWith(sealer, user, dialog);
const dialog = (token: DialogToken) => ({ kind: "dialog", token });

describe("dialog token", () => {
  it("gives back what was sealed", () => {
    expect(open(sealed(base), asCallee)).toEqual(dialog(base));
    const caller: DialogToken = {
      ...base,
      holder: "caller",
      side: "core",
      farUser: "0badcafe",
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
    ).toEqual(dialog(caller));
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
    expect(open(`c${user.slice(1)}`, asCallee)).toBeNull();
  });

  it("opens in no altered form: every character counts", () => {
    const user = sealed(base);
    for (let i = 0; i < user.length; i++) {
      const other = user[i] === "A" ? "B" : "A";
      const altered = user.slice(0, i) + other + user.slice(i + 1);
      expect(open(altered, asCallee)).toBeNull();
    }
    for (const text of ["", "d", "d!", user.slice(0, -1), `${user}A`, `${user}==`, user.slice(1)]) {
      expect(open(text, asCallee)).toBeNull();
    }
  });

  it("opens with a retired key of the ring, and not with another installation's", () => {
    const user = sealed(base);
    expect(openWith(sealerOf(key("k2", 2), key("k1", 1)), user)).toEqual(dialog(base));
    expect(openWith(sealerOf(key("k2", 2)), user)).toBeNull();
    expect(openWith(sealerOf(key("k1", 2)), user)).toBeNull();
  });

  it("is the same for the same bytes of the same dialog, and no other", () => {
    expect(sealed(base)).toBe(sealed({ ...base }));
    const changed = [
      sealed({ ...base, issuedAtSec: base.issuedAtSec + 1 }),
      sealed(base, { ...binding, callId: "another" }),
      sealed(base, { ...binding, calleeTag: "callee-tag" }),
    ];
    // Not even the first characters: what differs anywhere is another IV.
    const starts = [sealed(base), ...changed].map((user) => user.slice(2, 22));
    expect(new Set(starts).size).toBe(4);
  });

  it("opens for the callee's own tag alone once that is known", () => {
    const user = sealed(base, { ...binding, calleeTag: "callee-tag" });
    expect(open(user, asCallee)).toEqual(dialog(base));
    expect(open(user, { ...asCallee, fromTag: "other" })).toBeNull();
    expect(open(sealed(base), { ...asCallee, fromTag: "other" })).toEqual(dialog(base));
  });
});

describe("a Contact in a token", () => {
  const contacts = [
    "sip:10.0.0.5",
    "sip:10.0.0.5:5060;transport=tcp",
    "sip:gw+byoc@10.0.0.5:5080;transport=udp;gw=byoc",
    "sip:user-0x5581f6d5c2a0@[2001:db8::9]:5060;transport=tls",
    "sip:a%40b@core.inside.example;lr?X-Y=z",
    "sip:@@10.0.0.5",
    "SIP:x@10.0.0.5",
    "sips:x@10.0.0.5:5061",
    "tel:+6498879333",
    "sip:[::1",
    "x",
  ];

  it.each(contacts)("%s comes back byte for byte, with all else or alone", (contact) => {
    const token = { ...base, hiddenRoutes: ["sip:10.0.0.9;lr"], contact };
    expect(open(sealed(token), asCallee)).toEqual(dialog(token));
    const alone = { holder: "callee", recordId: base.recordId, contact } as const;
    const user = sealContactToken(sealer, alone, binding, domain) ?? "";
    expect(open(user, asCallee)).toEqual({ kind: "contact", ...alone });
  });

  it("that is longer than any URI is not sealed", () => {
    const contact = `sip:${"x".repeat(300)}@10.0.0.5`;
    const alone = { holder: "callee", recordId: base.recordId, contact } as const;
    expect(sealContactToken(sealer, alone, binding, domain)).toBeNull();
    expect(sealDialogToken(sealer, { ...base, contact }, binding, domain)).toBeNull();
    const rest = `sip:10.0.0.5;${"x".repeat(240)}`;
    expect(sealContactToken(sealer, { ...alone, contact: rest }, binding, domain)).toBeNull();
    const far = { ...base, hiddenRoutes: Array<string>(9).fill(`sip:${"x".repeat(200)}`) };
    expect(sealDialogToken(sealer, far, binding, domain)).toBeNull();
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
    ["192.0.2.256", 12],
    ["192.0.2", 8],
    ["192.0.2.1.5", 12],
    ["0.0.0.0:65535", 7],
    ["0.0.0.0:65536", 14],
    ["[::1]5080", 10],
  ])("keeps %s byte for byte in %i bytes", (text, bytes) => {
    const out = Buffer.alloc(300);
    expect(writeHost(text, domain, out, 3)).toBe(3 + bytes);
    expect(unpackHost(out, 3, domain)).toEqual({ text, end: 3 + bytes });
  });

  it("reads IPv4 inside IPv6", () => {
    expect(addressBytes("::ffff:192.0.2.1")?.toString("hex")).toBe(
      "00000000000000000000ffffc0000201",
    );
    expect(addressBytes("fe80::1%eth0")).toBeNull();
    expect(addressBytes("example.org")).toBeNull();
  });
});
