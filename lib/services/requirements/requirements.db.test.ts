// Requirement checks: what keeps a carrier from ready, named one by one; who found what, when, and by which evidence.
import { afterAll, beforeAll, expect, test } from "vitest";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { makeCarrier } from "@/prisma/factories/carrier";
import { listAuditEvents } from "../audit/list-audit-events";
import { changeCarrierState } from "../carriers/change-carrier-state";
import type { Context } from "../context";
import { uploadDocument } from "../documents/upload-document";
import { inviteStaff } from "../staff/invite-staff";
import { type TestContexts, testContexts } from "../test-context";
import { listRequirementChecks } from "./list-requirement-checks";
import { recordRequirement } from "./record-requirement";

let contexts: TestContexts;
let ctx: Context;
beforeAll(async () => {
  contexts = await testContexts();
  ctx = contexts.as("onboarding");
});
afterAll(() => contexts.close());

const MUSTS = REQUIREMENTS.filter(({ must }) => must).map(({ code }) => code);

async function checkOf(carrierId: string, code: string) {
  const check = (await listRequirementChecks(ctx, { carrierId })).find((row) => row.code === code);
  if (check === undefined) throw new Error(`no check of ${code}`);
  return check;
}

/** What stands between a carrier and ready, as the refusal names it. */
async function missing(id: string, version: number): Promise<string[]> {
  const refusal = await changeCarrierState(ctx, { id, version, to: "ready" }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({ kind: "gate-closed" });
  const { conditions } = refusal as { conditions: { message: string; subject: string }[] };
  for (const { message, subject } of conditions) expect(message).toContain(subject);
  return conditions.map(({ subject }) => subject);
}

test("ready is refused by the name of each must that is missing, and of no other, until none is", async () => {
  const { id, version } = await makeCarrier(ctx);
  expect(MUSTS.length).toBeGreaterThan(5);
  const open: string[] = [...MUSTS];
  expect(await missing(id, version)).toEqual(open);
  for (const { code } of REQUIREMENTS) {
    const check = await checkOf(id, code);
    await recordRequirement(ctx, { carrierId: id, code, state: "met", version: check.version });
    if (!open.includes(code)) continue;
    open.splice(open.indexOf(code), 1);
    if (open.length > 0) expect(await missing(id, version)).toEqual(open);
  }
  expect(await changeCarrierState(ctx, { id, version, to: "ready" })).toMatchObject({
    state: "ready",
  });
});

test("one found not met is missing again; waived by an admin with a reason it is not", async () => {
  const { id, version } = await makeCarrier(ctx);
  const code = "ACL_AUTH";
  const unmet = await recordRequirement(ctx, {
    carrierId: id,
    code,
    state: "not_met",
    note: "asks us to register",
    version: 1,
  });
  expect(await missing(id, version)).toEqual(MUSTS);
  const waiver = { carrierId: id, code, state: "waived", version: unmet.version };
  await expect(
    recordRequirement(ctx, { ...waiver, waiverReason: "they promised" }),
  ).rejects.toMatchObject({ kind: "refused" });
  const admin = contexts.as("admin");
  await expect(recordRequirement(admin, waiver)).rejects.toMatchObject({
    fields: [{ path: "waiverReason", message: "must say why, in a few words" }],
  });
  await recordRequirement(admin, { ...waiver, waiverReason: "comes with their next release" });
  expect(await missing(id, version)).toEqual(MUSTS.filter((must) => must !== code));
  await expect(
    recordRequirement(ctx, { carrierId: id, code, state: "met", version: unmet.version }),
  ).rejects.toMatchObject({ kind: "stale-edit" });
  const events = await listAuditEvents(ctx, { carrierId: id, entityTable: "requirement_check" });
  expect(events.items).toMatchObject([
    { action: "requirement.waive", reason: "comes with their next release" },
    { action: "requirement.record" },
  ]);
});

test("a check shows its wording, who made it, when, and the files that prove it", async () => {
  const { id: carrierId } = await makeCarrier(ctx);
  const admin = contexts.as("admin");
  const person = await inviteStaff(admin, {
    email: "onboarding@example.com",
    name: "Onboarding desk",
    role: "onboarding",
  });
  const desk = contexts.asActor({
    kind: "staff",
    id: person.id,
    name: person.name,
    role: "onboarding",
    sessionId: ctx.newId(),
    isDemo: false,
  });
  contexts.setNow(new Date("2026-11-22T10:00:00Z"));
  const recorded = await recordRequirement(desk, {
    carrierId,
    code: "DIGEST",
    state: "met",
    note: "tried in their laboratory",
    version: 1,
  });
  contexts.setNow(null);
  const bytes = new TextEncoder().encode("the carrier's own words\n");
  const file = { fileName: "answer.txt", bytes };
  const document = await uploadDocument(desk, { requirementCheckId: recorded.id, file });
  const checks = await listRequirementChecks(contexts.as("support"), { carrierId });
  expect(checks.map(({ code, must, wording }) => ({ code, must, wording }))).toEqual(REQUIREMENTS);
  expect(checks.at(-1)).toEqual({
    ...recorded,
    must: false,
    disagreement: null,
    observations: [],
    wording: "Can answer a digest challenge with username and password",
    checkedByName: "Onboarding desk",
    checkedAt: new Date("2026-11-22T10:00:00Z"),
    documents: [{ id: document.id, fileName: "answer.txt" }],
  });
  expect(checks[0]).toMatchObject({ state: "unknown", checkedByName: null, documents: [] });
  await expect(listRequirementChecks(ctx, { carrierId: ctx.newId() })).rejects.toMatchObject({
    kind: "not-found",
  });
});
