// Two sip-agents on one database: what one set up the other goes on with and ends; and nothing of the core is shown on the way.
import { expect, test } from "@playwright/test";
import { AgentProcess } from "./fixtures/agent-process";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";
import { answererSide, type DialogSide, inDialogText } from "./fixtures/sip-text";

const NUMBER = "+6498879333";
const OUTSIDE = "+6421555123";
const SECOND_ADDRESS = "127.0.1.9";

let lab: Lab;
let second: AgentProcess;
let core: SipPeer;
let gateway: SipPeer;
let carrier: LabCarrier;

test.beforeAll(async () => {
  core = await SipPeer.open("127.0.2.41");
  gateway = await SipPeer.open("127.0.3.41");
  lab = await Lab.open({
    coreEndpoints: [core],
    egressAddresses: ["127.0.1.1", SECOND_ADDRESS],
  });
  carrier = await lab.addCarrier({
    acl: [gateway.address],
    gateways: [gateway],
    numbers: [NUMBER],
  });
  await lab.agent.untilReadiness(200);
  await lab.live();
  second = await AgentProcess.start({ ...lab.agent.options, address: SECOND_ADDRESS });
  await second.untilReadiness(200);
});

test.afterAll(async () => {
  for (const peer of [core, gateway]) await peer?.close();
  await second?.discard();
  await lab?.close();
});

/** Sends a request inside the dialog through the second agent; resolves with its final answer. */
async function throughSecond(side: DialogSide, method: string, cseq: number) {
  side.peer.send(inDialogText(side, method, cseq, { sdp: method === "INVITE" }), second.udp);
  const { message } = await side.peer.next(
    `an answer to ${method}`,
    (response) =>
      response.callId === side.callId && response.status >= 200 && response.cseq?.method === method,
  );
  if (method === "INVITE") side.peer.send(inDialogText(side, "ACK", cseq), second.udp);
  return message;
}

test("a call of either direction is re-INVITEd from both ends and ended through the other agent", async () => {
  const agent = lab.agent.udp;
  const calls = [
    { from: gateway, to: core, requestUri: `sip:${NUMBER}@${lab.fqdn}`, user: OUTSIDE },
    { from: core, to: gateway, requestUri: `sip:${OUTSIDE}@${carrier.trunkFqdn}`, user: NUMBER },
  ];
  for (const { from, to, requestUri, user } of calls) {
    const placed = PlacedCall.place(agent, {
      peer: from,
      requestUri,
      from: `<sip:${user}@${from.hostPort}>`,
    });
    const taken = await TakenCall.take(to, agent, placed.callId);
    await Promise.all([taken.answer(), placed.answered()]);
    const caller = placed.dialog;
    const callee = answererSide(to, taken.invite, taken.toTag);

    const [again] = await Promise.all([throughSecond(caller, "INVITE", 2), taken.accept("INVITE")]);
    expect(again.status).toBe(200);
    // The caller's Contact after its refresh, as the callee was shown it.
    const [update] = await Promise.all([
      throughSecond(callee, "UPDATE", 1),
      placed.accept("UPDATE"),
    ]);
    expect(update.status).toBe(200);
    const [bye] = await Promise.all([throughSecond(callee, "BYE", 2), placed.accept("BYE")]);
    expect(bye.status).toBe(200);

    const record = await lab.completeRecord(placed.callId);
    expect(record).toMatchObject({ rule: "route", endedBy: "callee", status: 200 });
    expect(await lab.records(placed.callId)).toHaveLength(1);
  }
});

test("nothing that reached the carrier names a place of the core, in any header but Call-ID", () => {
  const methods = new Set<string>();
  for (const { message } of gateway.arrivals) {
    methods.add(message.isRequest ? message.method : `${message.status} ${message.cseq?.method}`);
    const headers = message.entries().filter(({ name }) => !/^(?:Call-ID|i)$/i.test(name));
    const shown = `${message.requestUri} ${JSON.stringify(headers)}`;
    expect(shown).not.toContain(core.address);
    expect(shown).not.toContain("127.0.2.");
  }
  const wanted = ["INVITE", "ACK", "UPDATE", "BYE", "200 INVITE", "200 UPDATE", "200 BYE"];
  for (const kind of wanted) expect([...methods]).toContain(kind);
});
