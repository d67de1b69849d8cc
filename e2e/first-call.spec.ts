// From sign-in to the first call, through the forms: who is in the access list gets through at once, and no one else.
// Beside it the demo, whose core stands at the same address: tests of one file run one after another.
import { expect, type Page, test } from "@playwright/test";
import { PLATFORM } from "@/prisma/seed-plan";
import { startProgram } from "./fixtures/child-program";
import { type CoreTurn, takeCoreTurn } from "./fixtures/core-turn";
import { sharedInstallation, sipAddressOf } from "./fixtures/installation";
import { PlacedCall, TakenCall } from "./fixtures/peer-call";
import { expectLive, fill, override, signInAs } from "./fixtures/portal-pages";
import { SipPeer } from "./fixtures/sip-peer";
import { optionsText } from "./fixtures/sip-text";

const CARRIER = "Hīnaki Telecom";
const TRUNK = "Pōhutukawa Travel on Hīnaki";
const NUMBER = "+6495550188";
const CALLER = "+6421555123";
const FIRST_SOURCE = "127.0.50.1";
const SECOND_SOURCE = "127.0.50.77";
const REASON = "Quoted by e-mail before this page existed";

const installation = sharedInstallation();
const agent = sipAddressOf(installation);
let turn: CoreTurn;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  turn = await takeCoreTurn();
});
test.afterAll(() => turn?.end());

test("a carrier is set up through the forms, and its calls get through; another address gets silence", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const core = await SipPeer.open(PLATFORM.coreEndpoint.host, PLATFORM.coreEndpoint.port);
  const first = await SipPeer.open(FIRST_SOURCE);
  const second = await SipPeer.open(SECOND_SOURCE);
  try {
    await signInAs(page, "admin", installation);
    await createCarrier(page, first);
    await takeToTesting(page);
    await page.getByRole("link", { name: CARRIER }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: CARRIER })).toBeVisible();

    await test.step("a call from the first address is answered", async () => {
      await answeredCall(first, core);
    });

    await test.step("a call from a second address gets no answer, and is counted", async () => {
      const call = place(second);
      call.sendAgain();
      call.sendAgain();
      await silence(first, second);
      expect(sawCall(core, call)).toBe(false);
      await expectCounted(page, SECOND_SOURCE, 3);
    });

    await test.step("the address saved as ACL entry, the same call is answered", async () => {
      await page.getByRole("button", { name: "Add ACL entry" }).click();
      const form = page.getByRole("form", { name: "Add ACL entry" });
      await fill(form, { "Address or block": SECOND_SOURCE, "Entry label": "Second site" });
      await form.getByRole("button", { name: "Add ACL entry" }).click();
      // It has knocked: that it is let in is said before it is stored.
      await expect(form.getByRole("row", { name: SECOND_SOURCE })).toContainText("Call check");
      await form.getByRole("button", { name: "Add ACL entry all the same" }).click();
      await expectLive(page);
      await expect(page.getByRole("cell", { name: SECOND_SOURCE })).toBeVisible();
      await answeredCall(second, core);
    });

    await test.step("the entry removed, silence again", async () => {
      const removal = page.getByRole("form", { name: "Remove ACL entry" });
      // Records go to Postgres in batches: until its call is there, nothing speaks against the removal.
      const carrier = page.url();
      await expect(async () => {
        await page.goto(`${carrier}/calls`);
        const seen = page.getByRole("row").filter({ hasText: CALLER });
        await expect(seen.filter({ hasText: "Answered" })).toHaveCount(2, { timeout: 200 });
      }).toPass();
      await page.goto(carrier);
      await page.getByRole("button", { name: `Remove ${SECOND_SOURCE}` }).click();
      await removal.getByRole("button", { name: "Remove ACL entry" }).click();
      await removal
        .getByRole("button", { name: "refusing what sent 1 call in the last day" })
        .click();
      await expectLive(page);
      const call = place(second);
      await silence(first, second);
      expect(sawCall(core, call)).toBe(false);
      await expectCounted(page, SECOND_SOURCE, 4);
    });

    await test.step("the calls stand on the carrier's page", async () => {
      await page.getByRole("link", { name: "Calls", exact: true }).last().click();
      await expect(page).toHaveURL(/\/carriers\/[^/]+\/calls$/);
      const answered = page
        .getByRole("row")
        .filter({ hasText: CALLER })
        .filter({ hasText: "Answered" });
      // Records go to Postgres in batches, a moment after the call.
      await expect(async () => {
        await page.reload();
        await expect(answered).toHaveCount(2, { timeout: 200 });
      }).toPass();
      await expect(answered.first()).toContainText("Termination (inbound)");
      await expect(answered.first()).toContainText(NUMBER);
    });

    await test.step("and every press in its audit trail", async () => {
      await page.getByRole("link", { name: "Audit trail" }).click();
      await expect(page.getByText(REASON).first()).toBeVisible();
    });
  } finally {
    for (const peer of [core, first, second]) await peer.close();
  }
});

