/** Addresses as sockets report them. */
import { expect, test } from "vitest";
import { PeerAddresses } from "./peer-address";

const addresses = new PeerAddresses();

test("an IPv4-mapped IPv6 address is the IPv4 address, in every spelling", () => {
  const plain = addresses.read("192.0.2.1");
  expect(plain).toEqual({
    text: "192.0.2.1",
    packed: { family: 4, w0: 0xc0000201, w1: 0, w2: 0, w3: 0 },
  });
  for (const text of ["::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:c000:0201"]) {
    expect(addresses.read(text)).toEqual(plain);
  }
});

test("an IPv6 address has one text, and is the same when read again", () => {
  expect(addresses.read("2001:DB8:0:0::1")?.text).toBe("2001:db8::1");
  expect(addresses.read("2001:DB8:0:0::1")).toEqual(addresses.read("2001:db8::1"));
});

test("what no access list can hold is nobody", () => {
  for (const text of ["fe80::1%lo", "", "localhost", "1.2.3", "1.2.3.4.5", "01.2.3.4", "::1::"]) {
    expect([text, addresses.read(text)]).toEqual([text, null]);
  }
});

test("no flood of sources fills memory or changes an answer", () => {
  const many = new PeerAddresses();
  for (let n = 0; n < 10_000; n++) many.read(`2001:db8::${n.toString(16)}`);
  expect(many.read("2001:db8::1")?.packed).toEqual({
    family: 6,
    w0: 0x20010db8,
    w1: 0,
    w2: 0,
    w3: 1,
  });
});
