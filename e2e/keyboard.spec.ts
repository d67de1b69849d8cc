// The portal without a mouse: signing in, the way to a form, the form, and back out of it.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { ACCOUNTS, CARRIERS } from "@/prisma/seed-plan";
import { sharedInstallation } from "./fixtures/installation";

const installation = sharedInstallation();
const MOST_TABS = 60;

test("signing in, opening a carrier and filling a form by keyboard alone", async ({ page }) => {
  await page.goto(`${installation.portalUrl}/sign-in`);
  await tabTo(page, page.getByLabel("E-mail"));
  await page.keyboard.type(ACCOUNTS[1].email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(installation.demoPassword);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Carriers" })).toBeVisible();

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: CARRIERS[0]?.name ?? "" }));
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: CARRIERS[0]?.name ?? "" }),
  ).toBeVisible();

  const open = page.getByRole("button", { name: "Add ACL entry" });
  await tabTo(page, open);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add ACL entry" });
  const block = dialog.getByLabel("Address or block", { exact: true });
  await tabTo(page, block);
  await page.keyboard.type("10.1.2.3");
  await page.keyboard.press("Enter");
  await expect(block).toBeFocused();
  await expect(dialog.getByText("10.1.2.3 is a private address")).toBeVisible();
  // A slip of the finger throws nothing away that was typed; Cancel does.
  await page.keyboard.press("Escape");
  await expect(block).toHaveValue("10.1.2.3");
  await tabTo(page, dialog.getByRole("button", { name: "Cancel" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
});

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let press = 0; press < MOST_TABS; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${MOST_TABS} presses of Tab did not reach ${target}`);
}
