// Bad input in the forms: the field is named with what would be right, nothing typed is lost, nothing is stored.
import { expect, type Page, test } from "@playwright/test";
import { CARRIERS } from "@/prisma/seed-plan";
import { sharedInstallation } from "./fixtures/installation";
import { fill, signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();
const [KERERU, TUI] = CARRIERS;

test.beforeEach(async ({ page }) => {
  await signInAs(page, "admin", installation);
});

test("an ACL entry: too wide, private, another carrier's, Cradle's own", async ({ page }) => {
  await page.getByRole("link", { name: TUI?.name ?? "" }).click();
  const entries = page.getByRole("table", { name: "ACL entries" }).getByRole("row");
  await expect(entries.first()).toBeVisible();
  const before = await entries.count();
  await page.getByRole("button", { name: "Add ACL entry" }).click();
  const form = page.getByRole("form", { name: "Add ACL entry" });
  const block = form.getByLabel("Address or block", { exact: true });
  await fill(form, { "Entry label": "Third site", Comment: "By telephone" });

  const refusals = [
    ["0.0.0.0/0", "0.0.0.0/0 is wider than /24"],
    ["10.1.2.3", "10.1.2.3 is a private address"],
    ["192.0.2.9/29", "192.0.2.9/29 has host bits: did you mean 192.0.2.8/29?"],
    ["127.0.10.4", `Overlaps 127.0.10.0/29 of ${KERERU?.name}`],
    ["127.0.3.1", "Overlaps"],
    ["kereru.example", "kereru.example"],
  ] as const;
  for (const [typed, words] of refusals) {
    await block.fill(typed);
    await form.getByRole("button", { name: "Add ACL entry" }).click();
    await expect(form.locator('[data-fault="block"]')).toContainText(words);
    await expect(block).toHaveAttribute("aria-invalid", "true");
    await expect(block).toBeFocused();
    await expect(block).toHaveValue(typed);
    await expect(form.getByLabel("Entry label")).toHaveValue("Third site");
    await expect(form.getByLabel("Comment")).toHaveValue("By telephone");
  }
  await page.reload();
  await expect(entries).toHaveCount(before);
});

test("a number with a trunk 0 is told its right form", async ({ page }) => {
  await page.goto(`${installation.portalUrl}/trunks`);
  await page.getByRole("link", { name: TUI?.trunk.name ?? "", exact: true }).click();
  await page.getByRole("button", { name: "Add number" }).click();
  const form = page.getByRole("form", { name: "Add number" });
  await fill(form, { "E.164 number": "+64098879333" });
  await form.getByRole("button", { name: "Add number" }).click();
  await expect(form.locator('[data-fault="e164"]')).toHaveText(
    "+64098879333 has a trunk 0: did you mean +6498879333?",
  );
});

test("one wrong field of the long form: all else stays typed, and no part is stored", async ({
  page,
}) => {
  await page.getByRole("link", { name: "New carrier" }).click();
  const form = page.getByRole("form", { name: "New carrier" });
  const typed = {
    "Carrier name": "Never Stored Telecom",
    "Carrier country": "NZ",
    "Address or block": "127.0.51.1",
    Host: "127.0.51.9",
    "Customer name": "Never Stored Travel",
    "Customer country": "NZ",
    "Trunk name": "Never stored",
    "Trunk country": "NZ",
    "E.164 number": "+6498879333",
  };
  await fill(form, typed);
  await form.getByRole("button", { name: "Create carrier" }).click();
  // The number is another carrier's: known only once everything before it would have been stored.
  await expect(form.locator('[data-fault="number.e164"]')).toBeVisible();
  await expect(form.getByLabel("E.164 number", { exact: true })).toBeFocused();
  for (const [label, value] of Object.entries(typed)) {
    await expect(form.getByLabel(label, { exact: true })).toHaveValue(value);
  }
  for (const list of ["carriers", "customers", "trunks"]) {
    await page.goto(`${installation.portalUrl}/${list}?search=Never+stored`);
    await expect(page.getByRole("link", { name: /never stored/i })).toHaveCount(0);
  }
});

test("an edit of what somebody else changed meanwhile is refused, with the difference", async ({
  page,
}) => {
  const other = await page.context().newPage();
  await openEditor(page);
  await openEditor(other);
  await fill(other.getByRole("dialog"), { Notes: "Saved first" });
  await other.getByRole("button", { name: "Save carrier" }).click();
  await expect(other.getByRole("dialog")).toBeHidden();

  await fill(page.getByRole("dialog"), { Notes: "Saved second" });
  await page.getByRole("button", { name: "Save carrier" }).click();
  const difference = page.getByRole("dialog").getByRole("table", { name: "What differs" });
  await expect(difference).toContainText("Saved first");
  await expect(difference).toContainText("Saved second");
});

async function openEditor(page: Page): Promise<void> {
  await page.goto(`${installation.portalUrl}/carriers`);
  await page.getByRole("link", { name: CARRIERS[2]?.name ?? "" }).click();
  await page.getByRole("button", { name: "Edit carrier" }).click();
}
