/** An address that is taken off the access list while its call rings: the call can still be called off. */
import { expect, it } from "vitest";
import { aclRow, BYOC, KERERU_ACL, NOW } from "@/lib/policy/test-world";
import {
  CORE_ENDPOINT,
  FQDN,
  GATEWAY,
  request,
  response,
  SWITCH,
  snapshotOf,
  Wire,
} from "./test-wire";

const branch = "z9hG4bKringing";
const uri = `sip:${BYOC}@${FQDN}`;

function ringing(): Wire {
  const wire = new Wire();
  const [, onward] = wire.send(SWITCH, request("INVITE", SWITCH, { uri, branch }));
  if (onward === undefined) throw new Error("the INVITE was not routed");
  wire.send(CORE_ENDPOINT, response(onward.message, CORE_ENDPOINT, 180));
  const removed = aclRow(KERERU_ACL, { active: false, removedAtMs: NOW, blockedNow: false });
  wire.snapshot = snapshotOf({ aclEntries: [removed] });
  return wire;
}

it("its CANCEL is taken and passed on, and taken again when it is repeated", () => {
  const wire = ringing();
  const cancel = request("CANCEL", SWITCH, { uri, branch });
  const sent = wire
    .send(SWITCH, cancel)
    .map(({ to, message }) => [to, message.status || message.method]);
  expect(sent).toContainEqual([SWITCH, 200]);
  expect(sent).toContainEqual([CORE_ENDPOINT, "CANCEL"]);
  expect(wire.send(SWITCH, cancel).map(({ message }) => message.status)).toEqual([200]);
});

it("any other CANCEL is not: not for another INVITE, not from another address of that carrier", () => {
  const wire = ringing();
  const other = request("CANCEL", SWITCH, { uri, branch: "z9hG4bKother" });
  expect(wire.send(SWITCH, other)).toEqual([]);
  const forged = request("CANCEL", GATEWAY, { uri, branch, via: `SIP/2.0/UDP ${SWITCH}` });
  expect(wire.send(GATEWAY, forged)).toEqual([]);
  expect(wire.send(SWITCH, request("INVITE", SWITCH, { uri, callId: "new" }))).toEqual([]);
});
