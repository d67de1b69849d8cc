// A gateway's health as staff see it: up while sipp answers OPTIONS, down once nobody does, and what a press for OPTIONS brings.
import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { makeCarrier, makeGateway } from "@/prisma/factories/carrier";
import { asAdmin } from "./fixtures/admin-context";
import { sharedInstallation } from "./fixtures/installation";
import { signInAs } from "./fixtures/portal-pages";
import { requirePrograms } from "./fixtures/require-programs";
import { startSipp } from "./fixtures/sipp";

const installation = sharedInstallation();
const ADDRESS = "127.0.3.61";
/** More checks than a test sees. */
const MANY = 10_000;

test.beforeAll(() => requirePrograms("sipp"));

async function carrierWith(page: Page, gateway: object): Promise<string> {
  const name = `Health ${randomUUID()}`;
  await signInAs(page, "admin", installation);
  const id = await asAdmin(installation, async (ctx) => {
    const carrier = await makeCarrier(ctx, { name });
    await makeGateway(ctx, carrier.id, gateway);
    return carrier.id;
  });
  return `${installation.portalUrl}/carriers/${id}/gateways`;
}

test("a gateway that answers is up, and down after three misses; the day shows when", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const sipp = await startSipp({
    ...{ scenario: "answer-options", transport: "tcp", address: ADDRESS, calls: MANY },
    limitSec: 120,
  });
  const { port } = sipp;
  const ended = sipp.finished().catch(() => undefined);
  try {
    await page.goto(await carrierWith(page, { host: ADDRESS, port, transport: "tcp" }));
    const what = `${ADDRESS}:${port} TCP`;
    const seen = page.getByRole("table", { name: `What agents see of ${what}` });
    await expect(seen.getByText("Up", { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(seen.getByText("200 OK", { exact: true })).toBeVisible();
    await expect(seen.getByRole("cell", { name: /^\d+ ms$/ })).toBeVisible();
    await expect(seen.getByRole("img", { name: /^Last 24 hours: up / })).toBeVisible();

    sipp.kill();
    await ended;
    await expect(seen.getByText("Down", { exact: true })).toBeVisible({ timeout: 45_000 });
    await expect(seen.getByRole("img", { name: /Down from .* UTC/ })).toBeVisible();
    await expect(page.getByText("No agent reaches it: calls try it last.")).toBeVisible();
    // At a glance too.
    await page.getByRole("link", { name: "Overview" }).click();
    const row = page.getByRole("table", { name: "Gateways" }).getByRole("row", { name: what });
    await expect(row.getByText("Down", { exact: true })).toBeVisible();
  } finally {
    sipp.kill();
  }
});

test("OPTIONS on request: support asks, and sees the answer of each agent, or its silence", async ({
  browser,
  page,
}) => {
  test.setTimeout(90_000);
  const sipp = await startSipp({
    ...{ scenario: "answer-options", transport: "udp", address: ADDRESS, calls: MANY },
    limitSec: 80,
  });
  const { port } = sipp;
  const ended = sipp.finished().catch(() => undefined);
  try {
    const url = await carrierWith(page, { host: ADDRESS, port, optionsCheck: false });
    const others = await browser.newContext();
    const support = await others.newPage();
    await signInAs(support, "support", installation);
    await support.goto(url);
    await expect(support.getByText("Not checked: OPTIONS is off.")).toBeVisible();
    const what = `${ADDRESS}:${port} UDP`;
    const press = support.getByRole("button", { name: `Send OPTIONS now to ${what}` });
    const answers = support.getByRole("table", { name: `Answers to OPTIONS to ${what}` });
    await press.click();
    await expect(answers.getByText("Answered")).toBeVisible({ timeout: 15_000 });
    await expect(answers.getByText(`udp:${ADDRESS}:${port}`)).toBeVisible();
    await expect(answers.getByRole("cell", { name: /^\d+ ms$/ })).toBeVisible();

    sipp.kill();
    await ended;
    await press.click();
    await expect(answers.getByText("Sent", { exact: true })).toBeVisible();
    await press.click();
    await expect(support.getByText("OPTIONS is being sent to it already")).toBeVisible();
    await expect(answers.getByText("No sign of life")).toBeVisible({ timeout: 20_000 });
    await expect(answers.getByText(/no answer within 1\d s/).first()).toBeVisible();

    const third = await browser.newContext();
    const sales = await third.newPage();
    await signInAs(sales, "sales", installation);
    await sales.goto(url);
    await expect(sales.getByRole("heading", { level: 2, name: "Health" })).toBeVisible();
    await expect(sales.getByRole("button", { name: /Send OPTIONS/ })).toHaveCount(0);
    for (const context of [others, third]) await context.close();
  } finally {
    sipp.kill();
  }
});
