/** Rule 3 and the facts of rule 4 (sip-agent.md), one header at a time. */
import { describe, expect, it } from "vitest";
import { checkRequest, checkResponse } from "./check-message";
import type { Fault } from "./fault";
import type { SipMessage } from "./message";
import { parseMessage } from "./parse-message";

const usual: Record<string, string> = {
  Via: "SIP/2.0/UDP a.example;branch=z9hG4bKx",
  From: "<sip:a@b.com>;tag=1",
  To: "<sip:a@b.com>",
  "Call-ID": "1@a",
  CSeq: "1 INVITE",
  "Max-Forwards": "70",
};

/** A message with the usual headers, some changed, some (null) left out, and more lines. */
function make(start: string, change: Record<string, string | null> = {}, more = ""): SipMessage {
  const headers = Object.entries({ ...usual, ...change }).filter(([, value]) => value !== null);
  const text = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const result = parseMessage(Buffer.from(`${start}\r\n${text}${more}\r\n`, "latin1"));
  return result.ok ? result.message : expect.fail(result.fault.detail);
}
const invite = "INVITE sip:+6498879333@b.com SIP/2.0";
function faultOf(message: SipMessage): Fault | null {
  const check = checkRequest(message);
  return check.ok ? null : check.fault;
}

it("passes a usual request with the facts of rule 4", () => {
  const check = checkRequest(make(invite, {}, "Proxy-Require: sec-agree\r\n"));
  expect(check).toEqual({
    ok: true,
    facts: {
      version: "2.0",
      scheme: "sip",
      proxyRequire: ["sec-agree"],
      method: "INVITE",
      maxForwards: 70,
    },
  });
});

it.each(["Via", "From", "To", "Call-ID", "CSeq"])("[RFC3261 §8.1.1] %s must be there", (name) => {
  expect(faultOf(make(invite, { [name]: null }))).toMatchObject({
    code: "header-missing",
    header: name,
  });
});

it("[RFC3261 §16.3] Max-Forwards may be missing, and a From tag and a branch (RFC 2543)", () => {
  const old = make(invite, { "Max-Forwards": null, From: "<sip:a@b.com>", Via: "SIP/2.0/UDP a" });
  expect(checkRequest(old)).toMatchObject({ ok: true, facts: { maxForwards: null } });
});

it.each([
  ["From", "f: <sip:c@d.com>;tag=2"],
  ["To", "TO : <sip:c@d.com>"],
  ["Call-ID", "i: 1@a"],
  ["CSeq", "CSEQ: 1 INVITE"],
  ["Max-Forwards", "max-forwards: 70"],
  ["Refer-To", "r: <sip:c@d.com>\r\nRefer-To: <sip:c@d.com>"],
])("[RFC3261 §7.3.1] a second %s is a fault, whatever its form", (name, line) => {
  expect(faultOf(make(invite, {}, `${line}\r\n`))).toMatchObject({
    code: "header-duplicate",
    header: name,
  });
});

