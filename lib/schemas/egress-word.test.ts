// What a carrier's word covers after notices.
import { expect, test } from "vitest";
import { type LaterNotice, wordOf } from "./egress-word";

const sheet = { signallingFqdn: "sip.example.com", addresses: ["192.0.2.1", "192.0.2.2"] };
const told = (kind: LaterNotice["kind"], subject: string, allows: boolean): LaterNotice => ({
  ...{ kind, subject, allows },
});
const covered = (notices: LaterNotice[]) => [...wordOf(sheet, notices).addresses].sort();

test("an address that was told of is covered once the carrier allows it", () => {
  const added = (allows: boolean) => told("egress_address_added", "192.0.2.3", allows);
  expect(covered([added(false)])).toEqual(["192.0.2.1", "192.0.2.2"]);
  expect(covered([added(true)])).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
});

test("an address that came back needs a new word, whatever the sheet says", () => {
  const gone = told("egress_address_removed", "192.0.2.2", false);
  const back = (allows: boolean) => told("egress_address_added", "192.0.2.2", allows);
  expect(covered([gone])).toEqual(["192.0.2.1"]);
  expect(covered([gone, back(false)])).toEqual(["192.0.2.1"]);
  expect(covered([gone, back(true)])).toEqual(["192.0.2.1", "192.0.2.2"]);
});

test("other dates of an address take no word back, and a new name needs one", () => {
  const { addresses, signallingFqdns } = wordOf(sheet, [
    told("egress_address_changed", "192.0.2.1", false),
    told("fqdn_changed", "new.example.com", false),
  ]);
  expect(addresses.has("192.0.2.1")).toBe(true);
  expect([...signallingFqdns]).toEqual(["sip.example.com"]);
  const allowed = wordOf(sheet, [told("fqdn_changed", "new.example.com", true)]);
  expect([...allowed.signallingFqdns]).toEqual(["sip.example.com", "new.example.com"]);
});
