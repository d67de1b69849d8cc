// TLS on the wire: calls both ways, the certificate by the name that is asked for, its renewal while streams are up, and
// gateways that are not who they should be.
import { once } from "node:events";
import net from "node:net";
import tls from "node:tls";
import { expect, test } from "@playwright/test";
import {
  CertificateFolder,
  makeCertificate,
  type TestCertificate,
} from "@/sip-agent/transport/test-certificates";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { type PeerTls, SipPeer } from "./fixtures/sip-peer";
import { optionsText } from "./fixtures/sip-text";

const NUMBER = "+6498879361";
const OTHER_NUMBER = "+6498879362";
const FAR_END = "+6421555161";
const [CORE, CARRIER, WRONG, STRANGER] = ["127.0.2.61", "127.0.3.61", "127.0.3.62", "127.0.4.61"];

let authority: TestCertificate;
let folder: CertificateFolder;
let lab: Lab;
let core: SipPeer;
let carrier: SipPeer;
let wrong: SipPeer;
let listed: LabCarrier;
let other: LabCarrier;

test.beforeAll(async () => {
  authority = await makeCertificate({ isAuthority: true });
  folder = new CertificateFolder();
  folder.trust(authority);
  const fqdn = "sip.lab.example";
  folder.write("a-signalling", await makeCertificate({ authority, names: [fqdn] }));
  folder.write("trunks", await makeCertificate({ authority, names: [`*.${fqdn}`] }));
  const pairOf = async (address: string): Promise<PeerTls> => ({
    ...(await makeCertificate({ authority, addresses: [address] })),
    ca: authority.cert,
    servername: fqdn,
  });
  core = await SipPeer.open(CORE, undefined, await pairOf(CORE));
  carrier = await SipPeer.open(CARRIER, undefined, await pairOf(CARRIER));
  // It stands at WRONG and shows the certificate of CARRIER.
  wrong = await SipPeer.open(WRONG, undefined, await pairOf(CARRIER));
  lab = await Lab.open({
    agentAddress: "127.0.1.61",
    coreEndpoints: [{ address: CORE, port: core.port, transport: "tls" }],
    agentEnv: { SIP_TLS_DIR: folder.path, SIP_TLS_CA: folder.caFile },
  });
  listed = await lab.addCarrier({
    acl: [CARRIER],
    gateways: [{ address: CARRIER, port: carrier.port, transport: "tls" }],
    numbers: [NUMBER],
  });
  other = await lab.addCarrier({
    acl: ["127.0.3.63"],
    gateways: [{ address: WRONG, port: wrong.port, transport: "tls" }],
    numbers: [OTHER_NUMBER],
  });
  await lab.agent.untilReadiness(200);
  await lab.live();
});

test.afterAll(async () => {
  for (const peer of [core, carrier, wrong]) await peer?.close();
  await lab?.close();
  folder?.delete();
});

