// Hosts are stored in one form; names and addresses never pass for each other.

import { describe, expect, it } from "vitest";
import { Fqdn, FqdnLabel, HostName } from "./fqdn";
import { Host, hostPortText, parseHostPort } from "./host-port";

describe("parseHostPort", () => {
  it.each([
    ["sip.example.com", "sip.example.com", null],
    ["SIP.Example.COM.", "sip.example.com", null],
    ["sip.example.com:5062", "sip.example.com", 5062],
    ["8.8.8.8:5060", "8.8.8.8", 5060],
    ["2404:1::1", "2404:1::1", null],
    ["[2404:1:0:0::1]:5061", "2404:1::1", 5061],
    [" core1 ", "core1", null],
  ])("reads %s", (text, host, port) => {
    const parsed = parseHostPort(text);
    expect(parsed).toEqual({ ok: true, value: { host, port } });
    if (parsed.ok) expect(parseHostPort(hostPortText(parsed.value))).toEqual(parsed);
  });

  it.each([
    ["", "a host name is needed, such as sip.example.com"],
    ["sip.example.com:0", "0 is no port: a port is 1 to 65535"],
    ["sip.example.com:65536", "65536 is no port: a port is 1 to 65535"],
    ["8.8.8", "8.8.8 is not an IPv4 address"],
    ["8.8.8.300", "8.8.8.300 is not an IPv4 address"],
    ["[8.8.8.8]:5060", "only an IPv6 address stands in brackets, 8.8.8.8 does not"],
    ["[2404:1::1]:5061x", "[2404:1::1]:5061x is neither a name nor an address"],
    ["::ffff:8.8.8.8", "::ffff:8.8.8.8 is an IPv4 address written as IPv6: did you mean 8.8.8.8?"],
    ["224.0.0.1", "224.0.0.1 is a multicast address: nothing can be sent to it"],
    ["0.0.0.0", '0.0.0.0 is an address of "this network" (RFC 791): nothing can be sent to it'],
    ["::", ":: is the unspecified address: nothing can be sent to it"],
    ["sip_1.example.com", '"sip_1" may hold only a to z, 0 to 9 and inner hyphens'],
    ["-a.example.com", '"-a" may hold only a to z, 0 to 9 and inner hyphens'],
    ["a..example.com", "a..example.com has an empty part between dots"],
    ["sip.example.123", "sip.example.123 ends in a number: the last part of a name does not"],
    [`${"a".repeat(64)}.com`, "each part of a host name is at most 63 characters long"],
    [`${"a.".repeat(127)}com`, "a host name is at most 253 characters long"],
  ])("refuses %s in words", (text, message) => {
    expect(parseHostPort(text)).toMatchObject({ ok: false, message });
  });
});

describe("schemas", () => {
  it("Host takes both kinds in one form", () => {
    expect(Host.parse("SIP.example.com")).toBe("sip.example.com");
    expect(Host.parse("[2404:1:0::1]")).toBe("2404:1::1");
    expect(Host.parse("10.0.0.1")).toBe("10.0.0.1");
  });

  it("names are never addresses", () => {
    expect(HostName.safeParse("8.8.8.8").error?.issues[0]?.message).toBe(
      "8.8.8.8 is an address: a name is needed",
    );
    expect(Fqdn.safeParse("2404:1::1").success).toBe(false);
    expect(Fqdn.safeParse("sip").error?.issues[0]?.message).toBe(
      "sip is not fully qualified: such as sip.example.com",
    );
    expect(Fqdn.parse("Byoc.Example.com.")).toBe("byoc.example.com");
    expect(HostName.parse("core1")).toBe("core1");
    expect(FqdnLabel.parse("Kereru-1")).toBe("kereru-1");
    expect(FqdnLabel.safeParse("a.b").error?.issues[0]?.message).toBe("a label has no dots");
  });
});
