// A trunk's page as one story: each condition with its proof, one press to live, suspended and back, an override in sight.
import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { openRecordPool } from "@/lib/db/call-records";
import { addTaxRate } from "@/lib/services/tax-rates/add-tax-rate";
import { listTaxRates } from "@/lib/services/tax-rates/list-tax-rates";
import { GATE_CASES, makeTrunkBefore, trunkNow } from "@/prisma/factories/gate-cases";
import { asAdmin } from "./fixtures/admin-context";
import { sharedInstallation } from "./fixtures/installation";
import { expectLive, override, signInAs } from "./fixtures/portal-pages";

const REASON = "The carrier's word comes with Monday's maintenance";
/** Of a country that no other test has quotes for. */
const TAX = { country: "CK", name: "VAT", percent: "15" };
const installation = sharedInstallation();

/** A trunk before its last gate; `isWhole`, or without the carrier's word. */
function makeTrunk(isWhole: boolean) {
  return asAdmin(installation, async (ctx) => {
    const agent = new pg.Client({ connectionString: installation.databaseUrls.agent });
    const records = openRecordPool(installation.databaseUrls.agent, () => undefined);
    await agent.connect();
    try {
      const rates = await listTaxRates(ctx);
      if (!rates.some(({ country }) => country === TAX.country)) await addTaxRate(ctx, TAX);
      const quote = { taxCountry: TAX.country };
      const crew = { admin: ctx, onboarding: ctx, jobs: ctx, agent, records, quote };
      const world = await makeTrunkBefore(crew, "testing");
      if (!isWhole) await GATE_CASES["carrier-word-missing"].breaks?.(crew, world);
      return { trunk: await trunkNow(crew, world), carrierId: world.carrierId };
    } finally {
      await records.end();
      await agent.end();
    }
  });
}

const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("everything held, each condition leads to what shows it; one press is live, one suspends, one resumes", async ({
  page,
}) => {
  await signInAs(page, "admin", installation);
  const { trunk, carrierId } = await makeTrunk(true);
  const address = `${installation.portalUrl}/trunks/${trunk.id}`;
  await page.goto(address);
  const state = part(page, "State and next step");
  await expect(state.getByText("Ready: go live")).toBeVisible();
  await expect(state.getByRole("listitem").filter({ hasText: "by Duty engineer" })).toHaveCount(1);
  const inbound = state.getByRole("link", { name: /^Test call from \+6421345678 to .* intact$/ });
  await inbound.first().click();
  await expect(page).toHaveURL(/\/calls\/[^/]+$/);
  await page.goto(address);
  await state
    .getByRole("link", { name: /^Hand-off sheet version 1: .* gave the carrier's/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`/carriers/${carrierId}/hand-off$`));
  await page.goto(address);

  await test.step("the gates behind it are told with whose press it was", async () => {
    const passed = state.getByRole("group").filter({ hasText: "Configuring → testing" });
    await expect(passed).toContainText("6 of 6 hold");
    await passed.locator("summary").click();
    await passed.getByRole("link", { name: /^1 ACL entry in force, the newest / }).click();
    await expect(page).toHaveURL(new RegExp(`/carriers/${carrierId}/acl$`));
    await page.goto(address);
  });

  await test.step("the parts stand at the side, and lead to their places", async () => {
    const parts = page.getByRole("navigation", { name: "On this page" });
    for (const name of ["Customer and carrier", "Quotes", "Requirements", "Configuration"]) {
      await expect(parts.getByRole("link", { name })).toBeVisible();
      await expect(part(page, name)).toContainText("Complete");
    }
    await parts.getByRole("link", { name: "Activity" }).click();
    await expect(part(page, "Activity")).toBeInViewport();
    await expect(part(page, "Activity")).toContainText(
      "took the trunk from configuring to testing",
    );
  });

  await page.getByRole("button", { name: "Go live" }).click();
  await expectLive(page);
  await expect(state).toContainText("Nobody has anything to do");
  await expect(state).toContainText("Suspend: New calls both ways are refused");
  // The two test calls, which nobody has hung up.
  await expect(state).toContainText("2 calls are up");
  await page.getByRole("button", { name: `Suspend ${trunk.name}` }).click();
  await expect(state.getByText("Suspended, live on 1 of 1 agents")).toBeVisible();
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(state.getByText("live on 1 of 1 agents", { exact: true })).toBeVisible();
  await expect(part(page, "Activity")).toContainText("resumed the trunk: live again");
});

test("what is missing says what to do and where; an override stays with its reason, in words", async ({
  page,
}) => {
  await signInAs(page, "admin", installation);
  const { trunk, carrierId } = await makeTrunk(false);
  const address = `${installation.portalUrl}/trunks/${trunk.id}`;
  await page.goto(address);
  const state = part(page, "State and next step");
  const missing = state.getByRole("listitem").filter({ hasText: "has not said that it allows" });
  await expect(missing.first()).toContainText("Send the hand-off sheet, then record");
  await expect(missing.first()).toContainText("acknowledged it without the carrier's word");
  await expect(page.getByRole("button", { name: "Go live", exact: true })).toHaveCount(0);
  await missing.first().getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/carriers/${carrierId}/hand-off$`));
  await page.goto(address);
  await override(page, "go live", REASON);
  const overridden = part(page, "Overridden gates");
  await expect(overridden).toContainText(REASON);
  await expect(overridden).toContainText("From testing to live, by ");
  await expect(overridden).toContainText("the carrier has not said that it allows the FQDN");
});

test("a carrier is suspended in one press that says how many calls are up, and resumed", async ({
  page,
}) => {
  await signInAs(page, "admin", installation);
  const { carrierId } = await makeTrunk(true);
  await page.goto(`${installation.portalUrl}/carriers/${carrierId}`);
  const state = part(page, "State");
  // The two test calls, which nobody has hung up.
  await expect(state).toContainText("2 calls are up");
  await state.getByRole("button", { name: /^Suspend / }).click();
  await expect(state.getByText("Suspended, live on 1 of 1 agents")).toBeVisible();
  await state.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(state.getByText("live on 1 of 1 agents", { exact: true })).toBeVisible();
});
