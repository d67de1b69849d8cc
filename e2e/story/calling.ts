// The story's calls: both ways through the sip-agent, and what the portal says of them.
import { expect } from "@playwright/test";
import type { SipMessage } from "@/lib/sip/message";
import { PLATFORM } from "@/prisma/seed-plan";
import { PlacedCall, TakenCall } from "../fixtures/peer-call";
import { expectLive, fill } from "../fixtures/portal-pages";
import { type Proof, placeProven } from "../fixtures/proven-call";
import { BYOC_NUMBER, CARRIER, CRADLE_NUMBER, MOBILE, REFERENCE, type Story } from "./cast";

export interface Talk {
  readonly placed: PlacedCall;
  readonly taken: TakenCall;
}

const termination = (story: Story) => ({
  peer: story.carrier,
  requestUri: `sip:${BYOC_NUMBER}@${PLATFORM.signallingFqdn}`,
  from: `<sip:${MOBILE}@weka.example>`,
});

/** The carrier calls, without a word of proof. */
export function callIn(story: Story): PlacedCall {
  return PlacedCall.place(story.agent, termination(story));
}

/** The carrier calls, is challenged, and answers. */
export function callInProven(story: Story, proof: Proof): Promise<PlacedCall> {
  return placeProven(story.agent, termination(story), proof);
}

/** The core calls the mobile over the trunk. */
export function callOut(story: Story, fqdn: string, aNumber: string): PlacedCall {
  return PlacedCall.place(story.agent, {
    peer: story.core,
    requestUri: `sip:${MOBILE}@${fqdn}`,
    from: `<sip:${aNumber}@core.example>`,
  });
}

/** The other side takes it. */
export async function answer(story: Story, placed: PlacedCall): Promise<Talk> {
  const callee = placed.peer === story.core ? story.carrier : story.core;
  const taken = await TakenCall.take(callee, story.agent, placed.callId);
  taken.ring();
  await placed.provisional(180);
  await Promise.all([taken.answer(), placed.answered()]);
  return { placed, taken };
}

export async function hangUp({ placed, taken }: Talk): Promise<void> {
  const [bye] = await Promise.all([placed.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
}

export async function refusal(
  placed: PlacedCall,
): Promise<{ status: number; rule: string | null }> {
  const message: SipMessage = await placed.refused();
  return { status: message.status, rule: message.header("X-Cradle-Reason") };
}

export async function recordCarrierAnswer({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.support;
  await page.goto(`${portalUrl}/verifications`);
  await page.getByRole("link", { name: REFERENCE }).click();
  const form = page.getByRole("form", { name: "Carrier's answer" });
  await fill(form, {
    "Valid until (UTC)": "2031-01-31T12:00",
    "The carrier’s reference or reason": "WEKA-778, by mail",
  });
  await album.take(page, "carrier answer form");
  await form.getByRole("button", { name: "Record answer" }).click();
  await expectLive(page);
  const row = page.getByRole("row").filter({ hasText: CRADLE_NUMBER });
  await expect(row).toContainText("Verified");
  await expect(row).toContainText("31 Jan 2031");
  await album.take(page, "verification answered");
  await page.goto(`${portalUrl}/verifications`);
  await album.take(page, "verifications");
}

/** The number as somebody says it on the phone. */
export async function lookUp({ pages, portalUrl, album }: Story): Promise<void> {
  const page = pages.support;
  await page.goto(`${portalUrl}/look-up`);
  await page.getByLabel("Number in any format").fill("09 555 0172");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByRole("region", { name: CRADLE_NUMBER, exact: true })).toContainText(
    `it may be shown on ${CARRIER} today`,
  );
  const place = page.getByRole("row").filter({ hasText: CARRIER }).filter({ hasText: REFERENCE });
  await expect(place).toContainText("Yes");
  await expect(place).toContainText("until 31 Jan 2031");
  await album.take(page, "look-up");
}

/** @param at an instant, or empty for now */
export async function checkCall(
  { pages, portalUrl, album }: Story,
  { fqdn, at, rule }: { fqdn: string; at: string; rule: string },
): Promise<void> {
  const page = pages.support;
  await page.goto(`${portalUrl}/call-check`);
  const form = page.getByRole("form", { name: "Check a call" });
  await form.getByLabel("Direction").selectOption("Origination (outbound): Cradle → carrier");
  await fill(form, {
    "A-number": CRADLE_NUMBER,
    "B-number": MOBILE,
    "FQDN called": fqdn,
    "At, in UTC": at,
  });
  await form.getByRole("button", { name: "Check call" }).click();
  const rules = page.getByRole("list", { name: "Rules in order" });
  await expect(rules.getByText(rule, { exact: true })).toBeVisible();
  await album.take(page, `call check ${rule}`);
}
