// The audit trail in a browser: found by what changed, and its chain verified, what is new and as a whole.
import { expect, test } from "@playwright/test";
import { updateCarrier } from "@/lib/services/carriers/update-carrier";
import { makeCarrier } from "@/prisma/factories/carrier";
import { asAdmin } from "./fixtures/admin-context";
import { sharedInstallation } from "./fixtures/installation";
import { signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();

test("an event is found by what was there before it, and leads to its thing and back", async ({
  page,
}) => {
  await signInAs(page, "admin", installation);
  const carrier = await asAdmin(installation, async (ctx) => {
    const made = await makeCarrier(ctx, { name: "Searched Carrier", notes: "Quagga of Karoo" });
    return updateCarrier(ctx, { id: made.id, version: made.version, notes: "" });
  });
  await page.goto(`${installation.portalUrl}/carriers/${carrier.id}/audit`);
  await page.getByRole("link", { name: "Search and filter it" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill("quagga of");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  const rows = page.getByRole("table", { name: "Audit events" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("carrier.update");
  await expect(rows.nth(2)).toContainText("carrier.create");
  await rows.nth(1).getByRole("link", { name: "carrier", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: carrier.name })).toBeVisible();
});

test("the chain is verified as a whole, then what is new; the page keeps up to where, by whom and when", async ({
  page,
}) => {
  await signInAs(page, "support", installation);
  await page.goto(`${installation.portalUrl}/audit`);
  const chain = page.getByRole("region", { name: "Chain" });
  await chain.getByRole("button", { name: "Verify the whole chain" }).click();
  const holds = chain.getByRole("status").filter({ hasText: "The chain holds" });
  await expect(holds).toHaveText(/^The chain holds: events 1 to \d+ checked$/);
  await expect(
    chain.getByText(/^Verified as a whole up to event \d+ by Demo support, /),
  ).toBeVisible();
  await chain.getByRole("button", { name: "Verify what is new" }).click();
  // At least the event of the first check.
  await expect(holds).toHaveText(/^The chain holds: events (?!1 )\d+ to \d+ checked$/);
  await expect(chain.getByText(/^Verified up to event \d+ by Demo support, /)).toBeVisible();
  await expect(
    chain.getByText(/^Verified as a whole up to event \d+ by Demo support, /),
  ).toBeVisible();
});
