// What a carrier declared against what its calls show, with live SIP: contradicted in plain sight, with the call, until someone looks.
import { expect, type Page, test } from "@playwright/test";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { getConfigStatus } from "@/lib/services/agents/get-config-status";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import { recordRequirement } from "@/lib/services/requirements/record-requirement";
import { announceTestCall } from "@/lib/services/test-calls/announce-test-call";
import { matchTestCall } from "@/lib/services/test-calls/match-test-call";
import { makeAclEntry, makeCarrier, makeGateway } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeByocNumber } from "@/prisma/factories/number";
import { makeTrunk, takeTrunkTo } from "@/prisma/factories/trunk";
import { ACCOUNTS, PLATFORM } from "@/prisma/seed-plan";
import { asAdmin, type Prisma } from "./fixtures/admin-context";
import { type CoreTurn, takeCoreTurn } from "./fixtures/core-turn";
import { sharedInstallation, sipAddressOf } from "./fixtures/installation";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { expectLive, signInAs } from "./fixtures/portal-pages";
import { SipPeer } from "./fixtures/sip-peer";

const installation = sharedInstallation();
const ADDRESS = "127.0.59.1";
const REWRITER = "127.0.59.2";
const STRANGER = "127.0.59.3";
const NUMBER = "+6495550177";

const rowOf = (page: Page, code: string) =>
  page.getByRole("table", { name: "Requirements" }).getByRole("row").filter({ hasText: code });

