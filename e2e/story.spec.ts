// The mission as one story, in the browser and on live SIP: quoted before proceeding, configured, verified, tested,
// live, limited, suspended. No gate is overridden.
import { test } from "@playwright/test";
import { Album } from "./fixtures/album";
import { type CoreTurn, takeCoreTurn } from "./fixtures/core-turn";
import { sharedInstallation } from "./fixtures/installation";
import { openStory } from "./story/cast";
import {
  acceptQuote,
  addCustomer,
  createCarrier,
  draftQuote,
  refuseCredential,
  sendQuote,
  setUpQuoting,
} from "./story/quoting";

let turn: CoreTurn;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  turn = await takeCoreTurn();
});
test.afterAll(() => turn?.end());

test("a customer brings its carrier: from the quote to live calls, and to a stop in one press", async ({
  browser,
}, testInfo) => {
  test.setTimeout(240_000);
  const story = await openStory(browser, sharedInstallation(), new Album(testInfo));
  try {
    await test.step("an admin sets the tax rate", () => setUpQuoting(story));
    await test.step("sales adds the customer with a contact", () => addCustomer(story));
    await test.step("onboarding creates the carrier", () => createCarrier(story));
    await test.step("sales drafts a quote", () => draftQuote(story));
    await test.step("sends it, and mail and PDF arrive", () => sendQuote(story));
    await test.step("no credential before acceptance", () => refuseCredential(story));
    await test.step("sales records the acceptance", () => acceptQuote(story));
  } finally {
    await story.close();
  }
});
