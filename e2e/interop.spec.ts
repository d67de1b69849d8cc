// Others' software on either side: Kamailio as a carrier's border proxy, baresip as a phone on the core's side.
import { expect, test } from "@playwright/test";
import { updateSettings } from "@/lib/services/settings/update-settings";
import { startBaresip } from "./fixtures/baresip";
import { startDnsServer } from "./fixtures/dns-server";
import { freeSipPort } from "./fixtures/free-port";
import { startKamailio } from "./fixtures/kamailio";
import { Lab } from "./fixtures/lab";
import { openLossyRelay } from "./fixtures/lossy-relay";
import { requirePrograms } from "./fixtures/require-programs";
import { SeededChance } from "./fixtures/seeded-chance";
import { SipPeer } from "./fixtures/sip-peer";
import { startSipp, together } from "./fixtures/sipp";
import { NO_CHECKS } from "./fixtures/sipp-call-tests";

const BYOC_NUMBER = "+6498879333";
const OUTSIDE_NUMBER = "+6421555123";

test("Kamailio between the carrier's switch and the agent: a call each way, re-INVITEs among them", async () => {
  requirePrograms("sipp", "kamailio");
  const border = { address: "127.0.3.8", port: await freeSipPort("127.0.3.8") };
  const carrierSwitch = { address: "127.0.3.9", port: await freeSipPort("127.0.3.9") };
  const core = { address: "127.0.2.8", port: await freeSipPort("127.0.2.8") };
  // sipp takes an OPTIONS check for its call.
  const lab = await Lab.open({ coreEndpoints: [core], agentEnv: NO_CHECKS });
  try {
    const carrier = await lab.addCarrier({
      acl: [border.address],
      gateways: [border],
      numbers: [BYOC_NUMBER],
    });
    await lab.agent.untilReadiness(200);
    await lab.live();
    const kamailio = await startKamailio({ ...border, agent: lab.agent, carrierSwitch });
    try {
      const atCore = await startSipp({
        scenario: "answer-and-reinvite",
        transport: "udp",
        ...core,
      });
      const inbound = await startSipp({
        scenario: "call-and-reinvite",
        transport: "udp",
        ...carrierSwitch,
        remote: kamailio,
        keys: { a_number: OUTSIDE_NUMBER, b_number: BYOC_NUMBER, domain: lab.fqdn },
      });
      await together(inbound, atCore);

      const atSwitch = await startSipp({
        scenario: "answer-and-hang-up",
        transport: "udp",
        ...carrierSwitch,
      });
      const outbound = await startSipp({
        scenario: "call-until-bye",
        transport: "udp",
        ...core,
        remote: lab.agent,
        keys: { a_number: BYOC_NUMBER, b_number: OUTSIDE_NUMBER, domain: carrier.trunkFqdn },
      });
      await together(outbound, atSwitch);

      expect(await lab.completeRecord(inbound.callId)).toMatchObject({ direction: "termination" });
      expect(await lab.completeRecord(outbound.callId)).toMatchObject({ direction: "origination" });
    } finally {
      await kamailio.stop();
    }
  } finally {
    await lab.close();
  }
});

test("baresip on the core's side: it calls out and is called", async () => {
  requirePrograms("sipp", "baresip");
  const phone = { address: "127.0.2.9", port: await freeSipPort("127.0.2.9") };
  const carrierSwitch = { address: "127.0.3.10", port: await freeSipPort("127.0.3.10") };
  const lab = await Lab.open({ coreEndpoints: [phone], agentEnv: NO_CHECKS });
  // baresip follows Record-Route by its name and port.
  await updateSettings(lab.ctx, { version: 1, sipPort: lab.agent.port });
  const dns = await startDnsServer(phone.address, lab.agent.address);
  const dnsServer = { address: phone.address, port: dns.port };
  const baresip = await startBaresip({
    ...phone,
    number: BYOC_NUMBER,
    agent: lab.agent,
    dnsServer,
  });
  try {
    const carrier = await lab.addCarrier({
      acl: [carrierSwitch.address],
      gateways: [carrierSwitch],
      numbers: [BYOC_NUMBER],
    });
    await lab.agent.untilReadiness(200);
    await lab.live();

    const answerer = await startSipp({ scenario: "answer", transport: "udp", ...carrierSwitch });
    baresip.dial(`sip:${OUTSIDE_NUMBER}@${carrier.trunkFqdn}:${lab.agent.port}`);
    await baresip.next("CALL_ESTABLISHED");
    baresip.hangUp();
    await together(answerer);

    const caller = await startSipp({
      scenario: "call-until-bye",
      transport: "udp",
      ...carrierSwitch,
      remote: lab.agent,
      keys: { a_number: OUTSIDE_NUMBER, b_number: BYOC_NUMBER, domain: lab.fqdn },
    });
    const incoming = await baresip.next("CALL_INCOMING");
    expect(incoming.peeruri).toContain(OUTSIDE_NUMBER);
    baresip.accept();
    await baresip.next("CALL_ESTABLISHED");
    baresip.hangUp();
    await together(caller);
    const record = await lab.completeRecord(caller.callId);
    expect(record).toMatchObject({ direction: "termination", endedBy: "callee" });
  } finally {
    await baresip.stop();
    dns.close();
    await lab.close();
  }
});

