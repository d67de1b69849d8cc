// The mission as one story, in the browser and on live SIP: quoted before proceeding, configured, verified, tested,
// live, limited, suspended. No gate is overridden.
import { expect, test } from "@playwright/test";
import { Album } from "./fixtures/album";
import { type CoreTurn, takeCoreTurn } from "./fixtures/core-turn";
import { sharedInstallation } from "./fixtures/installation";
import {
  answer,
  callOut,
  checkCall,
  hangUp,
  lookUp,
  recordCarrierAnswer,
  refusal,
} from "./story/calling";
import { CRADLE_NUMBER, openStory } from "./story/cast";
import {
  addCradleNumber,
  askForVerification,
  issueCredential,
  makeReady,
  takeToTesting,
} from "./story/configuring";
import {
  goLive,
  handOff,
  limitAndSuspend,
  readCalls,
  testOrigination,
  testTermination,
  trunkFqdn,
} from "./story/going-live";
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

    const proof = await test.step("onboarding issues a credential", () => issueCredential(story));
    await test.step("the carrier meets every requirement", () => makeReady(story));
    await test.step("onboarding adds a Cradle number", () => addCradleNumber(story));
    await test.step("the trunk goes to testing", () => takeToTesting(story));
    await test.step("a verification is asked for", () => askForVerification(story));

    const fqdn = await trunkFqdn(story);
    const notAllowed = { status: 403, rule: "a-number-not-allowed" };
    await test.step("the Cradle number is refused as A-number", async () => {
      expect(await refusal(callOut(story, fqdn, CRADLE_NUMBER))).toEqual(notAllowed);
    });
    await test.step("support records the carrier's answer", () => recordCarrierAnswer(story));
    await test.step("the same call is answered, its A-number unchanged", async () => {
      const talk = await answer(story, callOut(story, fqdn, CRADLE_NUMBER));
      expect(talk.taken.invite.header("From")).toContain(`sip:${CRADLE_NUMBER}@`);
      await hangUp(talk);
    });
    await test.step("look-up and call check say so, and until when", async () => {
      await lookUp(story);
      await checkCall(story, { fqdn, at: "", rule: "route" });
      await checkCall(story, { fqdn, at: "2031-02-01T00:00:00Z", rule: notAllowed.rule });
    });

    await test.step("a test call comes in", () => testTermination(story, proof));
    await test.step("a test call goes out", () => testOrigination(story, fqdn));
    await test.step("the carrier is handed the facts", () => handOff(story));
    await test.step("the trunk goes live", () => goLive(story));
    await test.step("digest, channels, suspension", () => limitAndSuspend(story, proof));
    await test.step("the calls stand on their pages", () => readCalls(story));
  } finally {
    await story.close();
  }
});
