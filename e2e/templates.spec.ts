// A carrier's settings become a template; the next carrier starts from it, and a half-filled form still names its faults.
import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { sharedInstallation } from "./fixtures/installation";
import { fill, signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();

test("a carrier is saved as a template, the template changed, and the next carrier starts from it", async ({
  page,
}) => {
  const mark = randomUUID().slice(0, 8);
  const template = `Like ${mark}`;
  await signInAs(page, "onboarding", installation);
  await page.goto(`${installation.portalUrl}/carriers/new`);
  const form = page.getByRole("form", { name: "New carrier" });
  await fill(form, { "Carrier name": `First ${mark}`, "Carrier country": "NZ" });
  await form.getByLabel("Authentication").selectOption("ACL and digest");
  await form.getByRole("button", { name: "Create carrier" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `First ${mark}` })).toBeVisible();

  await page.getByRole("button", { name: "Save as template" }).click();
  await fill(page.getByRole("dialog"), { "Template name": template });
  await page.getByRole("dialog").getByRole("button", { name: "Save template" }).click();
  const row = page.getByRole("row", { name: template });
  await expect(row).toContainText("ACL and digest");

  await row.getByRole("button", { name: `Edit ${template}` }).click();
  const dialog = page.getByRole("dialog");
  await fill(dialog, {
    "Trunk channels": "30",
    "Trunk calls per second": "3",
    "To ask in the first call": "Which sites send calls?",
  });
  const countries = dialog.getByLabel("Allowed destination countries", { exact: true });
  await expect(countries).toHaveAccessibleDescription(/^None:/);
  await countries.fill("NZ");
  await dialog.getByRole("button", { name: "Choose by name" }).click();
  await dialog.getByLabel("Find a country").fill("austral");
  await dialog.getByRole("checkbox", { name: "Australia +61" }).check();
  await dialog.getByLabel("Find a country").fill("+64");
  await expect(dialog.getByRole("checkbox", { name: "New Zealand +64" })).toBeChecked();
  await expect(countries).toHaveValue("AU, NZ");
  await expect(countries).toHaveAccessibleDescription("Australia +61, New Zealand +64");
  await dialog.getByLabel("Transport").selectOption("TCP");
  await dialog.getByLabel("Diversion").selectOption("Remove");
  await dialog.getByRole("button", { name: "Save template" }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText("removes Diversion");
  await expect(row).toContainText("calls to Australia +61, New Zealand +64");

  await row.getByRole("link", { name: `Start a carrier from ${template}` }).click();
  await expect(page.getByText("To ask: Which sites send calls?")).toBeVisible();
  await expect(form.getByLabel("Authentication")).toHaveValue("acl_and_digest");
  await expect(form.getByLabel("Trunk channels")).toHaveValue("30");
  // Nothing but the carrier is typed: what the template filled in asks for no trunk and no gateway.
  await fill(form, {
    "Carrier name": `Second ${mark}`,
    "Carrier country": "NZ",
    Host: "127.0.59.9",
  });
  await form.getByRole("button", { name: "Create carrier" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Second ${mark}` })).toBeVisible();
  await expect(page.getByText("ACL and digest")).toBeVisible();
  await expect(page.getByRole("row", { name: "127.0.59.9" })).toContainText("TCP");
});