/** Rings, is answered, and is ended by the caller. */
async function wholeCall(caller: SipPeer, callee: SipPeer, requestUri: string, from: string) {
  const call = PlacedCall.place(lab.agent.tls, { peer: caller, requestUri, from });
  const taken = await TakenCall.take(callee, lab.agent.tls, call.callId);
  expect(taken.invite.header("Via")).toMatch(/^SIP\/2\.0\/TLS /);
  taken.ring();
  await call.provisional(180);
  await Promise.all([taken.answer(), call.answered()]);
  const [bye] = await Promise.all([call.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
  return lab.completeRecord(call.callId);
}

test("calls go through over TLS in both directions, sip: and sips:", async () => {
  const record = await wholeCall(
    carrier,
    core,
    `sip:${NUMBER}@${lab.fqdn}`,
    `<sip:${FAR_END}@carrier.example>`,
  );
  expect(record).toMatchObject({ rule: "route", endedBy: "caller" });
  const back = await wholeCall(
    core,
    carrier,
    `sip:${FAR_END}@${listed.trunkFqdn}`,
    `<sip:${NUMBER}@core.example>`,
  );
  expect(back).toMatchObject({ rule: "route", direction: "origination" });
  const secure = await wholeCall(
    carrier,
    core,
    `sips:${NUMBER}@${lab.fqdn}`,
    `<sips:${FAR_END}@carrier.example>`,
  );
  expect(secure).toMatchObject({ rule: "route" });
});

test("unsupported: sips: that did not come by TLS is 416", async () => {
  const requestUri = `sips:${NUMBER}@${lab.fqdn}`;
  const from = `<sips:${FAR_END}@carrier.example>`;
  const call = PlacedCall.place(lab.agent.udp, { peer: carrier, requestUri, from });
  const refused = await call.refused();
  expect([refused.status, refused.header("X-Cradle-Reason")]).toEqual([416, "unsupported"]);
});

/** Shakes hands from the carrier's address; resolves with the names of the certificate that it was shown. */
async function shownFor(servername: string): Promise<{ names: string; socket: tls.TLSSocket }> {
  const { address: host, port } = lab.agent.tls;
  const options = { host, port, servername, localAddress: CARRIER, ca: authority.cert };
  const socket = tls.connect(options);
  await once(socket, "secureConnect");
  return { names: socket.getPeerCertificate().subjectaltname ?? "", socket };
}

test("SNI chooses the certificate; a renewed one is shown to new streams, and those that are up go on", async () => {
  const trunk = await shownFor(listed.trunkFqdn);
  expect(trunk.names).toBe(`DNS:*.${lab.fqdn}`);
  const kept = await shownFor(lab.fqdn);
  expect(kept.names).toBe(`DNS:${lab.fqdn}`);

  folder.writeFile("a-signalling.crt", "half of a certif");
  await lab.until("the alert", async () => {
    const metrics = await lab.agent.ask("/metrics");
    return metrics?.text.includes('sip_alerts_total{code="tls-certificate"} 1') ? true : null;
  });
  const during = await shownFor(lab.fqdn);
  expect(during.names).toBe(`DNS:${lab.fqdn}`);

  const names = [lab.fqdn, "renewed.example"];
  folder.write("a-signalling", await makeCertificate({ authority, names }));
  const renewed = await lab.until("the renewed certificate", async () => {
    const { names: shown, socket } = await shownFor(lab.fqdn);
    socket.destroy();
    return shown.includes("renewed.example") ? shown : null;
  });
  expect(renewed).toBe(`DNS:${lab.fqdn}, DNS:renewed.example`);

  const answer = once(kept.socket, "data");
  kept.socket.write(optionsText(carrier, `sip:${lab.fqdn}`, "tls"));
  const [bytes] = (await answer) as [Buffer];
  expect(bytes.toString("latin1")).toMatch(/^SIP\/2\.0 200 /);
  const metrics = await lab.agent.ask("/metrics");
  expect(metrics?.text).toMatch(/sip_tls_certificate_expiry_seconds\{name="a-signalling"\} \d+/);
  for (const { socket } of [trunk, kept, during]) socket.destroy();
});

test("a stream of an unknown source is closed without a byte, by TCP and before any TLS handshake", async () => {
  for (const { address: host, port } of [lab.agent.tcp, lab.agent.tls]) {
    const socket = net.connect({ host, port, localAddress: STRANGER });
    let heard = 0;
    socket.on("data", (bytes) => {
      heard += bytes.length;
    });
    socket.on("error", () => {});
    // The beginning of a ClientHello.
    socket.write(Buffer.from("16030100c8010000c40303", "hex"));
    await new Promise((resolve) => socket.once("close", resolve));
    expect(heard).toBe(0);
  }
});

test("a gateway whose certificate is not for its name gets no call, and the record says why", async () => {
  const call = PlacedCall.place(lab.agent.tls, {
    peer: core,
    requestUri: `sip:${FAR_END}@${other.trunkFqdn}`,
    from: `<sip:${OTHER_NUMBER}@core.example>`,
  });
  expect((await call.refused()).status).toBe(500);
  const record = await lab.completeRecord(call.callId);
  expect(record.attempts).toMatchObject([
    {
      status: null,
      reason: `its TLS certificate is not for ${WRONG} (ERR_TLS_CERT_ALTNAME_INVALID)`,
    },
  ]);
  expect(wrong.chunks).toBe(0);
  const metrics = await lab.agent.ask("/metrics");
  expect(metrics?.text).toMatch(/sip_alerts_total\{code="tls-certificate-refused"\} [1-9]/);
});
