// Rule 1 on the wire: an unlisted address gets no answer to anything, is counted, and is let in by an ACL entry alone.
import { expect, test } from "@playwright/test";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";
import { inviteText, optionsText } from "./fixtures/sip-text";

const NUMBER = "+6498879333";
const CALLER = "<sip:+6421555123@carrier.example>";

let lab: Lab;
let core: SipPeer;
let known: SipPeer;
let stranger: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.3");
  known = await SipPeer.open("127.0.3.3");
  stranger = await SipPeer.open("127.0.4.3");
  lab = await Lab.open({ coreEndpoints: [core] });
  carrier = await lab.addCarrier({ acl: [known.address], numbers: [NUMBER] });
  await lab.agent.untilReadiness(200);
  await lab.live();
});

test.afterAll(async () => {
  for (const peer of [core, known, stranger]) await peer?.close();
  await lab?.close();
});

/** An answer to a known source: all that was sent to the agent's datagram socket before has been taken by then. */
async function everythingBeforeIsTaken(): Promise<void> {
  known.send(optionsText(known, `sip:${lab.fqdn}`), lab.agent.udp);
  await known.nextResponse(200, "OPTIONS");
}

function callFrom(peer: SipPeer): PlacedCall {
  const requestUri = `sip:${NUMBER}@${lab.fqdn}`;
  return PlacedCall.place(lab.agent.udp, { peer, requestUri, from: CALLER });
}

test("source-unknown: an unknown source gets no answer to any method, well formed or not, and each datagram is counted", async () => {
  const requestUri = `sip:${NUMBER}@${lab.fqdn}`;
  const invite = inviteText({ peer: stranger, requestUri, from: CALLER });
  const methods = ["INVITE", "OPTIONS", "REGISTER", "MESSAGE", "SUBSCRIBE", "BYE", "CANCEL", "ACK"];
  const datagrams = [
    ...methods.map((method) => invite.replaceAll("INVITE", method)),
    invite.replace("SIP/2.0\r\n", "SIP/7.0\r\n"),
    invite.replace(/^CSeq: .*\r\n/m, ""),
    "not SIP at all",
    "\r\n\r\n",
    "\0".repeat(1_000),
  ];
  for (const datagram of datagrams) stranger.send(datagram, lab.agent.udp);
  await everythingBeforeIsTaken();

  expect(stranger.chunks).toBe(0);
  const counted = await lab.until("the count of the unknown source", async () => {
    const count = await lab.unknownDatagrams(stranger.address);
    return count >= datagrams.length ? count : null;
  });
  expect(counted).toBe(datagrams.length);
  expect(core.arrivals).toEqual([]);
});

test("source-unknown: a stream from an unknown source is closed, and nothing is written on it", async () => {
  stranger.send(optionsText(stranger, `sip:${lab.fqdn}`, "tcp"), lab.agent.tcp);
  await stranger.streamClosed(lab.agent.tcp);
  expect(stranger.chunks).toBe(0);
});

test("source-unknown: an ACL entry lets it in, its removal shuts it out again, and a running call can still end", async () => {
  const before = callFrom(stranger);
  await everythingBeforeIsTaken();
  expect(stranger.chunks).toBe(0);

  const entry = await lab.addAclEntry(carrier.carrier.id, stranger.address);
  await lab.live();
  const call = callFrom(stranger);
  const taken = await TakenCall.take(core, lab.agent.udp, call.callId);
  taken.ring();
  await call.provisional(180);
  await Promise.all([taken.answer(), call.answered()]);
  expect(core.arrivals.some(({ message }) => message.callId === before.callId)).toBe(false);

  await lab.removeAclEntry(entry);
  await lab.live();
  const heard = stranger.chunks;
  const after = callFrom(stranger);
  await everythingBeforeIsTaken();
  expect(stranger.chunks).toBe(heard);
  expect(core.arrivals.some(({ message }) => message.callId === after.callId)).toBe(false);

  const [bye] = await Promise.all([call.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
  const record = await lab.completeRecord(call.callId);
  expect(record).toMatchObject({ rule: "route", endedBy: "caller" });
});