describe("grammar and ranges", () => {
  it.each([
    ["CSeq", "2147483647 INVITE", null],
    ["CSeq", "2147483648 INVITE", "header-invalid"],
    ["CSeq", "99999999999999999999 INVITE", "header-invalid"],
    ["CSeq", "-1 INVITE", "header-invalid"],
    ["CSeq", "1INVITE", "header-invalid"],
    ["CSeq", "1", "header-invalid"],
    ["CSeq", "1 INVITE x", "header-invalid"],
    ["CSeq", "1 invite", "cseq-method-mismatch"],
    ["CSeq", "1 OPTIONS", "cseq-method-mismatch"],
    ["Max-Forwards", "0", null],
    ["Max-Forwards", "255", null],
    ["Max-Forwards", "256", "header-invalid"],
    ["Max-Forwards", "-1", "header-invalid"],
    ["Max-Forwards", "", "header-invalid"],
    ["Max-Forwards", "7 0", "header-invalid"],
    ["Call-ID", "", "header-invalid"],
    ["Call-ID", "a b", "header-invalid"],
    ["Call-ID", "abc==@1.2.3.4", null],
    ["Via", "SIP/2.0/UDP a.example;branch=z9hG4bK", "branch-empty"],
    ["Via", "SIP/2.0/UDP", "header-invalid"],
    ["From", "*", "header-invalid"],
    ["From", "<sip:a@b.com>;tag=1, <sip:c@d.com>", "header-invalid"],
    ["To", "<sip:a@b..com>", "header-invalid"],
    ["Contact", "*", "header-invalid"],
    ["Contact", "", "header-invalid"],
    ["Contact", "<sip:a@b.com>,", "header-invalid"],
    ["Route", "<sip:a@b.com;lr>, x", "header-invalid"],
    ["Record-Route", "<sip:a@b.com;lr>", null],
    ["P-Asserted-Identity", "<sip:>", "header-invalid"],
    ["P-Asserted-Identity", '"A" <tel:+6498879333>', null],
    ["Diversion", "nobody", "header-invalid"],
    ["History-Info", "<sip:a@b.com>;index=1,<sip:c@d.com?Reason=x>;index=1.1", null],
    ["Require", "", null],
    ["Require", "a,,b", "header-invalid"],
    ["Supported", "100rel, timer", null],
    ["Proxy-Require", "a b", "header-invalid"],
  ])("%s: %s", (name, value, code) => {
    const fault = faultOf(make(invite, { [name]: value }));
    expect(fault?.code ?? null).toBe(code);
    if (fault !== null) expect(fault.header).toBe(name);
  });

  it.each([
    ["sip:a@b.com", null],
    ["sip:2001:db8::10", "request-uri-invalid"],
    ["<sip:a@b.com>", "request-uri-invalid"],
    ["b.com", "request-uri-invalid"],
    ["sip:a@b.com?X=y", "request-uri-component"],
  ])("Request-URI %s", (uri, code) => {
    expect(faultOf(make(`INVITE ${uri} SIP/2.0`))?.code ?? null).toBe(code);
  });

  it.each([
    ["sips:a@b.com", "sips"],
    ["tel:+6498879333", "tel"],
    ["http://b.com/", "other"],
  ])("scheme of %s is a fact, not a fault", (uri, scheme) => {
    expect(checkRequest(make(`INVITE ${uri} SIP/2.0`))).toMatchObject({
      ok: true,
      facts: { scheme },
    });
  });

  it("points at the byte at fault", () => {
    const message = make(invite, { To: '"A <sip:a@b.com>' });
    const fault = faultOf(message) ?? expect.fail("no fault");
    expect(message.bytes[fault.offset]).toBe(34);
    expect(fault.detail).toBe("To is malformed at its byte 1");
    const second = make(invite, {}, "Contact: <sip:a@b.com>, <sip:a@b..com>\r\n");
    expect(second.bytes.toString("latin1", faultOf(second)?.offset)).toMatch(/^sip:a@b\.\.com>/);
  });

  it("takes Contact: * of a REGISTER", () => {
    const message = make("REGISTER sip:b.com SIP/2.0", { CSeq: "1 REGISTER", Contact: "*" });
    expect(faultOf(message)).toBeNull();
  });
});

describe("responses", () => {
  const ok = "SIP/2.0 200 OK";
  it("pass with the mandatory headers", () => {
    expect(checkResponse(make(ok))).toBeNull();
  });
  it.each([
    [{ "Call-ID": null }, "header-missing"],
    [{ CSeq: "2147483648 INVITE" }, "header-invalid"],
    [{ Contact: "<sip:" }, "header-invalid"],
    [{ "Record-Route": "x" }, "header-invalid"],
    [{ Via: "SIP/2.0/UDP" }, "header-invalid"],
  ])("%j is dropped", (change, code) => {
    expect(checkResponse(make(ok, change))?.code).toBe(code);
  });
});
