// A new egress address: each carrier is told by mail, reminded, and gone from the list once its answer is recorded.
import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { sendHandOff } from "@/lib/services/hand-offs/send-hand-off";
import { addTaxRate } from "@/lib/services/tax-rates/add-tax-rate";
import { makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeContact } from "@/prisma/factories/contact";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeAcceptedQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { asAdmin } from "./fixtures/admin-context";
import { sharedInstallation } from "./fixtures/installation";
import { fill, signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();
/** Announced for a year that no test sees: other tests' carriers are told of it, and none needs it to go live. */
const ADDRESS = "127.0.1.77";
const FROM = "2090-01-31T09:00";

/** A carrier that was handed a sheet, with a NOC that has this address. */
async function toldCarrier(name: string, email: string): Promise<string> {
  return asAdmin(installation, async (ctx) => {
    const carrier = await makeReadyCarrier(ctx, { name });
    const noc = await makeContact(
      ctx,
      { carrierId: carrier.id },
      { role: "noc", name: "Night shift", email },
    );
    const customer = await makeCustomer(ctx, { name: `Customer of ${name}` });
    const trunk = await makeTrunk(ctx, carrier.id, customer.id);
    // New Zealand's is the story's to add.
    await addTaxRate(ctx, { country: "WS", name: "VAT", percent: "15" });
    await makeAcceptedQuote(ctx, trunk.id, { taxCountry: "WS" });
    await sendHandOff(ctx, { carrierId: carrier.id, contactId: noc.id });
    return carrier.id;
  });
}

/** Mail is delivered by the job worker: looked at anew until it is there. */
async function untilInInbox(page: Page, subject: string, email: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${installation.portalUrl}/mail/inbox`);
    const row = page.getByRole("row").filter({ hasText: subject }).filter({ hasText: email });
    await expect(row.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

test("a new egress address is told by mail, reminded of, and answered; the list and the log say so", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const name = `Told ${randomUUID()}`;
  const email = `noc-${randomUUID()}@carrier.example`;
  await signInAs(page, "admin", installation);
  const carrierId = await toldCarrier(name, email);

  await page.goto(`${installation.portalUrl}/settings/network`);
  await page.getByRole("button", { name: "Add egress address" }).click();
  const dialog = page.getByRole("dialog", { name: "Add egress address" });
  await fill(dialog, { Address: ADDRESS, Label: "Second site", "In use from (UTC)": FROM });
  await dialog.getByRole("button", { name: "Add egress address" }).click();
  await expect(dialog).toBeHidden();
  const row = page
    .getByRole("table", { name: "Egress addresses" })
    .getByRole("row", { name: ADDRESS });
  await expect(row.getByText("Announced")).toBeVisible();
  await expect(row.getByText(/^\d+ of \d+ do not allow it yet$/)).toBeVisible();

  try {
    await row.getByRole("link", { name: "Who has not answered" }).click();
    const notices = page.getByRole("table", { name: "Notices" });
    const told = notices.getByRole("row", { name });
    await expect(told.getByText("Not acknowledged")).toBeVisible();
    const subject = `Cradle BYOC: one more egress address, ${ADDRESS}`;
    await untilInInbox(page, subject, email);

    await page.goto(`${installation.portalUrl}/settings/notices?subject=${ADDRESS}`);
    const remind = page.getByRole("button", { name: `Remind ${name} of ${ADDRESS}` });
    await remind.click();
    // Nobody twice within a day.
    await expect(remind).toHaveCount(0);
    await expect(told.getByText(/^reminded /)).toBeVisible();
    await untilInInbox(page, `Reminder: ${subject}`, email);

    await page.goto(`${installation.portalUrl}/settings/notices?subject=${ADDRESS}`);
    await told.getByRole("link", { name }).click();
    await expect(page.getByText(`add ${ADDRESS} to your access list`)).toBeVisible();
    await page.getByRole("button", { name: "Record answer" }).click();
    const answer = page.getByRole("dialog", { name: `Answer of ${name}` });
    await answer.getByRole("button", { name: "Record answer" }).click();
    await expect(answer.getByText(/must quote the carrier's word/i)).toBeVisible();
    await answer.getByLabel("The carrier's words").fill("Mail of the night shift: allowed.");
    await answer.getByRole("button", { name: "Record answer" }).click();
    await expect(answer).toBeHidden();
    await expect(page.getByText("Done", { exact: true })).toBeVisible();
    await expect(page.getByText(/^Night shift, /)).toBeVisible();

    await page.goto(`${installation.portalUrl}/settings/notices?subject=${ADDRESS}`);
    await expect(page.getByRole("heading", { name: "Notices to carriers" })).toBeVisible();
    await expect(told).toHaveCount(0);
    await page.goto(`${installation.portalUrl}/carriers/${carrierId}/contacts`);
    for (const line of [subject, `Reminder: ${subject}`, `Notice on ${ADDRESS} acknowledged`]) {
      await expect(page.getByText(line, { exact: true })).toBeVisible();
    }
  } finally {
    await page.goto(`${installation.portalUrl}/settings/network`);
    await page.getByRole("button", { name: `Remove egress address ${ADDRESS}` }).click();
    const confirm = page.getByRole("alertdialog");
    await confirm.getByRole("button", { name: "Remove egress address" }).click();
    await expect(row).toHaveCount(0);
  }
});
