// Finding things: one field for everything, lists that sort and come back, views that are kept, a list taken away, all by keys.
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { CARRIERS } from "@/prisma/seed-plan";
import { sharedInstallation } from "./fixtures/installation";
import { listening, signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();
const [KERERU, TUI] = CARRIERS;
const nameOf = (carrier: { readonly name: string } | undefined) => carrier?.name ?? "";

const field = (page: Page) => page.getByRole("combobox", { name: "Find anything" });
const options = (page: Page) => page.getByRole("listbox", { name: "Found" }).getByRole("option");

/** One press. */
async function openPalette(page: Page): Promise<void> {
  await listening(page);
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
}

test.beforeEach(async ({ page }) => {
  await signInAs(page, "onboarding", installation);
});

test("the palette finds a carrier by its name, a page by its words, and opens what was opened last", async ({
  page,
}) => {
  await openPalette(page);
  await field(page).fill(nameOf(TUI).slice(0, 4));
  const hit = options(page).filter({ hasText: nameOf(TUI) });
  await expect(hit.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: nameOf(TUI) })).toBeVisible();
  await expect(field(page)).toBeHidden();

  await openPalette(page);
  await expect(options(page).first()).toContainText(nameOf(TUI));
  await page.keyboard.press("ArrowDown");
  await expect(options(page).nth(1)).toHaveAttribute("aria-selected", "true");
  await field(page).fill("call check");
  await expect(options(page).first()).toContainText("Call check");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Call check" })).toBeVisible();
});

test("a pasted address finds its owner however it is written, and Escape gives the focus back", async ({
  page,
}) => {
  await page.goto(`${installation.portalUrl}/trunks`);
  const button = page.getByRole("banner").getByRole("button", { name: "Find" });
  await button.focus();
  await openPalette(page);
  for (const pasted of ["127.0.10.4:5060", "<sip:+6498879333@127.0.10.4;transport=udp>"]) {
    await field(page).fill(pasted);
    await expect(options(page).filter({ hasText: `ACL entry of ${nameOf(KERERU)}` })).toBeVisible();
    await expect(page.getByText("Read as 127.0.10.4.")).toBeVisible();
  }
  await field(page).fill("zzzz nothing of the kind");
  await expect(page.getByText("Nothing found.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test("a list is sorted by a header, and Back brings the order before back", async ({ page }) => {
  await page.goto(`${installation.portalUrl}/carriers`);
  const table = page.getByRole("table", { name: "Carriers" });
  // Other tests add carriers meanwhile: the demo's alone stay the same.
  const demo = CARRIERS.map(({ name }) => name);
  const names = async () =>
    (await table.getByRole("rowheader").allTextContents()).filter((name) => demo.includes(name));
  const header = table.getByRole("columnheader", { name: "Name" });
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  const ascending = await names();
  await header.getByRole("link").click();
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort=-name/);
  expect(await names()).toEqual([...ascending].reverse());
  await page.goBack();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  expect(await names()).toEqual(ascending);
  await expect(page.getByText(/^\d+ carriers$/)).toBeVisible();
});

test("a view is kept under a name, opens its list, and goes again", async ({ page }) => {
  await page.goto(`${installation.portalUrl}/trunks?state=live&sort=-name`);
  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save view" });
  await dialog.getByLabel("Name").fill("Live ones");
  await dialog.getByLabel("Open this list with it").check();
  await dialog.getByRole("button", { name: "Save view" }).click();
  const views = page.getByRole("navigation", { name: "Views" });
  const tab = views.getByRole("link", { name: "Live ones" });
  await expect(tab).toHaveAttribute("aria-current", "page");

  await page.goto(`${installation.portalUrl}/trunks`);
  await expect(page).toHaveURL(/sort=-name&state=live&view=/);
  await views.getByRole("link", { name: "All" }).click();
  await expect(page).toHaveURL(/\/trunks\?view=all$/);

  await tab.click();
  await expect(tab).toHaveAttribute("aria-current", "page");
  await page.getByRole("columnheader", { name: "State" }).getByRole("link").click();
  await page.getByRole("button", { name: "Save changes to Live ones" }).click();
  await expect(page.getByRole("button", { name: "Save changes to Live ones" })).toBeHidden();
  await expect(page).toHaveURL(/sort=state/);

  await page.getByRole("button", { name: "Remove the view Live ones" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove view" }).click();
  await expect(tab).toBeHidden();
});

test("the list that is shown is taken away as CSV", async ({ page }) => {
  await page.goto(`${installation.portalUrl}/carriers?search=${nameOf(TUI).slice(0, 4)}`);
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as CSV" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^carriers \d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text).toContain(nameOf(TUI));
  expect(text).not.toContain(nameOf(KERERU));
});

test("keys: rows, the list's search, areas, the list of keys; and none of them while typing", async ({
  page,
}) => {
  await page.goto(`${installation.portalUrl}/carriers`);
  await openPalette(page);
  await page.keyboard.press("Escape");
  await expect(field(page)).toBeHidden();
  const rows = page
    .getByRole("table", { name: "Carriers" })
    .getByRole("rowheader")
    .getByRole("link");
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toBeFocused();

  await page.keyboard.press("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await page.keyboard.type("jk?g");
  await expect(search).toHaveValue("jk?g");
  await expect(page.getByRole("dialog")).toBeHidden();

  await search.blur();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();

  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { level: 1, name: "Trunks" })).toBeVisible();
});
