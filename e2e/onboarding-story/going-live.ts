// The long story's last part: a test call each way by sipp, the hand-off, one press to live, and calls that pass.
import { PLATFORM } from "@/prisma/seed-plan";
import { TakenCall } from "../fixtures/peer-call";
import { expectLive } from "../fixtures/portal-pages";
import { startSipp } from "../fixtures/sipp";
import {
  BYOC_NUMBER,
  button,
  CARRIER,
  type Cast,
  CRADLE_NUMBER,
  expect,
  heading,
  MOBILE,
  TRUNK,
} from "./cast";

/** Beside the core endpoint: a further address that the core sends from. */
const CORE_SOURCE = "127.0.3.2";

/** sipp calls, the other side rings and answers, sipp hangs up. Resolves with the A-number that arrived. */
async function talk(
  { core, carrier, agent }: Cast,
  way: "in" | "out",
  keys: { readonly a_number: string; readonly b_number: string; readonly domain: string },
): Promise<string> {
  const [address, callee] = way === "in" ? [carrier.address, core] : [CORE_SOURCE, carrier];
  const caller = await startSipp({
    ...{ scenario: "call", transport: "udp", address, remote: agent, keys },
  });
  const taken = await TakenCall.take(callee, agent, caller.callId);
  taken.ring();
  await taken.answer();
  await Promise.all([taken.accept("BYE"), caller.finished()]);
  return taken.invite.header("From") ?? "";
}

/** The carrier's phone calls Cradle, then Cradle calls it. */
export async function testBothWays(cast: Cast): Promise<void> {
  const { onboarding } = cast;
  const { page } = onboarding;
  const calls = page.getByRole("region", { name: "Test calls", exact: true });
  const form = page.getByRole("form", { name: "Announce test call" });
  await onboarding.press(button(page, "Announce test call"));
  await onboarding.type(form.getByLabel("A-number (calling)"), MOBILE);
  await onboarding.enter();
  const inbound = calls.getByRole("row").filter({ hasText: "Termination" });
  await expect(inbound).toContainText("Waiting for the call");
  await talk(cast, "in", {
    ...{ a_number: MOBILE, b_number: BYOC_NUMBER, domain: PLATFORM.signallingFqdn },
  });
  // Nobody presses: the page looks for the call itself.
  await expect(inbound).toContainText("A-number intact");

  await onboarding.press(button(page, "Announce test call"));
  await onboarding.choose(form.getByLabel("Direction"), "Origination (outbound): Cradle calls");
  await onboarding.type(form.getByLabel("B-number (called)"), MOBILE);
  await onboarding.enter();
  const outbound = calls.getByRole("row").filter({ hasText: "Origination" });
  await expect(outbound).toContainText("Waiting for the call");
  await talk(cast, "out", {
    ...{ a_number: BYOC_NUMBER, b_number: MOBILE, domain: await trunkFqdn(cast) },
  });
  await onboarding.press(button(page, "Record what the phone showed"));
  const shown = page.getByRole("form", { name: "Record what the phone showed" });
  await onboarding.type(shown.getByLabel("Number shown"), BYOC_NUMBER);
  await onboarding.type(shown.getByLabel("Read by"), "Onboarding desk");
  await onboarding.enter();
  await expect(outbound).toContainText("A-number intact");
}

async function trunkFqdn({ onboarding: { page } }: Cast): Promise<string> {
  const state = page.getByRole("region", { name: "State" });
  return (await state.getByRole("code").first().textContent()) ?? "";
}

/** What the NOC needs, and its word that it lets Cradle in. */
export async function handOff({ onboarding }: Cast): Promise<void> {
  const { page } = onboarding;
  await onboarding.open(CARRIER);
  await expect(heading(page, CARRIER)).toBeVisible();
  await onboarding.press(page.getByRole("link", { name: "Hand-off", exact: true }));
  await onboarding.press(button(page, "Send to carrier"));
  const send = page.getByRole("form", { name: "Send hand-off sheet" });
  await onboarding.press(send.getByRole("button", { name: "Send hand-off sheet" }));
  await expect(page.getByRole("link", { name: "PDF of version 1" })).toBeVisible({
    timeout: 30_000,
  });
  await onboarding.press(button(page, "Record carrier's word on version 1"));
  const word = page.getByRole("form", { name: "Record carrier's word" });
  await onboarding.type(word.getByLabel("Evidence"), "By mail");
  await onboarding.press(word.getByRole("button", { name: "Record word" }));
  await expect(page.getByText("Allows FQDN and addresses")).toBeVisible();
}

/** Every condition holds, and one press does it. */
export async function goLive({ onboarding }: Cast): Promise<void> {
  const { page } = onboarding;
  await onboarding.open(TRUNK);
  await expect(heading(page, TRUNK)).toBeVisible();
  await expect(page.getByText("Ready: go live")).toBeVisible();
  await onboarding.press(button(page, "Go live"));
  await expectLive(page);
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
  await onboarding.expectFocus();
  await expect(page.getByRole("region", { name: "Overridden gates" })).toHaveCount(0);
}

/** In, and out with the Cradle number that the carrier has verified, unchanged. */
export async function callLive(cast: Cast): Promise<void> {
  const arrived = await talk(cast, "in", {
    ...{ a_number: MOBILE, b_number: BYOC_NUMBER, domain: PLATFORM.signallingFqdn },
  });
  expect(arrived).toContain(`sip:${MOBILE}@`);
  const sent = await talk(cast, "out", {
    ...{ a_number: CRADLE_NUMBER, b_number: MOBILE, domain: await trunkFqdn(cast) },
  });
  expect(sent).toContain(`sip:${CRADLE_NUMBER}@`);
}
