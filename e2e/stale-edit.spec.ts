// Two people edit one carrier: the later save is refused with the difference, and nobody's work is lost unseen.
import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { sharedInstallation } from "./fixtures/installation";
import { expectLive, fill, signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();

test("a stale edit shows what differs, and saving over it keeps what the other one changed beside", async ({
  browser,
  page,
}) => {
  const name = `Stale ${randomUUID()}`;
  await signInAs(page, "admin", installation);
  await page.goto(`${installation.portalUrl}/carriers/new`);
  await fill(page.locator("main"), { "Carrier name": name, "Carrier country": "NZ" });
  await page.getByRole("button", { name: "Create carrier" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  const others = await browser.newContext();
  const other = await others.newPage();
  await signInAs(other, "onboarding", installation);
  await other.goto(page.url());

  const mine = await openEdit(page);
  await mine.getByLabel("Notes").fill("mine");

  const theirs = await openEdit(other);
  await fill(theirs, { "Carrier country": "AU" });
  await theirs.getByLabel("Notes").fill("theirs");
  await theirs.getByRole("button", { name: "Save carrier" }).click();
  await expect(theirs).toBeHidden();
  await expectLive(other);

  await mine.getByRole("button", { name: "Save carrier" }).click();
  await expect(mine.getByText("Changed meanwhile")).toBeVisible();
  await expect(mine.getByLabel("Notes")).toHaveValue("mine");
  const differences = mine.getByRole("table", { name: "What differs" });
  await expect(differences.getByRole("row", { name: "Notes theirs mine" })).toBeVisible();
  await expect(
    differences.getByRole("row", { name: "Carrier country AU not changed by you" }),
  ).toBeVisible();

  await mine.getByRole("button", { name: "Save mine over it" }).click();
  await expect(mine).toBeHidden();
  await expectLive(page);
  const again = await openEdit(page);
  await expect(again.getByLabel("Notes")).toHaveValue("mine");
  await expect(again.getByLabel("Carrier country")).toHaveValue("AU");
  await others.close();
});

async function openEdit(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Edit carrier" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  return dialog;
}
