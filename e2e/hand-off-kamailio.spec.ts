// The hand-off sheet's configuration for Kamailio, proved by running it: a call each way through exactly that text.
import { expect, test } from "@playwright/test";
import { getHandOffConfig } from "@/lib/services/hand-offs/get-hand-off-config";
import { updateSettings } from "@/lib/services/settings/update-settings";
import { startDnsServer } from "./fixtures/dns-server";
import { freeSipPort } from "./fixtures/free-port";
import { startKamailioWith } from "./fixtures/kamailio";
import { Lab } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { requirePrograms } from "./fixtures/require-programs";
import { SipPeer } from "./fixtures/sip-peer";
import { NO_CHECKS } from "./fixtures/sipp-call-tests";

const BYOC_NUMBER = "+6498879333";
const OUTSIDE_NUMBER = "+6421555123";
const BORDER = "127.0.3.140";
const NAMESERVER = "127.0.3.141";

test("the generated Kamailio configuration carries a call each way, numbers unchanged, and hears nobody else", async () => {
  requirePrograms("kamailio");
  const core = await SipPeer.open("127.0.2.140");
  // The sheet's text names the switch without a port: 5060.
  const carrierSwitch = await SipPeer.open("127.0.3.142", 5060);
  const stranger = await SipPeer.open("127.0.4.140");
  const border = { address: BORDER, port: await freeSipPort(BORDER), transport: "udp" } as const;
  const lab = await Lab.open({ coreEndpoints: [core], agentEnv: NO_CHECKS });
  await updateSettings(lab.ctx, { version: 1, sipPort: lab.agent.port });
  const dns = await startDnsServer(NAMESERVER, lab.agent.address, 53);
  try {
    const carrier = await lab.addCarrier({
      acl: [BORDER],
      gateways: [border],
      numbers: [BYOC_NUMBER],
    });
    const carrierId = carrier.carrier.id;
    const { text } = await getHandOffConfig(lab.ctx, { carrierId, product: "kamailio" });
    const config = text.replaceAll("YOUR_SWITCH_ADDRESS", carrierSwitch.address);
    const kamailio = await startKamailioWith({ config, ...border, nameserver: NAMESERVER });
    try {
      await lab.agent.untilReadiness(200);
      await lab.live();

      PlacedCall.place(border, {
        peer: stranger,
        requestUri: `sip:${BYOC_NUMBER}@${lab.fqdn}`,
        from: `<sip:${OUTSIDE_NUMBER}@carrier.example>`,
      });

      const inbound = PlacedCall.place(border, {
        peer: carrierSwitch,
        requestUri: `sip:${BYOC_NUMBER}@${lab.fqdn}`,
        from: `<sip:${OUTSIDE_NUMBER}@carrier.example>`,
      });
      const atCore = await TakenCall.take(core, lab.agent.udp, inbound.callId);
      expect(atCore.invite.header("From")).toContain(`<sip:${OUTSIDE_NUMBER}@`);
      await Promise.all([atCore.answer(), inbound.answered()]);
      const ended = atCore.accept("BYE");
      expect((await inbound.request("BYE")).status).toBe(200);
      await ended;
      expect(await lab.completeRecord(inbound.callId)).toMatchObject({
        direction: "termination",
        aReceived: OUTSIDE_NUMBER,
        bReceived: BYOC_NUMBER,
      });

      const outbound = PlacedCall.place(lab.agent.udp, {
        peer: core,
        requestUri: `sip:${OUTSIDE_NUMBER}@${carrier.trunkFqdn}`,
        from: `<sip:${BYOC_NUMBER}@${core.address}>`,
      });
      const atSwitch = await TakenCall.take(carrierSwitch, border, outbound.callId);
      expect(atSwitch.invite.header("From")).toContain(`<sip:${BYOC_NUMBER}@`);
      expect(atSwitch.invite.header("To")).toContain(`<sip:${OUTSIDE_NUMBER}@`);
      await Promise.all([atSwitch.answer(), outbound.answered()]);
      const over = outbound.accept("BYE");
      expect((await atSwitch.hangUp()).status).toBe(200);
      await over;
      expect(await lab.completeRecord(outbound.callId)).toMatchObject({ direction: "origination" });

      // Two whole calls later: what the stranger has not got by now never comes.
      expect(stranger.chunks).toBe(0);
    } finally {
      await kamailio.stop();
    }
  } finally {
    dns.close();
    await lab.close();
    await Promise.all([core, carrierSwitch, stranger].map((peer) => peer.close()));
  }
});
