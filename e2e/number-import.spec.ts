// A list of numbers from a spreadsheet: each row's verdict first, then one press for the right ones.
import { expect, test } from "@playwright/test";
import { CUSTOMERS } from "@/prisma/seed-plan";
import { sharedInstallation } from "./fixtures/installation";
import { signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();
const CUSTOMER = CUSTOMERS[0].name;

const LIST = `e164,kind,label,customer
+6443907101,cradle,Front desk,${CUSTOMER}
+6443907102,cradle,Workshop,${CUSTOMER}
+6443907101,cradle,Again,${CUSTOMER}
+64 4 390 7103,cradle,Written with blanks,${CUSTOMER}
+6443907104,cradle,Nobody's,No such customer
`;

test("each row's verdict is shown, then the right ones are stored in one press", async ({
  page,
}) => {
  await signInAs(page, "onboarding", installation);
  await page.goto(`${installation.portalUrl}/numbers/import`);
  const form = page.getByRole("form", { name: "Import numbers" });
  await form.getByLabel("Numbers", { exact: true }).fill(LIST);
  await form.getByRole("button", { name: "Check the list" }).click();
  await expect(form.getByText("2 rows right")).toBeVisible();
  await expect(form.getByText("2 wrong, 0 already there, 1 twice in the list")).toBeVisible();
  await expect(form.getByText("did you mean +6443907103?")).toBeVisible();

  await form.getByRole("button", { name: "Import the 2 right rows" }).click();
  await expect(form.getByText("2 numbers imported")).toBeVisible();
  await page.goto(`${installation.portalUrl}/numbers?search=6443907101`);
  await expect(page.getByRole("row").filter({ hasText: "+6443907101" })).toContainText(CUSTOMER);
});
