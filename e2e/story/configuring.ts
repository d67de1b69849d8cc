// The story's second part: the carrier proves itself, meets the requirements, and the trunk goes to testing.
import { expect } from "@playwright/test";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { expectLive, fill } from "../fixtures/portal-pages";
import type { Proof } from "../fixtures/proven-call";
import { CARRIER, CRADLE_NUMBER, CUSTOMER, REFERENCE, type Story } from "./cast";
import { choose, openCarrierTab, openTrunk } from "./pages";

const MUSTS = REQUIREMENTS.filter((requirement) => requirement.must);

/** Asks for a password from now on, and makes one; it is on the page this once. */
export async function issueCredential({ pages, portalUrl, album }: Story): Promise<Proof> {
  const page = pages.onboarding;
  await openCarrierTab(page, portalUrl, "Credentials");
  await page.getByRole("button", { name: "Edit authentication" }).click();
  const form = page.getByRole("form", { name: "Edit authentication" });
  await form.getByLabel("Authentication").selectOption("ACL and digest");
  await album.take(page, "authentication form");
  await form.getByRole("button", { name: "Save authentication" }).click();
  await expectLive(page);
  await expect(page.getByText("No credential is in use")).toBeVisible();
  await album.take(page, "digest without credential");

  await page.getByRole("button", { name: "Issue credential" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Issue credential" }).click();
  const shown = page.getByRole("status").filter({ hasText: "shown once" });
  const values = shown.getByRole("definition");
  await expect(values).toHaveCount(3);
  const username = (await values.nth(0).textContent()) ?? "";
  const password = (await values.nth(2).textContent()) ?? "";
  expect(password).toMatch(/^\S{24}$/);
  await album.take(page, "password shown once");
  await page.reload();
  await expect(page.getByRole("rowheader").filter({ hasText: username })).toBeVisible();
  await expect(shown).toHaveCount(0);
  expect(await page.content()).not.toContain(password);
  await album.take(page, "password gone");
  return { username, password };
}

/** Ready is refused by name for each "must", and given once all are met. */
export async function makeReady({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.onboarding;
  await openCarrierTab(page, portalUrl, "Overview");
  const state = page.getByRole("region", { name: "State" });
  await expect(state).toContainText("Not yet: mark ready");
  for (const { code } of MUSTS) await expect(state).toContainText(code);
  await expect(state.getByRole("listitem")).toHaveCount(MUSTS.length);
  await album.take(page, "not yet ready");
  await state.getByRole("listitem").first().getByRole("link").click();
  await expect(page).toHaveURL(/\/requirements#/);
  await album.take(page, "requirements open");
  for (const { code } of REQUIREMENTS) {
    const press = page.getByRole("button", { name: `${code}: met`, exact: true });
    await press.click();
    await expect(press).toHaveCount(0);
  }
  await album.take(page, "requirements met");
  await openCarrierTab(page, portalUrl, "Overview");
  await page.getByRole("button", { name: "Mark ready" }).click();
  await expectLive(page);
  await expect(page.getByText("Ready", { exact: true })).toBeVisible();
  await album.take(page, "carrier ready");
}

export async function addCradleNumber({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.onboarding;
  await page.goto(`${portalUrl}/numbers`);
  await page.getByRole("button", { name: "Add number" }).click();
  const form = page.getByRole("form", { name: "Add number" });
  await fill(form, { "E.164 number": CRADLE_NUMBER, "Number label": "Freight main" });
  await form.getByLabel("Kind").selectOption("Cradle number: our own");
  await choose(page, "Customer", CUSTOMER);
  await album.take(page, "cradle number form");
  await form.getByRole("button", { name: "Add number" }).click();
  await expect(page.getByRole("row").filter({ hasText: CRADLE_NUMBER })).toContainText(CUSTOMER);
  await album.take(page, "numbers");
}

export async function takeToTesting({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.onboarding;
  await openTrunk(page, portalUrl);
  await expect(page.getByText("Ready: move to testing")).toBeVisible();
  await album.take(page, "gate to testing open");
  await page.getByRole("button", { name: "Move to testing" }).click();
  await expectLive(page);
  await expect(page.getByText("Testing", { exact: true }).first()).toBeVisible();
}

/** A letter of authorisation for the Cradle number, on its way to the carrier. */
export async function askForVerification({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.onboarding;
  await page.goto(`${portalUrl}/verifications/new`);
  const form = page.getByRole("form", { name: "New verification request" });
  await choose(page, "Carrier", CARRIER);
  await fill(form, { Reference: REFERENCE, "Cradle numbers": CRADLE_NUMBER });
  await album.take(page, "verification form");
  await form.getByRole("button", { name: "Draw up request" }).click();
  await expect(page.getByRole("heading", { level: 1, name: REFERENCE })).toBeVisible();
  await album.take(page, "verification drawn up");
  await page.getByRole("button", { name: "Submit to the carrier" }).click();
  await expect(page.getByText("With the carrier", { exact: true })).toBeVisible();
  const letter = page.getByRole("link", { name: /LOA.*\.pdf$/ });
  await expect(letter).toBeVisible({ timeout: 30_000 });
  await album.take(page, "verification submitted");
  await page.getByRole("link", { name: "Read or print it" }).click();
  await expect(page).toHaveURL(/\/letter$/);
  await expect(page.getByText(CRADLE_NUMBER).first()).toBeVisible();
  await album.take(page, "letter");
}
