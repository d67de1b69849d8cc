// What the carrier must tell us: filled in during the call, carried over by a press, asked by mail, read back from its table.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { makeCarrier } from "@/prisma/factories/carrier";
import { asAdmin } from "./fixtures/admin-context";
import { sharedInstallation } from "./fixtures/installation";
import { expectLive, signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();

const question = (page: Page | Locator, ask: string) => page.getByLabel(ask, { exact: true });

test("answers open further questions, are kept incomplete, carried over by a press, asked for by mail and read back", async ({
  browser,
  page,
}) => {
  test.setTimeout(120_000);
  await signInAs(page, "admin", installation);
  const { id } = await asAdmin(installation, (ctx) =>
    makeCarrier(ctx, { name: "Questioned Carrier" }),
  );
  const path = `${installation.portalUrl}/carriers/${id}/questions`;
  await page.goto(path);

  const addresses = question(page, "From which addresses?");
  await expect(addresses).toBeHidden();
  await question(page, "Do your calls come from a fixed set of addresses?").selectOption("yes");
  await expect(addresses).toBeVisible();
  await addresses.fill("127.0.59.9 main switch\n10.1.2.3 behind it");
  await question(page, "To which hosts, ports and transports do we send calls?").fill(
    "127.0.59.10:5070 udp",
  );
  await question(page, "NOC: e-mail address").fill("noc@questioned.example");
  const channels = question(page, "How many calls at a time?");
  await channels.fill("thirty");
  const save = page.getByRole("button", { name: "Save answers" });
  await save.click();
  await expect(page.getByText("Must be a whole number, such as 30")).toBeVisible();
  await expect(channels).toBeFocused();
  await expect(addresses).toHaveValue("127.0.59.9 main switch\n10.1.2.3 behind it");
  await expect(page.getByText("Nothing to carry over yet")).toBeVisible();

  // Meanwhile somebody else fills in what they know.
  const others = await browser.newContext();
  const other = await others.newPage();
  await signInAs(other, "onboarding", installation);
  await other.goto(path);
  await question(other, "Which codecs, the best first?").fill("PCMA");
  await other.getByRole("button", { name: "Save answers" }).click();
  await expectLive(other);
  await others.close();

  await channels.fill("30");
  await save.click();
  await expect(page.getByText("Changed meanwhile")).toBeVisible();
  await expect(page.getByRole("table", { name: "What differs" })).toContainText("PCMA");
  await page.getByRole("button", { name: "Save mine over it" }).click();
  await expectLive(page);
  await expect(question(page, "Which codecs, the best first?")).toHaveValue("PCMA");

  const plan = page.getByRole("table", { name: "What the answers would set up" });
  await expect(plan.getByRole("row", { name: /ACL entry 10\.1\.2\.3/ })).toContainText("private");
  await plan.getByRole("checkbox", { name: "Limit to 30 channels" }).uncheck();
  await page.getByRole("button", { name: "Carry over 4 items" }).click();
  await expect(page.getByText("4 items carried over")).toBeVisible();
  await expectLive(page);
  await expect(plan.getByRole("row", { name: /ACL entry 127\.0\.59\.9/ })).toContainText(
    "There already",
  );
  await plan.getByRole("checkbox", { name: "Limit to 30 channels" }).check();
  await expect(page.getByRole("button", { name: "Carry over 1 item" })).toBeVisible();

  await page.getByRole("button", { name: "Ask by mail" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Words of your own in the mail").fill("As agreed on the phone.");
  await dialog.getByRole("button", { name: "Send questions" }).click();
  await expect(dialog).toBeHidden();
  await page.goto(`${installation.portalUrl}/carriers/${id}/contacts`);
  const line = page.getByText("Cradle BYOC: what we need to know from Questioned Carrier");
  await expect(line.first()).toBeVisible();

  await page.goto(`${path}/import`);
  const table = 'id,question,answer,hint\ncodecs,,PCMU,\ndtmf,,loud,\ntransports,,"udp, tls",\n';
  await page.getByLabel("Table", { exact: true }).fill(table);
  await page.getByRole("button", { name: "Check the table" }).click();
  const rows = page.getByRole("table", { name: "Rows of the table" });
  await expect(rows.getByRole("row", { name: /DTMF/ })).toContainText("Must be one of: rfc4733");
  await page.getByRole("button", { name: "Keep the 2 answers that are right" }).click();
  await page.waitForURL(path);
  await expect(question(page, "Which codecs, the best first?")).toHaveValue("PCMU");
  await expect(
    question(page, "Which name does your TLS certificate have, and who issued it?"),
  ).toBeVisible();
  await expect(question(page, "How are DTMF tones sent?")).toHaveValue("");
});
