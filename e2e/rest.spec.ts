// The REST interface from a token to the wire: made on the command line, an address let in, a call decided, a record read.
import { expect, test } from "@playwright/test";
import { CARRIERS, PLATFORM } from "@/prisma/seed-plan";
import { makeApiToken } from "./fixtures/api-token";
import { sharedInstallation } from "./fixtures/installation";
import { PlacedCall } from "./fixtures/peer-call";
import { SipPeer } from "./fixtures/sip-peer";

const SOURCE = "127.0.60.1";
const installation = sharedInstallation();

interface Answer {
  readonly status: number;
  readonly type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: the test reads documents of many shapes
  readonly body: any;
}

async function ask(
  token: string | null,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${installation.portalUrl}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const type = response.headers.get("content-type");
  return { status: response.status, type, body: await response.json() };
}

const makeToken = (name: string, role: string) => makeApiToken(installation, name, role);

test("without a token, with too small a one, and with a wrong field: problem documents that say so", async () => {
  const unknown = await ask(null, "GET", "/carriers");
  expect(unknown).toMatchObject({ status: 401, type: "application/problem+json" });

  const support = await makeToken("rest-support", "support");
  const carriers = await ask(support, "GET", "/carriers?search=T%C5%AB%C4%AB");
  expect(carriers.status).toBe(200);
  const carrierId = carriers.body.items[0].id;
  const refused = await ask(support, "POST", "/acl-entries", { carrierId, block: "127.0.60.9" });
  expect(refused).toMatchObject({ status: 403, type: "application/problem+json" });

  const onboarding = await makeToken("rest-onboarding", "onboarding");
  const wrong = await ask(onboarding, "POST", "/acl-entries", { carrierId, block: "0.0.0.0/0" });
  expect(wrong).toMatchObject({
    status: 422,
    type: "application/problem+json",
    body: { errors: [{ field: "block", detail: "0.0.0.0/0 is wider than /24" }] },
  });
});

test("an ACL entry posted is enforced on the wire, its call is listed, and its deletion shuts out", async () => {
  const token = await makeToken("rest-e2e", "onboarding");
  const name = encodeURIComponent(CARRIERS[1]?.name ?? "");
  const carriers = await ask(token, "GET", `/carriers?search=${name}`);
  const carrierId = carriers.body.items[0].id;
  const peer = await SipPeer.open(SOURCE);
  try {
    const entry = await ask(token, "POST", "/acl-entries", { carrierId, block: SOURCE });
    expect(entry.status).toBe(201);
    await untilLive(token);

    const call = place(peer);
    const refusal = await call.refused();
    expect(refusal.header("X-Cradle-Reason")).toBe("b-number-unassigned");
    await expect(async () => {
      const calls = await ask(
        token,
        "GET",
        `/calls?carrierId=${carrierId}&rule=b-number-unassigned`,
      );
      const sources = calls.body.items.map((item: { sourceAddress: string }) => item.sourceAddress);
      expect(sources).toContain(SOURCE);
    }).toPass();

    const { id, version } = entry.body;
    const removed = await ask(token, "DELETE", `/acl-entries/${id}?version=${version}`);
    expect(removed).toMatchObject({ status: 200, body: { active: false } });
    await untilLive(token);
    const heard = peer.chunks;
    place(peer);
    await untilCounted(token);
    expect(peer.chunks).toBe(heard);
  } finally {
    await peer.close();
  }
});

test("the OpenAPI document describes what is served", async () => {
  const { status, body } = await ask(null, "GET", "/openapi.json");
  expect(status).toBe(200);
  expect(body.openapi).toMatch(/^3\.1/);
  const paths = ["/carriers", "/acl-entries", "/gateways", "/customers", "/trunks", "/numbers"];
  for (const path of [...paths, "/calls"]) {
    const key = Object.keys(body.paths).find((known) => known.endsWith(path));
    expect(key, path).toBeDefined();
  }
});

function place(peer: SipPeer): PlacedCall {
  const listen = new URL(installation.sipListen.split(",")[0] ?? "");
  const agent = { transport: "udp", address: listen.hostname, port: Number(listen.port) } as const;
  return PlacedCall.place(agent, {
    peer,
    requestUri: `sip:+6499999999@${PLATFORM.signallingFqdn}`,
    from: "<sip:+6421555123@carrier.example>",
  });
}

async function untilLive(token: string): Promise<void> {
  await expect(async () => {
    const { body } = await ask(token, "GET", "/config-status");
    expect(body).toMatchObject({ live: 1, total: 1 });
  }).toPass();
}

/** The stranger's datagram has been taken, and counted. */
async function untilCounted(token: string): Promise<void> {
  await expect(async () => {
    const { body } = await ask(token, "GET", "/unknown-sources?limit=200");
    const addresses = body.items.map((item: { address: string }) => item.address);
    expect(addresses).toContain(SOURCE);
  }).toPass();
}
