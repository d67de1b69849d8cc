// The REST interface as its callers meet it: on a real database, from Request to Response.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/auth/actor";
import { closeRuntime } from "@/lib/services/runtime";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { createToken } from "@/lib/services/tokens/create-token";
import { revokeToken } from "@/lib/services/tokens/revoke-token";
import { makePlatform } from "@/prisma/factories/platform";
import { answer } from "./answer";

let contexts: TestContexts;
const tokens = {} as Record<Role, string>;

beforeAll(async () => {
  contexts = await testContexts();
  await makePlatform(contexts.as("admin"));
  process.env.DATABASE_URL = contexts.database.portalUrl;
  process.env.LOG_LEVEL = "silent";
  for (const role of ["admin", "onboarding", "sales", "support"] as const) {
    tokens[role] = (await createToken(contexts.as("admin"), { name: role, role })).secret;
  }
});
afterAll(async () => {
  await closeRuntime();
  await contexts.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
  readonly body: any;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  role: Role = "admin",
): Promise<Answer> {
  return send(
    new Request(`http://127.0.0.1/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens[role]}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

async function send(request: Request): Promise<Answer> {
  const segments = new URL(request.url).pathname.split("/").slice(3);
  const response = await answer(request, segments.map(decodeURIComponent));
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const fieldAt = (answer: Answer, field: string) =>
  answer.body.errors?.find((error: { field: string }) => error.field === field)?.detail;

describe("a carrier's way through the interface", () => {
  it("creates, reads, changes and lists a carrier with what belongs to it", async () => {
    const carrier = await call("POST", "/carriers", { name: "Kererū Networks", country: "NZ" });
    expect(carrier).toMatchObject({ status: 201, body: { state: "draft", version: 1 } });
    const id = carrier.body.id;
    const entry = await call("POST", "/acl-entries", { carrierId: id, block: "127.0.80.0/29" });
    expect(entry).toMatchObject({ status: 201, body: { block: "127.0.80.0/29", active: true } });
    const gateway = await call("POST", "/gateways", {
      carrierId: id,
      host: "127.0.80.9",
      port: 5060,
    });
    expect(gateway.status).toBe(201);
    const customer = await call("POST", "/customers", { name: "Harbour Dental", country: "NZ" });
    const trunk = await call("POST", "/trunks", {
      carrierId: id,
      customerId: customer.body.id,
      name: "Main",
      country: "NZ",
    });
    const number = await call("POST", "/numbers", {
      kind: "byoc",
      trunkId: trunk.body.id,
      e164: "+6498879333",
    });
    expect([customer.status, trunk.status, number.status]).toEqual([201, 201, 201]);
    const detail = await call("GET", `/carriers/${id}`, undefined, "support");
    expect(detail.body).toMatchObject({
      carrier: { name: "Kererū Networks" },
      aclEntries: [{ id: entry.body.id }],
      gateways: [{ id: gateway.body.id }],
      trunks: [{ customerName: "Harbour Dental" }],
      numbers: { items: [{ e164: "+6498879333" }], nextCursor: null },
    });
    const renamed = await call("PATCH", `/carriers/${id}`, { version: 1, notes: "by REST" });
    expect(renamed.body).toMatchObject({ version: 2, notes: "by REST" });
    const list = await call("GET", "/carriers?search=kerer&limit=1");
    expect(list.body.items).toMatchObject([
      { id, counts: { aclEntries: 1, gateways: 1, trunks: 1, numbers: 1 } },
    ]);
    const audit = await call("GET", `/audit-events?carrierId=${id}`);
    expect(audit.body.items[0]).toMatchObject({
      action: "carrier.update",
      actorKind: "token",
      actorName: "admin",
    });
    const removed = await call("DELETE", `/acl-entries/${entry.body.id}?version=1`);
    expect(removed).toMatchObject({ status: 200, body: { active: false } });
  });

  it("takes a carrier and a trunk to other states through their gates", async () => {
    const { body: carrier } = await call("POST", "/carriers", {
      name: "Tūī Telecom",
      country: "NZ",
    });
    const closed = await call("POST", `/carriers/${carrier.id}/state`, { version: 1, to: "ready" });
    expect(closed.status).toBe(409);
    expect(closed.body.type).toBe("urn:cradle-byoc:problem:gate-closed");
    expect(closed.body.conditions.length).toBeGreaterThan(0);
    const opened = await call("POST", `/carriers/${carrier.id}/state`, {
      version: 1,
      to: "ready",
      overrideReason: "proved elsewhere",
    });
    expect(opened).toMatchObject({ status: 200, body: { state: "ready" } });
  });

  it("shows settings, calls, unknown sources, agents and the state of the configuration", async () => {
    expect((await call("GET", "/platform-settings")).body.settings.signallingFqdn).toBe(
      "byoc.sip.cradle.test",
    );
    expect((await call("GET", "/calls")).body).toEqual({
      items: [],
      nextCursor: null,
      previousCursor: null,
    });
    expect((await call("GET", "/unknown-sources")).body).toEqual({
      items: [],
      nextCursor: null,
      previousCursor: null,
    });
    expect((await call("GET", "/agents")).body).toEqual([]);
    expect((await call("GET", "/config-status")).body).toMatchObject({ live: 0, total: 0 });
  });
});

describe("bad input is a problem document that names the field and the right form", () => {
  let carrierId: string;
  beforeAll(async () => {
    carrierId = (await call("POST", "/carriers", { name: "Kākā Voice", country: "NZ" })).body.id;
  });
  it.each([
    ["0.0.0.0/0", "0.0.0.0/0 is wider than /24"],
    ["10.1.2.3", "10.1.2.3 is a private address"],
    ["::ffff:8.8.8.8", "IPv4"],
    ["rubbish\u0000", ""],
  ])("ACL entry %j", async (block, words) => {
    const refused = await call("POST", "/acl-entries", { carrierId, block });
    expect(refused.status).toBe(422);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(fieldAt(refused, "block")).toContain(words);
    expect((await call("GET", `/acl-entries?carrierId=${carrierId}`)).body.items).toEqual([]);
  });
  it("an overlap names the other carrier, a stale edit the version now", async () => {
    const { body: other } = await call("POST", "/carriers", { name: "Other Voice", country: "NZ" });
    await call("POST", "/acl-entries", { carrierId: other.id, block: "127.0.90.0/28" });
    const overlap = await call("POST", "/acl-entries", { carrierId, block: "127.0.90.8/29" });
    expect(overlap).toMatchObject({ status: 409, body: { title: "Conflict" } });
    expect(fieldAt(overlap, "block")).toContain("overlaps 127.0.90.0/28 of Other Voice");
    await call("PATCH", `/carriers/${other.id}`, { version: 1, notes: "first" });
    const stale = await call("PATCH", `/carriers/${other.id}`, { version: 1, notes: "second" });
    expect(stale).toMatchObject({
      status: 409,
      body: { type: "urn:cradle-byoc:problem:stale-edit", currentVersion: 2 },
    });
  });
  it("a number with a trunk 0 is answered with the right one", async () => {
    const { body: customer } = await call("POST", "/customers", {
      name: "Trunk Zero",
      country: "NZ",
    });
    const refused = await call("POST", "/numbers", {
      kind: "cradle",
      customerId: customer.id,
      e164: "+64098879333",
    });
    expect(fieldAt(refused, "e164")).toContain("did you mean +6498879333?");
  });
  it("unknown, repeated and misplaced fields", async () => {
    expect(
      fieldAt(
        await call("POST", "/carriers", { name: "X", country: "NZ", colour: "red" }),
        "colour",
      ),
    ).toBeTruthy();
    expect(fieldAt(await call("GET", "/carriers?colour=red"), "colour")).toBeTruthy();
    expect(fieldAt(await call("GET", "/carriers?search=a&search=b"), "search")).toContain(
      "more than once",
    );
    expect(fieldAt(await call("POST", "/carriers?name=x", { country: "NZ" }), "name")).toContain(
      "body",
    );
    expect(
      fieldAt(await call("PATCH", `/carriers/${carrierId}`, { id: carrierId, version: 1 }), "id"),
    ).toContain("path");
  });
  it("bodies that are none", async () => {
    const post = (body: string, type = "application/json") =>
      send(
        new Request("http://127.0.0.1/api/v1/carriers", {
          method: "POST",
          headers: { authorization: `Bearer ${tokens.admin}`, "content-type": type },
          body,
        }),
      );
    expect((await post("{")).status).toBe(400);
    expect((await post("[]")).status).toBe(400);
    expect((await post("name=x", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await post(JSON.stringify({ notes: "x".repeat(1_000_001) }))).status).toBe(413);
  });
  it("paths and methods that are none", async () => {
    expect((await call("GET", "/nothing")).status).toBe(404);
    expect((await call("GET", `/carriers/${crypto.randomUUID()}`)).status).toBe(404);
    expect(fieldAt(await call("GET", "/carriers/not-an-id"), "id")).toBeTruthy();
    const wrong = await call("DELETE", "/carriers");
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get("allow")).toBe("GET, POST");
  });
});

describe("who may", () => {
  const bare = (headers: Record<string, string>) =>
    send(new Request("http://127.0.0.1/api/v1/carriers", { headers }));
  it("takes a bearer token and nothing else", async () => {
    for (const headers of [
      {},
      { authorization: "Bearer wrong" },
      { authorization: "Basic YTpi" },
      { cookie: `token=${tokens.admin}` },
    ]) {
      const refused = await bare(headers as Record<string, string>);
      expect(refused.status).toBe(401);
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    }
  });
  it("refuses a revoked token at once", async () => {
    const admin = contexts.as("admin");
    const { token, secret } = await createToken(admin, { name: "short-lived", role: "support" });
    expect((await bare({ authorization: `Bearer ${secret}` })).status).toBe(200);
    await revokeToken(admin, { id: token.id });
    expect((await bare({ authorization: `Bearer ${secret}` })).status).toBe(401);
  });
  it("asks the permission table: who may not write is refused, and nothing is stored", async () => {
    for (const role of ["sales", "support"] as const) {
      const refused = await call("POST", "/carriers", { name: `By ${role}`, country: "NZ" }, role);
      expect(refused).toMatchObject({ status: 403, body: { title: "Not permitted" } });
    }
    expect((await call("GET", "/carriers?search=By ")).body.items).toEqual([]);
  });
});

it("an outage is a 503 with Retry-After, never a refusal", async () => {
  await closeRuntime();
  process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
  const away = await call("GET", "/carriers");
  expect(away).toMatchObject({ status: 503, body: { title: "Outage" } });
  expect(away.headers.get("retry-after")).toBe("5");
  await closeRuntime();
  process.env.DATABASE_URL = contexts.database.portalUrl;
});
