// Ways that several parts of the story go through the portal.
import { expect, type Page } from "@playwright/test";
import { CARRIER, TRUNK } from "./cast";

/** Types into a look-up and takes what it finds. */
export async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).fill(name);
  await page.getByRole("option", { name }).first().click();
}

export async function openTrunk(page: Page, portalUrl: string): Promise<void> {
  await page.goto(`${portalUrl}/trunks`);
  await page.getByRole("link", { name: TRUNK }).click();
  await expect(page.getByRole("heading", { level: 1, name: TRUNK })).toBeVisible();
}

export async function openCarrierTab(page: Page, portalUrl: string, tab: string): Promise<void> {
  await page.goto(`${portalUrl}/carriers`);
  await page.getByRole("link", { name: CARRIER }).click();
  await expect(page.getByRole("heading", { level: 1, name: CARRIER })).toBeVisible();
  if (tab === "Overview") return;
  const tabs = page.getByRole("navigation", { name: "Carrier", exact: true });
  const link = tabs.getByRole("link", { name: tab });
  await link.click();
  await expect(link).toHaveAttribute("aria-current", "page");
}
