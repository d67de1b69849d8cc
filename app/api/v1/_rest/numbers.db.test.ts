// Lists of numbers, verifications and the look-up over REST.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role } from "@/lib/auth/actor";
import { closeRuntime } from "@/lib/services/runtime";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { createToken } from "@/lib/services/tokens/create-token";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import { answer } from "./answer";

let contexts: TestContexts;
let customerId: string;
let carrierId: string;
const tokens = {} as Record<Role, string>;
beforeAll(async () => {
  contexts = await testContexts();
  process.env.DATABASE_URL = contexts.database.portalUrl;
  process.env.LOG_LEVEL = "silent";
  const admin = contexts.as("admin");
  await makePlatform(admin);
  for (const role of ["onboarding", "support", "sales"] as const) {
    tokens[role] = (await createToken(admin, { name: role, role })).secret;
  }
  customerId = (await makeCustomer(admin, { name: "Aldermoor" })).id;
  carrierId = (await makeCarrier(admin, { name: "Kererū Networks", country: "NZ" })).id;
  await makeTrunk(admin, carrierId, customerId, { name: "Main" });
});
afterAll(async () => {
  await closeRuntime();
  await contexts.close();
});

async function call(method: string, path: string, body?: unknown, role: Role = "onboarding") {
  const request = new Request(`http://127.0.0.1/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens[role]}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const segments = new URL(request.url).pathname.split("/").slice(3);
  const response = await answer(request, segments.map(decodeURIComponent));
  return { status: response.status, body: await response.json() };
}

it("adds a range, previews a list, and imports its right rows when asked to", async () => {
  const range = await call("POST", "/numbers/ranges", {
    ...{ kind: "cradle", customerId, first: "+6439100000", last: "+6439100009" },
  });
  expect(range).toMatchObject({ status: 201, body: { added: 10, returned: 0 } });
  const list = { text: "e164,customer\n+6439100010,aldermoor\n+6439100001,aldermoor\n+64,x" };
  expect((await call("POST", "/numbers/import-previews", list)).body).toMatchObject({
    counts: { new: 1, stored: 1, wrong: 1 },
    rows: [
      { line: 2, verdict: "new" },
      { line: 3, verdict: "stored" },
      { line: 4, field: "e164" },
    ],
  });
  const refused = await call("POST", "/numbers/imports", list);
  expect(refused).toMatchObject({ status: 422 });
  expect(refused.body.errors.map((error: { field: string }) => error.field)).toEqual([
    "lines.3.e164",
    "lines.4.e164",
  ]);
  expect(await call("POST", "/numbers/imports", { ...list, onlyRight: true })).toMatchObject({
    ...{ status: 201, body: { added: 1, returned: 0, leftOut: 2 } },
  });
});

it("takes a list larger than the usual body, and no larger than its limit", async () => {
  const row = `+6439100001,${"x".repeat(90)}\n`;
  const text = `e164,label\n${row.repeat(19_000)}`;
  const large = { kind: "cradle", customerId, text };
  expect((await call("POST", "/numbers/import-previews", large)).body.counts).toMatchObject({
    ...{ stored: 1, duplicate: 18_999 },
  });
  const tooLarge = { ...large, text: `e164\n${"+6439100001\n".repeat(170_000)}` };
  expect(await call("POST", "/numbers/import-previews", tooLarge)).toMatchObject({ status: 422 });
});

it("takes a verification from draft to the carrier's answer, and says where the number may be shown", async () => {
  const created = await call("POST", "/verification-requests", {
    ...{ carrierId, reference: "LOA-1", numbers: ["+6439100000", "+6439100001"] },
  });
  expect(created).toMatchObject({ status: 201, body: { items: [{ state: "draft" }, {}] } });
  const { id } = created.body.request;
  const letter = await call("GET", `/verification-requests/${id}/letter`);
  expect(letter.body).toMatchObject({ reference: "LOA-1", carrierName: "Kererū Networks" });
  const submission = { version: 1 };
  const path = `/verification-requests/${id}/submission`;
  expect((await call("POST", path, submission, "support")).status).toBe(403);
  expect((await call("POST", path, submission)).body).toMatchObject({ version: 2 });
  const detail = await call("GET", `/verification-requests/${id}`);
  const items = detail.body.items.map((item: { id: string; version: number }) => ({
    ...{ id: item.id, version: item.version },
  }));
  const before = await call("GET", "/look-up?q=03%20910%200000", undefined, "sales");
  expect(before.body.answers[0]).toMatchObject({
    ...{ e164: "+6439100000", number: { customerName: "Aldermoor" } },
    places: [{ mayBeShown: false, pending: [{ state: "submitted", reference: "LOA-1" }] }],
  });
  const answered = { items, to: "verified", validUntil: "2040-01-01T00:00Z" };
  expect((await call("POST", "/verification-answers", answered, "sales")).status).toBe(403);
  expect((await call("POST", "/verification-answers", answered, "support")).body).toHaveLength(2);
  const after = await call("GET", "/look-up?q=%2B6439100000");
  expect(after.body.answers[0].places).toMatchObject([
    { mayBeShown: true, until: "2040-01-01T00:00:00.000Z", proof: { reference: "LOA-1" } },
  ]);
  const list = await call("GET", "/verification-requests?state=verified&search=9100001");
  expect(list.body.items).toMatchObject([{ id, items: 2, verified: 2 }]);
  const item = answered.items[0];
  const revoked = await call("POST", `/verification-items/${item.id}/state`, {
    ...{ version: item.version + 1, to: "revoked", note: "number handed back" },
  });
  expect(revoked).toMatchObject({ status: 200, body: { state: "revoked" } });
});
