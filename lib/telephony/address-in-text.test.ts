// The address is found however it was written down, and a text without one has none.
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressInText } from "./address-in-text";
import { blockText } from "./cidr";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  [" 203.0.113.7:5060 ", "203.0.113.7"],
  ["sip:203.0.113.7", "203.0.113.7"],
  ["<sip:+6498879333@203.0.113.7:5060;transport=udp>;tag=1", "203.0.113.7"],
  ["udp:203.0.113.7:5060", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["INVITE from 203.0.113.7 port 5060.", "203.0.113.7"],
  ["received=203.0.113.7;rport=5060", "203.0.113.7"],
  ["203.0.113.7/24", "203.0.113.0/24"],
  ["203.0.113.0/24", "203.0.113.0/24"],
  ["203.0.113", "203.0.113.0/24"],
  ["203.0.", "203.0.0.0/16"],
  ["2001:db8::1", "2001:db8::1"],
  ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["[2001:db8::1]:5060", "2001:db8::1"],
  ["sip:[2001:db8::1]:5060;transport=tcp", "2001:db8::1"],
  ["2001:db8::5/64", "2001:db8::/64"],
])("%s", (text, block) => {
  const found = addressInText(text);
  expect(found && blockText(found)).toBe(block);
});

test.each([
  "",
  "Harbour Dental",
  "+64 9 887 9333",
  "256.1.1.1",
  "12:30:45",
  "1.2.3.4.5",
  "203.0.113.7/33",
  "byoc.sip.example.com",
  "a84b4c76e66710@pc33.example.com",
])("none in %j", (text) => {
  expect(addressInText(text)).toBeNull();
});

test("whatever is pasted, it answers", () => {
  fc.assert(fc.property(fc.string({ maxLength: 600 }), (text) => void addressInText(text)));
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 1, max: 65_535 }), (address, port) => {
      const found = addressInText(`${address}:${port}`);
      expect(found && blockText(found)).toBe(address);
    }),
  );
});