test("an INVITE without + and one to an address contradict what the carrier declared", async ({
  page,
}) => {
  test.setTimeout(150_000);
  await signInAs(page, "admin", installation);
  const carrier = await asAdmin(installation, async (ctx) => {
    const made = await makeCarrier(ctx, { name: "Contradicted Carrier" });
    await makeAclEntry(ctx, made.id, { block: ADDRESS });
    return made;
  });
  const path = `${installation.portalUrl}/carriers/${carrier.id}`;
  await page.goto(`${path}/requirements`);
  for (const code of ["E164_TERMINATION", "INVITE_TO_FQDN", "DIRECT_SIP"]) {
    await page.getByRole("button", { name: `${code}: met`, exact: true }).click();
    await expect(rowOf(page, code).getByText("Met", { exact: true }).first()).toBeVisible();
    await expectLive(page);
  }
  await expect(page.getByText("Contradicted", { exact: true })).toHaveCount(0);

  const agent = sipAddressOf(installation);
  const peer = await SipPeer.open(ADDRESS);
  const from = `<sip:+6421555123@${ADDRESS}>`;
  const call = (requestUri: string) => PlacedCall.place(agent, { peer, requestUri, from });
  await call(`sip:6498879333@${PLATFORM.signallingFqdn}`).refused();
  await call(`sip:+6498879333@${agent.address}:${agent.port}`).refused();
  await peer.close();
  await asAdmin(installation, async (_ctx, prisma) => {
    const where = { carrierId: carrier.id, complete: true };
    await expect.poll(() => prisma.callRecord.count({ where }), { timeout: 20_000 }).toBe(2);
    await observeNow(prisma);
  });

  const noPlus = rowOf(page, "E164_TERMINATION");
  await expect(noPlus.getByText("Contradicted", { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(noPlus).toContainText("sent a B-number without +");
  await expect(noPlus).toContainText(`sip:6498879333@${PLATFORM.signallingFqdn}`);
  const toAddress = rowOf(page, "INVITE_TO_FQDN");
  await expect(toAddress.getByText("Contradicted", { exact: true })).toBeVisible();
  await expect(toAddress).toContainText(`sip:+6498879333@${agent.address}:${agent.port}`);
  const direct = rowOf(page, "DIRECT_SIP");
  await expect(direct).toContainText("sent an INVITE from an address of its ACL 2×");
  await expect(direct.getByText("Contradicted")).toHaveCount(0);

  await test.step("onboarding is told by mail, with the call", async () => {
    const told = await mailAbout(page, `traffic contradicts E164_TERMINATION of ${carrier.name}`);
    const { callRecordId } = await asAdmin(installation, (_ctx, prisma) =>
      prisma.requirementObservation.findFirstOrThrow({
        where: { carrierId: carrier.id, kind: "b-without-plus" },
      }),
    );
    expect(told).toContain(`${installation.portalUrl}/calls/${callRecordId}`);
    expect(told).toContain(`${path}/requirements#E164_TERMINATION`);
    expect(told).not.toContain("6498879333");
  });

  await page.goto(`${path}/requirements`);
  await toAddress.getByRole("link", { name: /an INVITE to an address/ }).click();
  await expect(page.getByText("fqdn-required").first()).toBeVisible();

  await page.goto(path);
  const banner = page.getByText("Traffic contradicts 2 requirements that were declared met");
  await expect(banner).toBeVisible();
  await page.getByRole("link", { name: "INVITE_TO_FQDN" }).click();
  await page.getByRole("button", { name: "INVITE_TO_FQDN: still met" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Note").fill("One switch had our address; it has the name now.");
  await dialog.getByRole("button", { name: "Record as met again" }).click();
  await expect(dialog).toBeHidden();
  await expect(toAddress.getByText("Contradicted", { exact: true })).toHaveCount(0);
  await expect(toAddress.getByText("Looked at", { exact: true }).first()).toBeVisible();
  await expect(noPlus.getByText("Contradicted", { exact: true })).toBeVisible();
});

test("a rewritten A-number contradicts, with the call; a source outside the ACL is only suspected", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const turn: CoreTurn = await takeCoreTurn();
  const core = await SipPeer.open(PLATFORM.coreEndpoint.host, PLATFORM.coreEndpoint.port);
  const peer = await SipPeer.open(REWRITER);
  const stranger = await SipPeer.open(STRANGER);
  const agent = sipAddressOf(installation);
  const place = (from: SipPeer, aNumber: string) =>
    PlacedCall.place(agent, {
      peer: from,
      requestUri: `sip:${NUMBER}@${PLATFORM.signallingFqdn}`,
      from: `<sip:${aNumber}@carrier.example>`,
    });
  try {
    await signInAs(page, "admin", installation);
    const { carrierId, testCallId } = await makeTestedCarrier();
    await page.goto(`${installation.portalUrl}/carriers/${carrierId}/requirements`);
    await expectApplied();

    const call = place(peer, "+6421555999");
    const taken = await TakenCall.take(core, agent, call.callId);
    await Promise.all([taken.answer(), call.answered()]);
    await Promise.all([call.request("BYE"), taken.accept("BYE")]);
    place(stranger, "+6421555123");

    await asAdmin(installation, async (ctx, prisma) => {
      const finished = async () => (await matchTestCall(ctx, { id: testCallId })).state;
      await expect.poll(finished, { timeout: 20_000 }).toBe("failed");
      const where = { address: STRANGER };
      await expect.poll(() => prisma.unknownSource.count({ where }), { timeout: 30_000 }).toBe(1);
      await observeNow(prisma);
    });

    const rewritten = rowOf(page, "A_NUMBER_TERMINATION");
    await expect(rewritten.getByText("Contradicted", { exact: true })).toBeVisible({
      timeout: 40_000,
    });
    await expect(rewritten).toContainText("+6421555999");
    const fixed = rowOf(page, "FIXED_SOURCE_ADDRESSES");
    await expect(fixed.getByText("Suspected", { exact: true })).toBeVisible({ timeout: 40_000 });
    await expect(fixed.getByRole("link", { name: STRANGER })).toBeVisible();
    await expect(fixed.getByText("Contradicted")).toHaveCount(0);
    await rewritten.getByRole("link", { name: /^The call that shows it/ }).click();
    await expect(page.getByText(call.callId).first()).toBeVisible();
  } finally {
    for (const one of [core, peer, stranger]) await one.close();
    await turn.end();
  }
});

test("evidence is a note or a file; a waiver is an admin's, with a reason that stays on the page", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, "admin", installation);
  const carrier = await asAdmin(installation, (ctx) =>
    makeCarrier(ctx, { name: "Proven Carrier" }),
  );
  const path = `${installation.portalUrl}/carriers/${carrier.id}/requirements`;

  const other = await browser.newPage();
  await signInAs(other, "onboarding", installation);
  await other.goto(path);
  await other.getByRole("button", { name: "DIGEST: note" }).click();
  const note = other.getByRole("dialog", { name: "Note on DIGEST" });
  await note.getByRole("textbox", { name: "Note" }).fill("Their switch knows MD5 alone.");
  await note.getByRole("button", { name: "Save note" }).click();
  await expect(note).toBeHidden();
  await expect(rowOf(other, "DIGEST")).toContainText("Their switch knows MD5 alone.");

  await rowOf(other, "ACL_AUTH").getByRole("button", { name: "Add file" }).click();
  const file = other.getByRole("dialog", { name: "Add evidence to ACL_AUTH" });
  const buffer = Buffer.from("<html><script>alert(1)</script></html>");
  await file
    .getByLabel("File")
    .setInputFiles({ name: "word.pdf", mimeType: "application/pdf", buffer });
  await file.getByRole("button", { name: "Add document" }).click();
  await expect(file.locator("[data-fault=file]")).toBeVisible();
  const right = Buffer.from("We allow the FQDN and every egress address, without registration.\n");
  await file
    .getByLabel("File")
    .setInputFiles({ name: "word.txt", mimeType: "text/plain", buffer: right });
  await file.getByRole("button", { name: "Add document" }).click();
  await expect(file).toBeHidden();
  const link = rowOf(other, "ACL_AUTH").getByRole("link", { name: /word\.txt/ });
  const [download] = await Promise.all([other.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("word.txt");
  await expect(other.getByRole("button", { name: "ACL_AUTH: waive" })).toHaveCount(0);
  await other.close();

  await page.goto(path);
  await page.getByRole("button", { name: "ACL_AUTH: waive" }).click();
  const waive = page.getByRole("alertdialog");
  await waive.getByRole("button", { name: "Waive requirement" }).click();
  await expect(waive.getByText(/must say why/i)).toBeVisible();
  await waive.getByLabel("Reason for the waiver").fill("One customer, and the NOC watches it.");
  await waive.getByRole("button", { name: "Waive requirement" }).click();
  await expect(waive).toBeHidden();
  const row = rowOf(page, "ACL_AUTH");
  await expect(row.getByText("Waived", { exact: true }).first()).toBeVisible();
  await expect(row).toContainText("One customer, and the NOC watches it.");
});

/** A carrier that declared everything, and an inbound test call that is announced on its trunk. */
function makeTestedCarrier(): Promise<{ carrierId: string; testCallId: string }> {
  return asAdmin(installation, async (ctx) => {
    const carrier = await makeCarrier(ctx, { name: "Rewriting Carrier" });
    for (const { code } of REQUIREMENTS) {
      const check = await ctx.read.carriers.getRequirementCheck(carrier.id, code);
      const version = check?.version;
      await recordRequirement(ctx, { carrierId: carrier.id, code, state: "met", version });
    }
    await changeCarrierState(ctx, { id: carrier.id, version: carrier.version, to: "ready" });
    await makeAclEntry(ctx, carrier.id, { block: REWRITER });
    await makeGateway(ctx, carrier.id, { host: REWRITER });
    const customer = await makeCustomer(ctx, { name: "Customer of Rewriting" });
    const trunk = await makeTrunk(ctx, carrier.id, customer.id);
    await makeByocNumber(ctx, trunk.id, { e164: NUMBER });
    await takeTrunkTo(ctx, trunk, "testing");
    const { id } = await announceTestCall(ctx, {
      ...{ trunkId: trunk.id, direction: "termination" },
      ...{ announcedA: "+6421555123", announcedB: NUMBER },
    });
    return { carrierId: carrier.id, testCallId: id };
  });
}

/** What was made by verbs, without a press that shows a mark, is enforced. */
async function expectApplied(): Promise<void> {
  await asAdmin(installation, async (ctx) => {
    const live = async () => (await getConfigStatus(ctx)).live;
    await expect.poll(live, { timeout: 20_000 }).toBe(1);
  });
}

/** What the worker does every minute, now. */
async function observeNow(prisma: Prisma): Promise<void> {
  await prisma.$queryRaw`SELECT id FROM graphile_worker.add_job('observe-requirements', queue_name := 'timed')`;
}

/** The text of a message to onboarding, once the job worker has delivered it. */
async function mailAbout(page: Page, subject: string): Promise<string> {
  const { email } = ACCOUNTS[1];
  await expect(async () => {
    await page.goto(`${installation.portalUrl}/mail/inbox`);
    const row = page.getByRole("row").filter({ hasText: subject }).filter({ hasText: email });
    await row.getByRole("link").first().click({ timeout: 500 });
    await expect(page.getByRole("heading", { name: subject })).toBeVisible();
  }).toPass({ timeout: 30_000 });
  return (await page.locator("pre").first().textContent()) ?? "";
}
