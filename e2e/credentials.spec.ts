// SIP credentials in a browser, with live SIP: a password shown once, handed over, rotated with an overlap, and ended.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { updateCarrier } from "@/lib/services/carriers/update-carrier";
import { addTaxRate } from "@/lib/services/tax-rates/add-tax-rate";
import { makeAclEntry, makeReadyCarrier } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeAcceptedQuote } from "@/prisma/factories/quote";
import { makeTrunk } from "@/prisma/factories/trunk";
import { PLATFORM } from "@/prisma/seed-plan";
import { asAdmin } from "./fixtures/admin-context";
import { sharedInstallation, sipAddressOf } from "./fixtures/installation";
import { expectLive, fill, signInAs } from "./fixtures/portal-pages";
import { type Proof, placeProven } from "./fixtures/proven-call";
import { SipPeer } from "./fixtures/sip-peer";

const installation = sharedInstallation();
const ADDRESS = "127.0.61.1";
/** Nobody's number: the question is only whether the call comes past the challenge. */
const NOBODY = "+6498870000";

test("a password is shown once, handed over and rotated; the page says which one the carrier uses", async ({
  page,
  context,
}) => {
  test.setTimeout(150_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInAs(page, "admin", installation);
  const carrierId = await makeChallengedCarrier();
  const path = `${installation.portalUrl}/carriers/${carrierId}/credentials`;
  await page.goto(path);
  await expect(page.getByText("No credential yet")).toBeVisible();

  const peer = await SipPeer.open(ADDRESS);
  try {
    const older = await issue(page, "carrier-2029");
    await test.step("after a reload nothing holds it any more", async () => {
      await page.reload();
      await expect(rowOf(page, older).getByText("Active", { exact: true })).toBeVisible();
      await expect(page.getByText("Copy this password now")).toHaveCount(0);
      expect(await page.content()).not.toContain(older.password);
    });
    await test.step("a time that cannot be is refused at its field, and the rest stays", async () => {
      const dialog = await openHandOver(page, older);
      await fill(dialog, { "Given to": "Night desk", "By which channel": "telephone" });
      await dialog.getByLabel("When", { exact: false }).fill("2099-01-01T00:00");
      await dialog.getByRole("button", { name: "Save hand-over" }).click();
      await expect(dialog.getByText("Is still to come")).toBeVisible();
      await expect(dialog.getByLabel("Given to")).toHaveValue("Night desk");
      await dialog.getByLabel("When", { exact: false }).fill("");
      await dialog.getByRole("button", { name: "Save hand-over" }).click();
      await expect(dialog).toBeHidden();
      await expect(rowOf(page, older)).toContainText("Night deskby telephone, ");
    });
    await expect(steps(page).nth(0)).toHaveText(/^To do now: Issue its successor/);
    await expectLive(page);
    expect(await fateOf(peer, older)).toBe("b-number-unassigned");

    const newer = await issue(page, "carrier-2030");
    await expect(page.getByText("Two credentials are in use.", { exact: false })).toBeVisible();
    await page.getByRole("button", { name: "I have copied it" }).click();
    await expect(page.getByText(newer.password)).toHaveCount(0);
    await expect(steps(page).nth(1)).toHaveText(/^To do now: Hand it over/);
    const dialog = await openHandOver(page, newer);
    await fill(dialog, { "Given to": "Day desk", "By which channel": "text message" });
    await dialog.getByRole("button", { name: "Save hand-over" }).click();
    await expect(dialog).toBeHidden();
    await expect(steps(page).nth(1)).toHaveText(
      /^Done: Handed over to Day desk, by text message, /,
    );
    await expect(steps(page).nth(2)).toHaveText(/^To do now: Wait until a call comes with it/);

    await test.step("both pass while they overlap, and the page says when each was used", async () => {
      await expectLive(page);
      expect(await fateOf(peer, newer)).toBe("b-number-unassigned");
      expect(await fateOf(peer, older)).toBe("b-number-unassigned");
      // The agents note uses a moment after the calls.
      await expect(async () => {
        await page.reload();
        await expect(cellOf(page, older, CALLS)).toHaveText("2", { timeout: 300 });
        await expect(cellOf(page, older, LAST_USED)).not.toHaveText("never", { timeout: 300 });
        await expect(steps(page).nth(2)).toHaveText(
          /^Done: The carrier uses the new one1 call with it within the last day, the latest /,
          { timeout: 300 },
        );
      }).toPass({ timeout: 30_000 });
    });

    await page.getByRole("button", { name: `${older.username}: retire` }).click();
    const retire = page.getByRole("dialog", { name: `Retire ${older.username}` });
    await retire.getByRole("button", { name: "Retire credential" }).click();
    await expect(retire).toBeHidden();
    await expectLive(page);
    await expect(steps(page).nth(3)).toHaveText(/^Done: carrier-2029 retired/);
    await expect(steps(page).nth(4)).toHaveText(/^To do now: carrier-2029 ends by itself/);
    expect(await fateOf(peer, older)).toBe("b-number-unassigned");

    await test.step("revoked: the count of its calls before the press, refused after it", async () => {
      await page.getByRole("button", { name: `${older.username}: revoke` }).click();
      const revoke = page.getByRole("alertdialog");
      await expect(revoke).toContainText(/It has let [23] calls in within the last day\./);
      await expect(revoke).toContainText("The other credential keeps working.");
      await revoke.getByRole("button", { name: "Revoke credential" }).click();
      await expect(revoke).toBeHidden();
      await expectLive(page);
      expect(await fateOf(peer, older)).toBe("digest-failed");
      expect(await fateOf(peer, newer)).toBe("b-number-unassigned");
      await expect(steps(page).nth(4)).toHaveText(/^Done: carrier-2029 is gone: revoked, /);
      await expect(rowOf(page, older).getByText("Revoked", { exact: true })).toBeVisible();
    });
  } finally {
    await peer.close();
  }

  await page.goto(`${installation.portalUrl}/carriers/${carrierId}/contacts`);
  await expect(page.getByText("Password of SIP username carrier-2030")).toBeVisible();
  await expect(page.getByText("Handed over to Day desk, by text message.")).toBeVisible();
});

function makeChallengedCarrier(): Promise<string> {
  return asAdmin(installation, async (ctx) => {
    const { id, version } = await makeReadyCarrier(ctx, { name: "Challenged Carrier" });
    await makeAclEntry(ctx, id, { block: ADDRESS });
    const customer = await makeCustomer(ctx, { name: "Customer of Challenged" });
    const trunk = await makeTrunk(ctx, id, customer.id);
    await addTaxRate(ctx, { country: "TO", name: "VAT", percent: "15" });
    await makeAcceptedQuote(ctx, trunk.id, { taxCountry: "TO" });
    await updateCarrier(ctx, { id, version, authMode: "acl_and_digest" });
    return id;
  });
}

/** Issues one through the form; the password is read off the page, and what the copy button gives is the same. */
async function issue(page: Page, username: string): Promise<Proof> {
  await page.getByRole("button", { name: "Issue credential" }).click();
  const dialog = page.getByRole("dialog", { name: "Issue SIP credential" });
  await dialog.getByLabel("Username").fill(username);
  await dialog.getByRole("button", { name: "Issue credential" }).click();
  await expect(dialog).toBeHidden();
  const shown = page.getByRole("status").filter({ hasText: "Copy this password now" });
  await expect(shown).toBeFocused();
  await expect(shown.locator("dd").first()).toHaveText(username);
  const password = (await shown.locator("dd").last().locator("code").textContent()) ?? "";
  expect(password).toMatch(/^[A-Za-z0-9]{24}$/);
  await shown.getByRole("button", { name: "Copy password" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(password);
  return { username, password };
}

async function openHandOver(page: Page, { username }: Proof): Promise<Locator> {
  await page.getByRole("button", { name: `${username}: note the hand-over` }).click();
  return page.getByRole("dialog", { name: `Hand-over of ${username}` });
}

const rowOf = (page: Page, { username }: Proof) =>
  page.getByRole("table", { name: "SIP credentials" }).getByRole("row").filter({
    hasText: username,
  });

/** Cells of a row after its username. */
const LAST_USED = 1;
const CALLS = 2;
const cellOf = (page: Page, proof: Proof, place: number) =>
  rowOf(page, proof).getByRole("cell").nth(place);

const steps = (page: Page) =>
  page.getByRole("list", { name: "Rotation, step by step" }).getByRole("listitem");

/** Why a call that proves itself this way is refused. */
async function fateOf(peer: SipPeer, proof: Proof): Promise<string | null> {
  const call = await placeProven(
    sipAddressOf(installation),
    {
      peer,
      requestUri: `sip:${NOBODY}@${PLATFORM.signallingFqdn}`,
      from: "<sip:+6421555123@carrier.example>",
    },
    proof,
  );
  return (await call.refused()).header("X-Cradle-Reason");
}
