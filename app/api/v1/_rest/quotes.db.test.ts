// Quotes through the REST interface: a quote's whole way, and what it refuses.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/auth/actor";
import { closeRuntime } from "@/lib/services/runtime";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { createToken } from "@/lib/services/tokens/create-token";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makePlatform } from "@/prisma/factories/platform";
import { makeTrunk } from "@/prisma/factories/trunk";
import { answer } from "./answer";

let contexts: TestContexts;
let trunkId: string;
let contactId: string;
const tokens = {} as Record<Role, string>;

beforeAll(async () => {
  contexts = await testContexts();
  const admin = contexts.as("admin");
  await makePlatform(admin);
  const carrier = await makeReadyCarrier(admin);
  const customer = await makeCustomer(admin);
  trunkId = (await makeTrunk(admin, carrier.id, customer.id)).id;
  contactId = (await makeContact(admin, { customerId: customer.id })).id;
  process.env.DATABASE_URL = contexts.database.portalUrl;
  process.env.LOG_LEVEL = "silent";
  for (const role of ["admin", "onboarding", "sales", "support"] as const) {
    tokens[role] = (await createToken(admin, { name: role, role })).secret;
  }
});
afterAll(async () => {
  await closeRuntime();
  await contexts.close();
});

async function call(method: string, path: string, body?: unknown, role: Role = "sales") {
  const request = new Request(`http://127.0.0.1/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens[role]}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const segments = new URL(request.url).pathname.split("/").slice(3);
  const response = await answer(request, segments);
  return { status: response.status, body: await response.json() };
}

const input = () => ({
  trunkId,
  currency: "nzd",
  taxCountry: "NZ",
  agreedChannels: 30,
  agreedCallsPerSec: 10,
  validUntil: new Date(Date.now() + 86_400_000).toISOString(),
  lines: [
    { kind: "one_off", description: "Set-up", quantity: "1", unitPrice: "250" },
    { kind: "monthly", description: "Channel", quantity: "30", unitPrice: "4.755" },
  ],
});

describe("a quote's way through the interface", () => {
  it("is drafted, changed, sent, revised and accepted, and shown at every step", async () => {
    const rate = await call(
      "POST",
      "/tax-rates",
      { country: "NZ", name: "GST", percent: "12" },
      "admin",
    );
    expect(rate.status).toBe(201);
    const raised = await call(
      "PATCH",
      `/tax-rates/${rate.body.id}`,
      { version: 1, percent: "15" },
      "admin",
    );
    expect(raised.body).toMatchObject({ basisPoints: 1500 });

    const drafted = await call("POST", "/quotes", input());
    expect(drafted).toMatchObject({
      status: 201,
      body: {
        state: "draft",
        currency: "NZD",
        subtotalMinor: "39265",
        taxMinor: "5890",
        totalMinor: "45155",
      },
    });
    const { id, quoteId } = drafted.body;
    const { trunkId: _, ...draft } = input();
    const changed = await call("PATCH", `/quote-revisions/${id}`, {
      ...draft,
      terms: "As agreed.",
      version: 1,
    });
    expect(changed.body).toMatchObject({ version: 2, terms: "As agreed." });
    const stale = await call("PATCH", `/quote-revisions/${id}`, {
      ...draft,
      terms: "",
      version: 1,
    });
    expect(stale).toMatchObject({ status: 409, body: { currentVersion: 2 } });

    const sent = await call("POST", `/quote-revisions/${id}/send`, {
      version: 2,
      sentToId: contactId,
    });
    expect(sent).toMatchObject({ status: 200, body: { state: "sent" } });
    expect(sent.body.number).toMatch(/^Q-\d{4}-0001$/);
    const sheet = await call("GET", `/quote-revisions/${id}/sheet`, undefined, "support");
    expect(sheet.body).toMatchObject({ number: sent.body.number, totalMinor: "45155" });

    const revised = await call("POST", `/quotes/${quoteId}/revisions`, {});
    expect(revised).toMatchObject({ status: 201, body: { revision: 2, state: "draft" } });
    const again = await call("POST", `/quotes/${quoteId}/revisions`, {});
    expect(again.status).toBe(409);
    const next = revised.body;
    await call("POST", `/quote-revisions/${next.id}/send`, {
      version: next.version,
      sentToId: contactId,
    });
    const withdrawn = await call("POST", `/quote-revisions/${id}/withdraw`, { version: 4 });
    expect(withdrawn).toMatchObject({ status: 409, body: { title: "Gate closed" } });
    const accepted = await call("POST", `/quote-revisions/${next.id}/answer`, {
      version: next.version + 1,
      answer: "accepted",
      contactId,
      note: "by phone",
    });
    expect(accepted).toMatchObject({ status: 200, body: { state: "accepted" } });

    const detail = await call("GET", `/quotes/${quoteId}`, undefined, "support");
    expect(detail.body).toMatchObject({
      quote: { number: sent.body.number, trunkId },
      revisions: [
        { state: "accepted", lines: [{ unitPrice: "250" }, { unitPrice: "4.755" }], mail: [] },
        { state: "superseded" },
      ],
      contacts: [{ id: contactId }],
    });
    expect(detail.body.history[0]).toMatchObject({ action: "quote.accept", actorKind: "token" });
    expect((await call("GET", `/trunks/${trunkId}`)).body.trunk).toMatchObject({
      state: "configuring",
      maxChannels: 30,
      maxCallsPerSec: 10,
    });
    const found = await call(
      "GET",
      `/quotes?search=${sent.body.number.toLowerCase()}&state=accepted`,
    );
    expect(found.body.items).toMatchObject([{ id: quoteId, latest: { revision: 2 } }]);
    expect((await call("GET", "/quotes?state=withdrawn")).body.items).toEqual([]);
  });

  it("names the field of the line at fault, and refuses a discount over the limit", async () => {
    const lines = [{ kind: "usage", description: "Minutes", quantity: 5, unitPrice: "1e2" }];
    const wrong = await call("POST", "/quotes", { ...input(), lines });
    expect(wrong).toMatchObject({
      status: 422,
      body: {
        errors: [
          { field: "lines.0.quantity", detail: expect.stringContaining("in text") },
          { field: "lines.0.unitPrice", detail: expect.stringContaining("such as 12.50") },
        ],
      },
    });
    const gift = [
      { kind: "usage", description: "M", quantity: "1", unitPrice: "1", discountPercent: "50" },
    ];
    const refused = await call("POST", "/quotes", { ...input(), lines: gift });
    expect(refused).toMatchObject({
      status: 403,
      body: { errors: [{ field: "lines.0.discountPercent" }] },
    });
    expect((await call("POST", "/quotes", { ...input(), lines: gift }, "admin")).status).toBe(201);
  });
});