test("npm run demo: a newcomer sees calls come in within ten seconds, and Ctrl-C ends it", async ({
  page,
}) => {
  await signInAs(page, "support", installation);
  await page.getByRole("link", { name: "Calls", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Calls" })).toBeVisible();
  const demo = startProgram(
    "npm run demo",
    [process.execPath, "scripts/run-tool.mjs", "scripts/demo/main.ts"],
    {
      ownGroup: true,
      env: {
        ...process.env,
        SIP_LISTEN: installation.sipListen,
        DATABASE_URL: installation.databaseUrls.portal,
      },
    },
  );
  try {
    await expect.poll(demo.output, { timeout: 20_000 }).toContain("Calls through the sip-agent");
    const within = { timeout: 10_000 };
    // The page is not loaded again: it keeps itself fresh.
    const rows = page.getByRole("row");
    await expect(rows.filter({ hasText: "Answered" }).first()).toBeVisible(within);
    await expect(rows.filter({ hasText: "404 b-number-unassigned" }).first()).toBeVisible(within);
    await expect(rows.filter({ hasText: "403 a-number-not-allowed" }).first()).toBeVisible(within);
    await expect
      .poll(demo.output, within)
      .toMatch(/Kererū Networks → Cradle, to \+6498879399.*: refused with 404/);
  } finally {
    expect(await demo.stop("SIGINT")).toBe("0");
  }
});

async function createCarrier(page: Page, gateway: SipPeer): Promise<void> {
  await page.getByRole("link", { name: "New carrier" }).click();
  const form = page.getByRole("form", { name: "New carrier" });
  await fill(form, {
    "Carrier name": CARRIER,
    "Carrier country": "NZ",
    "Address or block": FIRST_SOURCE,
    "Entry label": "First site",
    Host: gateway.address,
    Port: String(gateway.port),
    "Customer name": "Pōhutukawa Travel",
    "Customer country": "NZ",
    "Trunk name": TRUNK,
    "Trunk country": "NZ",
    "Trunk channels": "10",
    "Trunk calls per second": "5",
    "Allowed destination countries": "NZ, AU",
    "E.164 number": NUMBER,
  });
  await form.getByRole("button", { name: "Create carrier" }).click();
  await expect(page.getByRole("heading", { level: 1, name: CARRIER })).toBeVisible();
  await expectLive(page);
}

async function takeToTesting(page: Page): Promise<void> {
  await override(page, "mark ready", REASON);
  await page.getByRole("link", { name: TRUNK }).click();
  await expect(page.getByRole("heading", { level: 1, name: TRUNK })).toBeVisible();
  await override(page, "move to quoting", REASON);
  await override(page, "move to configuring", REASON);
  await page.getByRole("button", { name: "Move to testing" }).click();
  await expectLive(page);
  const overridden = page.getByRole("region", { name: "Overridden gates" });
  await expect(overridden.getByText(REASON)).toHaveCount(2);
  await expect(page.getByText("Testing", { exact: true }).first()).toBeVisible();
}

function place(peer: SipPeer): PlacedCall {
  return PlacedCall.place(agent, {
    peer,
    requestUri: `sip:${NUMBER}@${PLATFORM.signallingFqdn}`,
    from: `<sip:${CALLER}@hinaki.example>`,
  });
}

async function answeredCall(peer: SipPeer, core: SipPeer): Promise<void> {
  const call = place(peer);
  const taken = await TakenCall.take(core, agent, call.callId);
  taken.ring();
  await call.provisional(180);
  await Promise.all([taken.answer(), call.answered()]);
  const [bye] = await Promise.all([call.request("BYE"), taken.accept("BYE")]);
  expect(bye.status).toBe(200);
}

/** An answer to a known source proves that the stranger's datagrams before it were taken, and answered by nothing. */
async function silence(known: SipPeer, stranger: SipPeer): Promise<void> {
  const heard = stranger.chunks;
  known.send(optionsText(known, `sip:${PLATFORM.signallingFqdn}`), agent);
  await known.nextResponse(200, "OPTIONS");
  expect(stranger.chunks).toBe(heard);
}

/** In a page of its own: the carrier's page stays as it is. */
async function expectCounted(page: Page, address: string, datagrams: number): Promise<void> {
  const other = await page.context().newPage();
  const row = other.getByRole("row").filter({ hasText: address });
  await expect(async () => {
    await other.goto(`${installation.portalUrl}/calls/unknown-sources`);
    await expect(row.getByRole("cell").first()).toHaveText(String(datagrams), { timeout: 100 });
  }).toPass({ timeout: 15_000 });
  await other.close();
}

function sawCall(peer: SipPeer, call: PlacedCall): boolean {
  return peer.arrivals.some(({ message }) => message.callId === call.callId);
}
