// The longest call of a trunk on live SIP: at its end the sip-agent sends both sides a BYE, and the record says so.
import { expect, test } from "@playwright/test";
import { Lab } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const NUMBER = "+6498879355";
const OUTSIDE = "+6421555123";
/** The shortest that a trunk can have. */
const LONGEST_SEC = 60;

test("a call each way that nobody ends gets a BYE on both sides at the trunk's longest call", async () => {
  test.setTimeout((LONGEST_SEC + 60) * 1_000);
  const core = await SipPeer.open("127.0.2.55");
  const gateway = await SipPeer.open("127.0.3.55");
  const lab = await Lab.open({ agentAddress: "127.0.1.55", coreEndpoints: [core] });
  try {
    const carrier = await lab.addCarrier({
      acl: [gateway.address],
      gateways: [gateway],
      numbers: [NUMBER],
      trunk: { longestCallSec: LONGEST_SEC },
    });
    await lab.agent.untilReadiness(200);
    await lab.live();
    const inbound = PlacedCall.place(lab.agent.udp, {
      peer: gateway,
      requestUri: `sip:${NUMBER}@${lab.fqdn}`,
      from: `<sip:${OUTSIDE}@carrier.example>`,
    });
    const atCore = await TakenCall.take(core, lab.agent.udp, inbound.callId);
    await Promise.all([atCore.answer(), inbound.answered()]);
    const outbound = PlacedCall.place(lab.agent.udp, {
      peer: core,
      requestUri: `sip:${OUTSIDE}@${carrier.trunkFqdn}`,
      from: `<sip:${NUMBER}@core.example>`,
    });
    const atCarrier = await TakenCall.take(gateway, lab.agent.udp, outbound.callId);
    await Promise.all([atCarrier.answer(), outbound.answered()]);

    // One a call, however often each has come again before it is looked for.
    const byesAt = (peer: SipPeer) => {
      const byes = peer.arrivals.filter(({ message }) => message.method === "BYE");
      return new Set(byes.map(({ message }) => message.callId)).size;
    };
    await expect
      .poll(() => [byesAt(core), byesAt(gateway)], { timeout: (LONGEST_SEC + 20) * 1_000 })
      .toEqual([2, 2]);
    for (const call of [inbound, outbound]) {
      await Promise.all([core, gateway].map((peer) => answerBye(peer, call.callId)));
      const record = await lab.completeRecord(call.callId);
      expect(record).toMatchObject({ rule: "route", endedBy: "timeout" });
    }
    const metrics = await lab.agent.ask("/metrics");
    expect(metrics?.text).toContain("\nsip_channels_in_use 0\n");
    // Nothing of the core stands in what the carrier is told.
    for (const { message } of gateway.arrivals) {
      if (message.method !== "BYE") continue;
      expect(message.bytes.toString("latin1")).not.toContain(core.address);
    }
  } finally {
    await lab.close();
    for (const peer of [core, gateway]) await peer.close();
  }
});

async function answerBye(peer: SipPeer, callId: string): Promise<void> {
  const bye = await peer.next(
    `the BYE of ${callId}`,
    (message) => message.method === "BYE" && message.callId === callId,
  );
  const copied = ["Via", "From", "To", "Call-ID", "CSeq"].flatMap((name) =>
    bye.message.lines(name).map((value) => `${name}: ${value}`),
  );
  bye.reply(`${["SIP/2.0 200 OK", ...copied].join("\r\n")}\r\nContent-Length: 0\r\n\r\n`);
}
