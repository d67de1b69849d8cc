// A pasted list of addresses: every kind of bad row named, the right ones saved, and two people who want one block.
import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { sharedInstallation } from "./fixtures/installation";
import { expectLive, fill, signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();

const LIST = `# from the carrier's NOC
127.0.57.0/29 # Auckland
127.0.57.1
127.0.57.9/29
127.0.57.0/29
127.0.57.32-127.0.57.35
10.20.30.40
127.0.0.0/16
203.0.113.7
sip.carrier.example
127.0.57.300
127.0.57.20:5060
::ffff:127.0.57.21
127.0.0.1
`;

test("names what is wrong with each row, and saves the right ones in one press", async ({
  page,
}) => {
  await signInAs(page, "onboarding", installation);
  const carrier = await newCarrier(page);
  await page.goto(`${carrier}/acl`);
  const form = page.getByRole("form", { name: "Change many ACL entries" });
  await form.getByLabel("Addresses").fill(LIST);
  await form.getByRole("button", { name: "Check the list" }).click();

  await expect(form.getByText("4 added, 0 removed, 0 kept")).toBeVisible();
  const rows = form.getByRole("table", { name: "Rows of the list" });
  for (const [name, remark] of [
    ["2 127.0.57.0/29 New", ""],
    ["3 127.0.57.1 Merged", "Lies in 127.0.57.0/29 of line 2"],
    ["4 127.0.57.8/29 New", "127.0.57.9/29 has host bits: taken as 127.0.57.8/29"],
    ["5 127.0.57.0/29 Twice in the list", "Stands on line 2 already"],
    ["6 127.0.57.32/30 New", "is written as one block"],
    ["7 10.20.30.40 Wrong", "10.20.30.40 is a private address"],
    ["8 127.0.0.0/16 Wrong", "127.0.0.0/16 is wider than /24"],
    ["9 203.0.113.7 Wrong", "203.0.113.7 is a documentation address"],
    ["10 sip.carrier.example Wrong", "is a name"],
    ["11 127.0.57.300 Wrong", "has a part above 255"],
    ["12 127.0.57.20:5060 Wrong", "has a port"],
    ["13 127.0.57.21 New", "is an IPv4 address written as IPv6"],
    ["14 127.0.0.1 Overlaps", "Overlaps egress address 127.0.0.1"],
  ] as const) {
    const row = rows.getByRole("row", { name: new RegExp(`^${escaped(name)}`) });
    await expect(row).toContainText(remark);
  }
  await expect(page.getByRole("table", { name: "ACL entries" })).toBeHidden();

  await form.getByRole("button", { name: "Save 4 changes, leave 7 rows out" }).click();
  await expect(form.getByText("4 added, 0 removed")).toBeVisible();
  await expectLive(page);
  const entries = page.getByRole("table", { name: "ACL entries" });
  await expect(entries.getByRole("row")).toHaveCount(5);
  await expect(entries.getByRole("row", { name: /^127\.0\.57\.32\/30/ })).toBeVisible();

  // The whole list, but for one: what goes is shown before it goes.
  await form.getByLabel("Addresses").fill("127.0.57.0/29\n127.0.57.8/29\n127.0.57.32/30");
  await form.getByLabel("This list is the whole ACL").check();
  await form.getByRole("button", { name: "Check the list" }).click();
  await expect(form.getByRole("row", { name: "− removed 127.0.57.21" })).toBeVisible();
  await form.getByRole("button", { name: "Save 1 change" }).click();
  await expect(entries.getByRole("row")).toHaveCount(4);
  await expectLive(page);
});

test("the second of two who want one block is told whose it is", async ({ browser, page }) => {
  await signInAs(page, "onboarding", installation);
  const mine = await newCarrier(page);
  const others = await browser.newContext();
  const other = await others.newPage();
  await signInAs(other, "admin", installation);
  const theirs = await newCarrier(other);
  for (const [who, carrier] of [
    [page, mine],
    [other, theirs],
  ] as const) {
    await who.goto(`${carrier}/acl`);
    await who.getByLabel("Addresses").fill("127.0.58.0/28");
    await who.getByRole("button", { name: "Check the list" }).click();
    await expect(who.getByText("1 added, 0 removed, 0 kept")).toBeVisible();
  }
  // Both have seen that it is free; the database takes one.
  await Promise.all(
    [page, other].map((who) => who.getByRole("button", { name: "Save 1 change" }).click()),
  );
  const saved = (who: Page) => who.getByText("1 added, 0 removed", { exact: true });
  const refused = (who: Page) => who.getByText(/overlaps 127\.0\.58\.0\/28 of ACL /i).first();
  await expect(saved(page).or(refused(page))).toBeVisible();
  await expect(saved(other).or(refused(other))).toBeVisible();
  const winners = await Promise.all([page, other].map((who) => saved(who).isVisible()));
  expect(winners.filter(Boolean)).toHaveLength(1);
  const loser = winners[0] ? other : page;
  await loser.getByRole("button", { name: "Check the list" }).click();
  await expect(loser.getByRole("row", { name: /^1 127\.0\.58\.0\/28 Overlaps/ })).toContainText(
    "Overlaps 127.0.58.0/28 of ACL ",
  );
  await others.close();
});

/** Answers the carrier's address. */
async function newCarrier(page: Page): Promise<string> {
  const name = `ACL ${randomUUID()}`;
  await page.goto(`${installation.portalUrl}/carriers/new`);
  await fill(page.locator("main"), { "Carrier name": name, "Carrier country": "NZ" });
  await page.getByRole("button", { name: "Create carrier" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return page.url();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
