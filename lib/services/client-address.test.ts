// Client addresses: one form, loopback told apart, IPv6 users counted by their /64.
import { expect, test } from "vitest";
import { addressKey, clientAddress, isLoopback } from "./client-address";

test.each([
  ["192.0.2.1", "192.0.2.1", false, "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1", false, "192.0.2.1"],
  ["127.9.9.9", "127.9.9.9", true, "127.9.9.9"],
  ["::FFFF:127.0.0.1", "127.0.0.1", true, "127.0.0.1"],
  ["::1", "::1", true, "::/64"],
  ["2001:db8:0:1:2:3:4:5", "2001:db8:0:1:2:3:4:5", false, "2001:db8:0:1::/64"],
  ["unknown", null, false, "unknown"],
  ["", null, false, ""],
])("%s", (text, canonical, loopback, key) => {
  expect(clientAddress(text)).toBe(canonical);
  expect(isLoopback(text)).toBe(loopback);
  expect(addressKey(text)).toBe(key);
});

test("no address is no address", () => {
  expect(clientAddress(null)).toBeNull();
});
