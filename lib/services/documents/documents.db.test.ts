// Documents: judged by content, kept as they came, for who may change what they belong to.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/auth/actor";
import { MAX_DOCUMENT_BYTES } from "@/lib/schemas/document-limits";
import { makeCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { listAuditEvents } from "../audit/list-audit-events";
import { getCarrier } from "../carriers/get-carrier";
import { type TestContexts, testContexts } from "../test-context";
import { getDocument } from "./get-document";
import { listDocuments } from "./list-documents";
import { uploadDocument } from "./upload-document";

let contexts: TestContexts;
let carrierId: string;
beforeAll(async () => {
  contexts = await testContexts();
  carrierId = (await makeCarrier(contexts.as("admin"))).id;
});
afterAll(() => contexts.close());

const text = (words: string) => new TextEncoder().encode(words);
const PDF = text("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n");
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const upload = (fileName: string, bytes: Uint8Array, more: object = { carrierId }) =>
  uploadDocument(contexts.as("admin"), { purpose: "evidence", ...more, file: { fileName, bytes } });

describe("a document", () => {
  test("keeps its bytes, with the type found in them, and leaves an event without them", async () => {
    const kept = await upload("C:\\papers\\offer\u202e.pdf", PDF);
    expect(kept).toMatchObject({
      fileName: "offer.pdf",
      contentType: "application/pdf",
      sizeBytes: PDF.byteLength,
      sha256: createHash("sha256").update(PDF).digest("hex"),
    });
    const got = await getDocument(contexts.as("support"), { id: kept.id });
    expect(Buffer.from(got.bytes).equals(PDF)).toBe(true);
    const { items } = await listAuditEvents(contexts.as("admin"), { carrierId, entityId: kept.id });
    expect(items[0]).toMatchObject({ action: "document.add", after: { fileName: "offer.pdf" } });
    expect(items[0]?.after).not.toHaveProperty("bytes");
    const list = await listDocuments(contexts.as("sales"), { carrierId });
    expect(list.items.map((item) => item.id)).toContain(kept.id);
    expect(list.items[0]).not.toHaveProperty("bytes");
  });

  test("of JSON comes as base64", async () => {
    const bytes = Buffer.from(PDF).toString("base64");
    const file = { fileName: "a.pdf", bytes };
    const kept = await uploadDocument(contexts.as("admin"), { carrierId, file });
    expect(kept.sizeBytes).toBe(PDF.byteLength);
  });

  test.each([
    ["scan", PNG, "image/png", "scan.png"],
    ["numbers.csv", text("e164\n+6498879333\n"), "text/csv", "numbers.csv"],
    ["note.txt", text("BM begins a bitmap, and this sentence\n"), "text/plain", "note.txt"],
    ["mail.eml", text("From: a@b.example\r\nDate: x\r\n\r\nHello"), "message/rfc822", "mail.eml"],
    ["Āpia – цена.txt", text("ok"), "text/plain", "Āpia – цена.txt"],
  ])("%s is kept", async (fileName, bytes, contentType, keptName) => {
    expect(await upload(fileName, bytes)).toMatchObject({ contentType, fileName: keptName });
  });

  test.each([
    ["nothing", "a.pdf", text(""), /is empty/],
    ["one byte too many", "a.pdf", new Uint8Array(MAX_DOCUMENT_BYTES + 1), /at most 10 MB/],
    ["a program", "a.exe", text("MZ\0\0"), /not kept/],
    ["a picture that is called PDF", "a.pdf", PNG, /its content is PNG/],
    ["a page", "a.html", text("<!doctype html><script>1</script>"), /not kept/],
    ["a drawing with scripts", "a.svg", text('<svg xmlns="http://www.w3.org/2000/svg"/>'), /kept/],
    ["text with NUL", "a.txt", text("a\0b"), /UTF-8/],
    ["text in another encoding", "a.csv", Uint8Array.of(0x63, 0xe9, 0x0a), /UTF-8/],
    ["a mail that is none", "a.eml", text("hello"), /as a mail does/],
  ])("%s is refused at the field", async (_what, fileName, bytes, words) => {
    await expect(upload(fileName, bytes)).rejects.toMatchObject({
      kind: "invalid-input",
      fields: [{ path: "file", message: expect.stringMatching(words) }],
    });
  });

  test("belongs to exactly one thing that exists", async () => {
    const other = (await makeCustomer(contexts.as("admin"))).id;
    const both = upload("a.pdf", PDF, { carrierId, customerId: other });
    await expect(both).rejects.toMatchObject({ kind: "invalid-input" });
    await expect(upload("a.pdf", PDF, {})).rejects.toMatchObject({ kind: "invalid-input" });
    await expect(upload("a.pdf", PDF, { trunkId: other })).rejects.toMatchObject({
      fields: [{ path: "trunkId" }],
    });
  });

  test("takes no name that drawn documents have: nobody's upload stands for the letter itself", async () => {
    for (const purpose of ["loa", "LOA", "quote", "hand-off sheet"]) {
      await expect(upload("a.pdf", PDF, { carrierId, purpose })).rejects.toMatchObject({
        fields: [{ path: "purpose" }],
      });
    }
    await upload("a.pdf", PDF, { carrierId, purpose: "signed LOA" });
  });

  test("is never changed, whoever asks", async () => {
    const { id } = await upload("a.pdf", PDF);
    const change = contexts.pool.prisma.document.update({ where: { id }, data: { purpose: "x" } });
    await expect(change).rejects.toThrow();
  });
});

describe("who may add one", () => {
  const cases: readonly [string, readonly Role[]][] = [
    ["carrierId", ["admin", "onboarding"]],
    ["customerId", ["admin", "sales"]],
    ["requirementCheckId", ["admin", "onboarding"]],
    ["verificationRequestId", ["admin", "onboarding", "support"]],
    ["trunkId", ["admin", "onboarding"]],
    ["quoteRevisionId", ["admin", "sales"]],
    ["exchangeId", ["admin", "onboarding", "sales", "support"]],
  ];
  test.each(cases)("to a thing named by %s", async (field, allowed) => {
    for (const role of ["admin", "onboarding", "sales", "support"] as const) {
      const ctx = contexts.as(role);
      const file = { fileName: "a.pdf", bytes: PDF };
      const outcome = uploadDocument(ctx, { [field]: ctx.newId(), file });
      const kind = allowed.includes(role) ? "invalid-input" : "refused";
      await expect(outcome).rejects.toMatchObject({ kind });
    }
  });

  test("evidence of a requirement appears in its carrier's audit trail", async () => {
    const ctx = contexts.as("onboarding");
    const { requirementChecks } = await getCarrier(ctx, { id: carrierId });
    const requirementCheckId = requirementChecks[0]?.id;
    const kept = await upload("a.pdf", PDF, { requirementCheckId });
    const { items } = await listAuditEvents(ctx, { carrierId, entityId: kept.id });
    expect(items).toHaveLength(1);
  });
});
