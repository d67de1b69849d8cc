/** Our own responses and requests: RFC 3261 §8.2.6, §9.1, §17.1.1.3. */
import { describe, expect, it } from "vitest";
import { buildAck, buildCancel, buildRequest } from "./build-request";
import { buildResponse } from "./build-response";
import { checkRequest, checkResponse } from "./check-message";
import type { SipMessage } from "./message";
import { UnsafeValueError } from "./message-editor";
import { parseMessage } from "./parse-message";

function parsed(bytes: Buffer): SipMessage {
  const result = parseMessage(bytes, { mode: "stream" });
  return result.ok ? result.message : expect.fail(result.fault.detail);
}
const invite = parsed(
  buildRequest({
    method: "INVITE",
    uri: "sip:+6498879333@b.com",
    headers: [
      ["Via", "SIP/2.0/UDP a.example;rport;branch=z9hG4bK1, SIP/2.0/UDP x;branch=z9hG4bK2"],
      ["Via", "SIP/2.0/UDP y;branch=z9hG4bK3"],
      ["Record-Route", "<sip:p.example;lr>"],
      ["Route", "<sip:r1.example;lr>"],
      ["Route", "<sip:r2.example;lr>"],
      ["Max-Forwards", "9"],
      ["From", "<sip:a@b.com>;tag=f"],
      ["To", "sip:c@d.com"],
      ["Call-ID", "1@a"],
      ["CSeq", "7 INVITE"],
      ["Timestamp", "54"],
    ],
    body: Buffer.from("v=0"),
  }),
);

describe("[RFC3261 §8.2.6.2] a response", () => {
  it("copies Via in order, From, To, Call-ID and CSeq, adds the To tag and stamps the topmost Via", () => {
    const bytes = buildResponse(invite, 404, "Not Found", {
      toTag: "t",
      source: { address: "192.0.2.7", port: 5066 },
      headers: [["X-Cradle-Reason", "b-number-unassigned"]],
    });
    expect(bytes.toString()).toBe(
      [
        "SIP/2.0 404 Not Found",
        "Via: SIP/2.0/UDP a.example;branch=z9hG4bK1;received=192.0.2.7;rport=5066, SIP/2.0/UDP x;branch=z9hG4bK2",
        "Via: SIP/2.0/UDP y;branch=z9hG4bK3",
        "From: <sip:a@b.com>;tag=f",
        "To: sip:c@d.com;tag=t",
        "Call-ID: 1@a",
        "CSeq: 7 INVITE",
        "X-Cradle-Reason: b-number-unassigned",
        "Content-Length: 0",
        "",
        "",
      ].join("\r\n"),
    );
    expect(checkResponse(parsed(bytes))).toBeNull();
  });

  it("100 has no tag of ours and copies Timestamp (§8.2.6.1)", () => {
    const trying = parsed(buildResponse(invite, 100, "Trying", { toTag: "t" }));
    expect([trying.toTag, trying.header("Timestamp")]).toEqual([null, "54"]);
    expect(parsed(buildResponse(invite, 180, "Ringing", { toTag: "t" })).has("Timestamp")).toBe(
      false,
    );
  });

  it("leaves a tag that is there, and copies Record-Route and a body when asked", () => {
    const first = parsed(buildResponse(invite, 200, "OK", { toTag: "t" }));
    const again = buildRequest({
      method: "BYE",
      uri: "sip:a",
      headers: [
        ["Via", "SIP/2.0/UDP a;branch=z9hG4bK4"],
        ["To", first.header("To") ?? ""],
        ["Record-Route", "<sip:p.example;lr>"],
      ],
    });
    const response = parsed(
      buildResponse(parsed(again), 200, "OK", {
        toTag: "other",
        recordRoute: true,
        body: Buffer.from("ab"),
      }),
    );
    expect(response.toTag).toBe("t");
    expect(response.header("Record-Route")).toBe("<sip:p.example;lr>");
    expect(response.body.toString()).toBe("ab");
  });

  it("can be built for a request that does not parse, without passing on what broke it", () => {
    const result = parseMessage(
      Buffer.from(
        "INVITE sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a\r\nFrom: x\ny\r\nTo: a\0b\r\n\r\n",
        "latin1",
      ),
    );
    const partial = result.ok ? null : result.partial;
    if (partial === null) return expect.fail("nothing to answer");
    const response = buildResponse(partial, 400, "Bad Request", { toTag: "t" }).toString("latin1");
    expect(response).toContain("From: x y\r\nTo: a b;tag=t\r\n");
  });

  it("refuses unsafe text of our own", () => {
    expect(() => buildResponse(invite, 400, "a\r\nb")).toThrow(UnsafeValueError);
    expect(() => buildResponse(invite, 400, "a", { toTag: "x\r\ny" })).toThrow(UnsafeValueError);
    expect(() => buildResponse(invite, 400, "a", { headers: [["X", "\n"]] })).toThrow(
      UnsafeValueError,
    );
    expect(() => buildRequest({ method: "A B", uri: "sip:a", headers: [] })).toThrow(
      UnsafeValueError,
    );
    expect(() => buildRequest({ method: "A", uri: "sip:a b", headers: [] })).toThrow(
      UnsafeValueError,
    );
  });
});

describe("requests of the same transaction", () => {
  it("[RFC3261 §9.1] CANCEL", () => {
    const cancel = parsed(buildCancel(invite, [["Reason", 'SIP;cause=200;text="x"']]));
    expect(cancel.entries()).toEqual([
      { name: "Via", value: "SIP/2.0/UDP a.example;rport;branch=z9hG4bK1" },
      { name: "Route", value: "<sip:r1.example;lr>" },
      { name: "Route", value: "<sip:r2.example;lr>" },
      { name: "Max-Forwards", value: "70" },
      { name: "From", value: "<sip:a@b.com>;tag=f" },
      { name: "To", value: "sip:c@d.com" },
      { name: "Call-ID", value: "1@a" },
      { name: "CSeq", value: "7 CANCEL" },
      { name: "Reason", value: 'SIP;cause=200;text="x"' },
      { name: "Content-Length", value: "0" },
    ]);
    expect(cancel.requestUri).toBe(invite.requestUri);
    expect(checkRequest(cancel).ok).toBe(true);
  });

  it("[RFC3261 §17.1.1.3] ACK takes To from the response, all else from the INVITE", () => {
    const response = parsed(buildResponse(invite, 486, "Busy Here", { toTag: "t" }));
    const ack = parsed(buildAck(invite, response));
    expect([ack.method, ack.toTag, ack.fromTag, ack.branch]).toEqual(["ACK", "t", "f", "z9hG4bK1"]);
    expect(ack.cseq).toEqual({ sequence: 7, method: "ACK" });
    expect(ack.lines("Route")).toHaveLength(2);
    expect(ack.count("Via")).toBe(1);
    expect(ack.body.length).toBe(0);
  });
});
