// Documents over REST: up as base64, down as the same bytes, with the headers of a download.
import { afterAll, beforeAll, expect, it } from "vitest";
import { MAX_DOCUMENT_BYTES } from "@/lib/schemas/document-limits";
import { closeRuntime } from "@/lib/services/runtime";
import { type TestContexts, testContexts } from "@/lib/services/test-context";
import { createToken } from "@/lib/services/tokens/create-token";
import { makeCustomer } from "@/prisma/factories/customer";
import { answer } from "./answer";

let contexts: TestContexts;
let secret: string;
let customerId: string;

beforeAll(async () => {
  contexts = await testContexts();
  process.env.DATABASE_URL = contexts.database.portalUrl;
  process.env.LOG_LEVEL = "silent";
  const ctx = contexts.as("admin");
  secret = (await createToken(ctx, { name: "sales", role: "sales" })).secret;
  customerId = (await makeCustomer(ctx)).id;
});
afterAll(async () => {
  await closeRuntime();
  await contexts.close();
});

function send(method: string, path: string, body?: unknown): Promise<Response> {
  const request = new Request(`http://127.0.0.1/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer(request, path.split("?")[0]?.slice(1).split("/") ?? []);
}

const upload = (bytes: Uint8Array, fileName: string) =>
  send("POST", "/documents", {
    customerId,
    purpose: "contract",
    file: { fileName, bytes: Buffer.from(bytes).toString("base64") },
  });

it("brings the largest file up and down again, byte by byte", async () => {
  const bytes = Buffer.alloc(MAX_DOCUMENT_BYTES, "%PDF-1.7 and so on\n");
  const added = await upload(bytes, "Vertrag für Āpia.pdf");
  expect(added.status).toBe(201);
  const { id } = (await added.json()) as { id: string };
  const got = await send("GET", `/documents/${id}`);
  expect(got.headers.get("content-type")).toBe("application/pdf");
  expect(got.headers.get("content-disposition")).toContain("filename*=UTF-8''Vertrag%20f%C3%BCr");
  expect(got.headers.get("x-content-type-options")).toBe("nosniff");
  expect(got.headers.get("cache-control")).toBe("private, no-store");
  expect(got.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  const list = await send("GET", `/documents?customerId=${customerId}`);
  expect(await list.json()).toMatchObject({ items: [{ id, sizeBytes: MAX_DOCUMENT_BYTES }] });
});

it("names the field that is at fault", async () => {
  const tooLarge = await upload(Buffer.alloc(MAX_DOCUMENT_BYTES + 1, "%PDF-"), "a.pdf");
  expect(tooLarge.status).toBe(422);
  expect(await tooLarge.json()).toMatchObject({ errors: [{ field: "file" }] });
  const body = { customerId, file: { fileName: "a.pdf", bytes: "no base64!" } };
  const unreadable = await send("POST", "/documents", body);
  expect(await unreadable.json()).toMatchObject({ errors: [{ field: "file.bytes" }] });
  const missing = await send("POST", "/documents", { customerId });
  expect(await missing.json()).toMatchObject({ errors: [{ field: "file" }] });
});

it("answers 404 to an id that nobody has", async () => {
  expect((await send("GET", "/documents/018f0000-0000-7000-8000-000000000099")).status).toBe(404);
});
