// A carrier from enquiry to live without a mouse: sales quotes, onboarding configures, sipp calls; inputs and time are printed.
import { expect, test } from "@playwright/test";
import { addTaxRate } from "@/lib/services/tax-rates/add-tax-rate";
import { asAdmin } from "./fixtures/admin-context";
import { type CoreTurn, takeCoreTurn } from "./fixtures/core-turn";
import { sharedInstallation } from "./fixtures/installation";
import { signInAs } from "./fixtures/portal-pages";
import { COUNTRY, openCast } from "./onboarding-story/cast";
import { beginTesting, makeReady, verifyCradleNumber } from "./onboarding-story/configuring";
import { addCustomer, askAndAnswer, enquire } from "./onboarding-story/enquiry";
import { callLive, goLive, handOff, testBothWays } from "./onboarding-story/going-live";
import { acceptTheQuote, quoteTheTrunk } from "./onboarding-story/quoting";

/** As it was when this was written: what makes the way longer is to be seen. */
const MOST_INPUTS = 98;

const installation = sharedInstallation();
let turn: CoreTurn;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  turn = await takeCoreTurn();
  // What an admin sets once for all carriers: nobody is admin in the story.
  const page = await browser.newPage();
  await signInAs(page, "admin", installation);
  await asAdmin(installation, (ctx) =>
    addTaxRate(ctx, { country: COUNTRY, name: "VAT", percent: "15" }),
  );
  await page.close();
});
test.afterAll(() => turn?.end());

test("onboarding and sales take a carrier from enquiry to live, by keyboard alone and without an admin", async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const cast = await openCast(browser, installation);
  const { sales, onboarding } = cast;
  const parts: string[] = [];
  const part = async (what: string, work: (of: typeof cast) => Promise<void>): Promise<void> => {
    const [began, inputs, tabs] = [performance.now(), inputsOf(), tabsOf()];
    await test.step(what, () => work(cast));
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    parts.push(`  ${what}: ${inputsOf() - inputs} inputs, ${tabsOf() - tabs} tabs, ${seconds} s`);
  };
  const inputsOf = () => sales.inputs + onboarding.inputs;
  const tabsOf = () => sales.tabs + onboarding.tabs;
  const began = performance.now();
  try {
    await part("sales adds the customer", addCustomer);
    await part("onboarding makes the carrier and its trunk, an enquiry", enquire);
    await part("the carrier is asked, and its answers are carried over", askAndAnswer);
    await part("sales quotes", quoteTheTrunk);
    await part("the customer accepts", acceptTheQuote);
    await part("the carrier is ready", makeReady);
    await part("a Cradle number is verified with the carrier", verifyCradleNumber);
    await part("the trunk goes to testing", beginTesting);
    await part("a test call each way", testBothWays);
    await part("the carrier is handed the facts, and acknowledges them", handOff);
    await part("every condition holds, and the trunk goes live", goLive);
    await part("live calls pass", callLive);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `from enquiry to live: ${inputsOf()} inputs (onboarding ${onboarding.inputs}, sales ${sales.inputs}), ` +
        `${tabsOf()} tabs between them, ${seconds} s\n${parts.join("\n")}`,
    );
    expect(inputsOf()).toBeLessThanOrEqual(MOST_INPUTS);
  } finally {
    await cast.close();
  }
});
