// The story's last part: test calls, the hand-off, live without an override, limited, and suspended.
import { expect, type Page } from "@playwright/test";
import { expectLive, fill } from "../fixtures/portal-pages";
import type { Proof } from "../fixtures/proven-call";
import { answer, callIn, callInProven, callOut, hangUp, refusal } from "./calling";
import { BYOC_NUMBER, CARRIER_CONTACT, MOBILE, type Story, TRUNK } from "./cast";
import { openCarrierTab, openTrunk } from "./pages";

/** The name that carriers and the core call this trunk by. */
export async function trunkFqdn({ pages, portalUrl }: Story): Promise<string> {
  await openTrunk(pages.support, portalUrl);
  const state = pages.support.getByRole("region", { name: "State" });
  return (await state.getByRole("code").first().textContent()) ?? "";
}

export async function testTermination(story: Story, proof: Proof): Promise<void> {
  const page = story.pages.support;
  await openTrunk(page, story.portalUrl);
  const form = await announce(page);
  await fill(form, { "A-number (calling)": MOBILE });
  await expect(form.getByLabel("B-number (called)")).toHaveValue(BYOC_NUMBER);
  await story.album.take(page, "test call form");
  await form.getByRole("button", { name: "Announce test call" }).click();
  const row = testCallRow(page, "Termination");
  await expect(row).toContainText("Waiting for the call");
  await story.album.take(page, "test call announced");
  await hangUp(await answer(story, await callInProven(story, proof)));
  // Nobody presses: the page looks for the call itself.
  await expect(row).toContainText("A-number intact", { timeout: 20_000 });
}

export async function testOrigination(story: Story, fqdn: string): Promise<void> {
  const page = story.pages.support;
  const form = await announce(page);
  await form.getByLabel("Direction").selectOption({ value: "origination" });
  await expect(form.getByLabel("A-number (calling)")).toHaveValue(BYOC_NUMBER);
  await fill(form, { "B-number (called)": MOBILE });
  await form.getByRole("button", { name: "Announce test call" }).click();
  const row = testCallRow(page, "Origination");
  await expect(row).toContainText("Waiting for the call");
  const talk = await answer(story, callOut(story, fqdn, BYOC_NUMBER));
  expect(talk.taken.invite.header("From")).toContain(`sip:${BYOC_NUMBER}@`);
  await hangUp(talk);
  const recorded = page
    .getByRole("region", { name: "Latest calls" })
    .getByRole("row")
    .filter({ hasText: "Origination" })
    .filter({ hasText: BYOC_NUMBER });
  // Records go to Postgres in batches, a moment after the call.
  await expect(async () => {
    await page.reload();
    await expect(recorded.first()).toContainText("Answered", { timeout: 200 });
  }).toPass();
  await row.getByRole("button", { name: "Record what the phone showed" }).click();
  const declare = page.getByRole("form", { name: "Record what the phone showed" });
  await fill(declare, { "Number shown": "09 555 0171", "Read by": "Support desk" });
  await story.album.take(page, "declare form");
  await declare.getByRole("button", { name: "Record number" }).click();
  await expect(row).toContainText("A-number intact");
  await expect(row).toContainText("Declared by Support desk");
  await story.album.take(page, "test calls passed");
}

async function announce(page: Page) {
  await page.getByRole("button", { name: "Announce test call" }).click();
  return page.getByRole("form", { name: "Announce test call" });
}

function testCallRow(page: Page, direction: string) {
  const calls = page.getByRole("region", { name: "Test calls", exact: true });
  return calls.getByRole("row").filter({ hasText: direction });
}

/** What the NOC needs, and its word that it lets Cradle in. */
export async function handOff({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.onboarding;
  await openCarrierTab(page, portalUrl, "Hand-off");
  await album.take(page, "hand-off draft");
  await page.getByRole("button", { name: "Send to carrier" }).click();
  const form = page.getByRole("form", { name: "Send hand-off sheet" });
  await expect(form.getByLabel("Send to")).toContainText(CARRIER_CONTACT);
  await form.getByRole("button", { name: "Send hand-off sheet" }).click();
  await expect(page.getByRole("link", { name: "PDF of version 1" })).toBeVisible({
    timeout: 30_000,
  });
  await album.take(page, "hand-off sent");
  await page.getByRole("button", { name: "Record carrier's word on version 1" }).click();
  const word = page.getByRole("form", { name: "Record carrier's word" });
  await fill(word, { Evidence: "Firewall change WEKA-779, by mail" });
  await album.take(page, "carrier word form");
  await word.getByRole("button", { name: "Record word" }).click();
  await expect(page.getByText("Allows FQDN and addresses")).toBeVisible();
  await album.take(page, "hand-off acknowledged");
}

export async function goLive({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.onboarding;
  await openTrunk(page, portalUrl);
  await expect(page.getByText("Ready: go live")).toBeVisible();
  await album.take(page, "gate to live open");
  await page.getByRole("button", { name: "Go live" }).click();
  await expectLive(page);
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Overridden gates" })).toHaveCount(0);
  await album.take(page, "trunk live");
}

/** Challenged, answered, limited to two, and stopped in one press while a call runs. */
export async function limitAndSuspend(story: Story, proof: Proof): Promise<void> {
  expect(await refusal(callIn(story))).toEqual({ status: 407, rule: "digest-required" });
  const first = await answer(story, await callInProven(story, proof));
  const second = await answer(story, await callInProven(story, proof));
  const third = await (await callInProven(story, proof)).refused();
  expect(third.status).toBe(480);
  expect(third.header("X-Cradle-Reason")).toBe("limit-channels");
  expect(third.header("Retry-After")).toBe("5");
  await hangUp(second);

  const page = story.pages.support;
  await openTrunk(page, story.portalUrl);
  await story.album.take(page, "live as support sees it");
  await page.getByRole("button", { name: `Suspend ${TRUNK}` }).click();
  await expectLive(page);
  await expect(page.getByText(/^Suspended/).first()).toBeVisible();
  await story.album.take(page, "trunk suspended");
  expect(await refusal(callIn(story))).toEqual({ status: 403, rule: "trunk-inactive" });
  await hangUp(first);
}

/** The refused call on its page, with the rule that decided. */
export async function readCalls({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.support;
  const refused = page.getByRole("row").filter({ hasText: "trunk-inactive" }).first();
  await expect(async () => {
    await openCarrierTab(page, portalUrl, "Calls");
    await expect(refused).toBeVisible({ timeout: 500 });
  }).toPass();
  await album.take(page, "calls of the carrier");
  await refused.getByRole("link").first().click();
  await expect(page.getByRole("list", { name: "Rules in order" })).toBeVisible();
  await album.take(page, "refused call");
}
