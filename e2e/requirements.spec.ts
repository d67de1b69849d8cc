// What a carrier declared against what its calls show, with live SIP: contradicted in plain sight, with the call, until someone looks.
import { expect, type Page, test } from "@playwright/test";
import { makeAclEntry, makeCarrier } from "@/prisma/factories/carrier";
import { PLATFORM } from "@/prisma/seed-plan";
import { asAdmin } from "./fixtures/admin-context";
import { sharedInstallation, sipAddressOf } from "./fixtures/installation";
import { PlacedCall } from "./fixtures/peer-call";
import { expectLive, signInAs } from "./fixtures/portal-pages";
import { SipPeer } from "./fixtures/sip-peer";

const installation = sharedInstallation();
const ADDRESS = "127.0.59.1";

const rowOf = (page: Page, code: string) =>
  page.getByRole("table", { name: "Requirements" }).getByRole("row").filter({ hasText: code });

test("an INVITE without + and one to an address contradict what the carrier declared", async ({
  page,
}) => {
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
    // What the worker does every minute, now.
    await prisma.$queryRaw`SELECT id FROM graphile_worker.add_job('observe-requirements', queue_name := 'timed')`;
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
