/** Via values: RFC 3261 §20.42 and §18.2.1, RFC 3581, RFC 5118 §4.5. */
import { describe, expect, it } from "vitest";
import { parseVia, stampVia } from "./via";

it("reads every part", () => {
  expect(
    parseVia(
      "sip/2.0/udp [2001:DB8::1]:5080;branch=z9hG4bKa;rport=99;received=[2001:db8::2];ttl=16;maddr=224.2.0.1;x=y",
    ),
  ).toEqual({
    protocol: "SIP/2.0",
    transport: "UDP",
    host: "2001:db8::1",
    port: 5080,
    branch: "z9hG4bKa",
    received: "2001:db8::2",
    rport: 99,
    maddr: "224.2.0.1",
    ttl: 16,
  });
  expect(parseVia("SIP/2.0/UDP a.example;rport")?.rport).toBeNull();
  expect(parseVia("SIP/2.0/UDP a.example")?.rport).toBeUndefined();
});

it.each([
  "",
  "SIP/2.0 a.example",
  "SIP/2.0/UDP",
  "SIP/2.0/UDPa.example",
  "SIP/2.0/UDP a.example:",
  "SIP/2.0/UDP a.example:70000",
  "SIP/2.0/UDP a.example;",
  "SIP/2.0/UDP a.example;;branch=x",
  "SIP/2.0/UDP a.example;branch",
  "SIP/2.0/UDP a.example;branch=",
  'SIP/2.0/UDP a.example;branch="x"',
  "SIP/2.0/UDP a.example;branch=x;Branch=y",
  "SIP/2.0/UDP a.example;received=b.example",
  "SIP/2.0/UDP a.example;received=[192.0.2.1]",
  "SIP/2.0/UDP a.example;received=1.1.1.1;received=2.2.2.2",
  "SIP/2.0/UDP a.example;rport=0",
  "SIP/2.0/UDP a.example;rport=x",
  "SIP/2.0/UDP a.example;ttl=256",
  "SIP/2.0/UDP a.example;ttl",
  "SIP/2.0/UDP a.example;maddr=a..b",
  "SIP/2.0/UDP a.example b.example",
  "SIP/2.0/UDP 2001:db8::1",
  "SIP/2.0/UDP a.example,SIP/2.0/UDP b.example",
])("refuses %j", (text) => {
  expect(parseVia(text)).toBeNull();
});

describe("[RFC3581 §4] stamping", () => {
  const source = { address: "192.0.2.9", port: 1024 };
  it.each([
    ["SIP/2.0/UDP a.example;branch=x", "SIP/2.0/UDP a.example;branch=x;received=192.0.2.9"],
    [
      "SIP/2.0/UDP 192.0.2.9:5060;rport;branch=x",
      "SIP/2.0/UDP 192.0.2.9:5060;branch=x;received=192.0.2.9;rport=1024",
    ],
    ["SIP/2.0/UDP 192.0.2.9;branch=x", "SIP/2.0/UDP 192.0.2.9;branch=x"],
    [
      "SIP/2.0/UDP A.Example;received=6.6.6.6;rport=6;x",
      "SIP/2.0/UDP A.Example;x;received=192.0.2.9;rport=1024",
    ],
    ["SIP/2.0/UDP 192.0.2.9;received=6.6.6.6", "SIP/2.0/UDP 192.0.2.9"],
  ])("%s", (value, stamped) => {
    expect(stampVia(value, source)).toBe(stamped);
  });

  it("compares IPv6 by address, not by spelling", () => {
    const six = { address: "2001:db8::1", port: 5060 };
    expect(stampVia("SIP/2.0/UDP [2001:DB8:0:0::1]", six)).toBe("SIP/2.0/UDP [2001:DB8:0:0::1]");
    expect(stampVia("SIP/2.0/UDP [2001:db8::2]", six)).toMatch(/;received=2001:db8::1$/);
  });

  it("says so if there is nothing sound to stamp", () => {
    expect(stampVia("SIP/2.0/UDP a;;", source)).toBeNull();
  });
});
