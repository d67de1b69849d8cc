// From a carrier's data in hand to its call by sipp without a mouse: inputs and time are printed.
import { expect, type Page, test } from "@playwright/test";
import { PLATFORM } from "@/prisma/seed-plan";
import { type CoreTurn, takeCoreTurn } from "./fixtures/core-turn";
import { sharedInstallation, sipAddressOf } from "./fixtures/installation";
import { Keyboard } from "./fixtures/keyboard";
import { TakenCall } from "./fixtures/peer-call";
import { expectLive, signInAs } from "./fixtures/portal-pages";
import { SipPeer } from "./fixtures/sip-peer";
import { startSipp } from "./fixtures/sipp";

/** Of the carrier that takes the short way. */
const SHORT_ADDRESS = "127.0.54.1";
const MOST_INPUTS = 25;
const MOBILE = "+6421555193";

const installation = sharedInstallation();
const agent = sipAddressOf(installation);
let turn: CoreTurn;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  turn = await takeCoreTurn();
});
test.afterAll(() => turn?.end());

test("from the carrier's data in hand to its sipp call: at most 25 inputs", async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, "admin", installation);
  const keyboard = new Keyboard(page);
  const began = performance.now();
  const made = { carrier: "Pīwakawaka Voice", trunk: "Short way", number: "+6495550194" };
  await keyboard.goTo(`${installation.portalUrl}/carriers/new`);
  const form = page.getByRole("form", { name: "New carrier" });
  for (const [label, text] of [
    ["Carrier name", made.carrier],
    ["Carrier country", "NZ"],
    ["Address or block", SHORT_ADDRESS],
    ["Host", SHORT_ADDRESS],
    ["Customer name", "Kawakawa Tea"],
    ["Trunk name", made.trunk],
    ["Trunk channels", "10"],
    ["Trunk calls per second", "5"],
    ["E.164 number", made.number],
  ] as const) {
    await keyboard.type(form.getByLabel(label, { exact: true }), text);
  }
  await page.keyboard.press("Enter");
  keyboard.inputs += 1;
  await expect(page.getByRole("heading", { level: 1, name: made.carrier })).toBeVisible();
  await override(keyboard, "mark ready");
  await keyboard.press(page.getByRole("link", { name: made.trunk }));
  await expect(page.getByRole("heading", { level: 1, name: made.trunk })).toBeVisible();
  await override(keyboard, "move to quoting");
  await override(keyboard, "move to configuring");
  await keyboard.press(button(page, "Move to testing"));
  await expectLive(page);

  const core = await SipPeer.open(PLATFORM.coreEndpoint.host, PLATFORM.coreEndpoint.port);
  try {
    const caller = await startSipp({
      ...{ scenario: "call", transport: "udp", address: SHORT_ADDRESS, remote: agent },
      keys: { a_number: MOBILE, b_number: made.number, domain: PLATFORM.signallingFqdn },
    });
    const taken = await TakenCall.take(core, agent, caller.callId);
    taken.ring();
    await taken.answer();
    await Promise.all([taken.accept("BYE"), caller.finished()]);
  } finally {
    await core.close();
  }
  report("from data in hand to the sipp call", [keyboard], performance.now() - began);
  expect(keyboard.inputs).toBeLessThanOrEqual(MOST_INPUTS);
});

/** An admin passes a closed gate with a reason. */
async function override(keyboard: Keyboard, step: string): Promise<void> {
  const { page } = keyboard;
  await keyboard.press(button(page, `Override: ${step}`));
  const dialog = page.getByRole("alertdialog");
  await keyboard.type(dialog.getByLabel("Reason for the override"), "Quoted by e-mail before");
  await keyboard.press(dialog.getByRole("button", { name: `Override and ${step}` }));
  await expect(dialog).toBeHidden();
  await expectLive(page);
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

function report(what: string, keyboards: readonly Keyboard[], ms: number): void {
  const inputs = keyboards.reduce((sum, keyboard) => sum + keyboard.inputs, 0);
  const tabs = keyboards.reduce((sum, keyboard) => sum + keyboard.tabs, 0);
  console.log(`${what}: ${inputs} inputs, ${tabs} tabs between them, ${(ms / 1000).toFixed(1)} s`);
}