test("sipp on both sides, each behind a network that loses every tenth datagram: 50 of 50 calls", async () => {
  test.setTimeout(120_000);
  requirePrograms("sipp");
  const calls = 50;
  const seed = 4475;
  const answerer = { address: "127.0.2.98", port: await freeSipPort("127.0.2.98") };
  const caller = { address: "127.0.3.98", port: await freeSipPort("127.0.3.98") };
  const atCore = { address: "127.0.2.97", port: await freeSipPort("127.0.2.97") };
  const lab = await Lab.open({ coreEndpoints: [atCore], agentEnv: NO_CHECKS });
  try {
    await lab.addCarrier({
      acl: ["127.0.3.97"],
      numbers: [BYOC_NUMBER],
      trunk: { maxChannels: 100, maxCallsPerSec: 100 },
    });
    await lab.agent.untilReadiness(200);
    await lab.live();
    const common = { agent: lab.agent, loss: 0.1, chance: new SeededChance(seed) };
    const core = await openLossyRelay({ ...common, ...atCore, peer: answerer });
    const carrier = await openLossyRelay({ ...common, address: "127.0.3.97", peer: caller });
    try {
      const limits = { transport: "udp", calls, limitSec: 90 } as const;
      const answering = await startSipp({
        ...{ ...limits, ...answerer, scenario: "answer-over-loss" },
        keys: { contact: `${core.address}:${core.port}` },
      });
      const calling = await startSipp({
        ...{ ...limits, ...caller, scenario: "call-over-loss", remote: carrier },
        keys: {
          ...{ a_number: OUTSIDE_NUMBER, b_number: BYOC_NUMBER, domain: lab.fqdn },
          contact: `${carrier.address}:${carrier.port}`,
        },
      });
      await together(calling, answering);
      expect(core.lost() + carrier.lost()).toBeGreaterThan(calls / 2);
      const complete = await lab.until("a complete record of each call", async () => {
        const count = await lab.pool.prisma.callRecord.count({ where: { complete: true } });
        return count >= calls ? count : null;
      });
      expect(complete).toBe(calls);
    } finally {
      await core.close();
      await carrier.close();
    }
  } finally {
    await lab.close();
  }
});

test("sipp behind a target that says nothing: the second takes the call after the timer", async () => {
  requirePrograms("sipp");
  const silent = await SipPeer.open("127.0.2.96");
  const second = { address: "127.0.2.96", port: await freeSipPort("127.0.2.96") };
  const lab = await Lab.open({
    coreEndpoints: [silent, second],
    agentEnv: { ...NO_CHECKS, SIP_NO_ANSWER_MS: "400" },
  });
  try {
    await lab.addCarrier({ acl: ["127.0.3.96"], numbers: [BYOC_NUMBER] });
    await lab.agent.untilReadiness(200);
    await lab.live();
    const answering = await startSipp({ scenario: "answer", transport: "udp", ...second });
    const calling = await startSipp({
      ...{ scenario: "call", transport: "udp", address: "127.0.3.96", remote: lab.agent },
      keys: { a_number: OUTSIDE_NUMBER, b_number: BYOC_NUMBER, domain: lab.fqdn },
    });
    await together(calling, answering);
    const record = await lab.completeRecord(calling.callId);
    expect(record.attempts.map((attempt) => attempt.status)).toEqual([null, 200]);
    expect(await lab.records(calling.callId)).toHaveLength(1);
  } finally {
    await lab.close();
    await silent.close();
  }
});
