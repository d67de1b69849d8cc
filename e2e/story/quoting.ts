// The story's first part: a carrier on paper, and the quote before any work is done.
import { expect, type Page } from "@playwright/test";
import { expectLive, fill } from "../fixtures/portal-pages";
import {
  BYOC_NUMBER,
  CARRIER,
  CARRIER_CONTACT,
  CUSTOMER,
  CUSTOMER_CONTACT,
  type Story,
  TRUNK,
} from "./cast";
import { choose, openCarrierTab, openTrunk } from "./pages";

/** Half a cent of tax is rounded up: 458.50 × 15 % = 68.775. */
const TOTALS = { subtotal: "458.50", tax: "68.78", total: "NZD 527.28" };

const LINES = [
  { kind: "One-off", text: "Set-up and testing", quantity: "1", price: "450", discount: "10" },
  { kind: "Monthly", text: "Channel", quantity: "2", price: "12.50", discount: "0" },
  { kind: "Usage", text: "Outbound minutes", quantity: "1000", price: "0.0285", discount: "0" },
];

/** The tax rate of the customer's country, and who issues quotes. */
export async function setUpQuoting({ pages: { admin }, portalUrl, album }: Story): Promise<void> {
  await admin.goto(`${portalUrl}/settings/quoting`);
  await admin.getByRole("button", { name: "Add tax rate" }).click();
  const form = admin.getByRole("form", { name: "Add tax rate" });
  await fill(form, { Country: "NZ", Name: "GST", Percent: "15" });
  await album.take(admin, "tax rate form");
  await form.getByRole("button", { name: "Add tax rate" }).click();
  await expect(admin.getByRole("row", { name: "NZ GST" })).toContainText("15 %");
  await album.take(admin, "quoting settings");
}

/** Sales knows the customer first, with whom to write to. */
export async function addCustomer({ pages: { sales }, portalUrl, album }: Story): Promise<void> {
  await sales.goto(`${portalUrl}/customers/new`);
  const form = sales.getByRole("form", { name: "New customer" });
  await fill(form, { "Customer name": CUSTOMER, "Customer country": "NZ" });
  await form.getByRole("button", { name: "Create customer" }).click();
  await expect(sales.getByRole("heading", { level: 1, name: CUSTOMER })).toBeVisible();
  await addContact(sales, CUSTOMER_CONTACT, "freight@rata.example", "Commercial");
  await album.take(sales, "customer with contact");
}

/** On the page of a customer, or on a carrier's page of contacts. */
async function addContact(page: Page, name: string, email: string, role: string): Promise<void> {
  await page.getByRole("button", { name: "Add contact" }).click();
  const form = page.getByRole("form", { name: "Add contact" });
  await fill(form, { "Contact name": name, "E-mail": email });
  await form.getByLabel("Contact for").selectOption(role);
  await form.getByRole("button", { name: "Add contact" }).click();
  await expect(page.getByRole("rowheader", { name })).toBeVisible();
}

export async function createCarrier(story: Story): Promise<void> {
  const { pages, portalUrl, album, carrier } = story;
  const page = pages.onboarding;
  await page.goto(`${portalUrl}/carriers`);
  await page.getByRole("link", { name: "New carrier" }).click();
  const form = page.getByRole("form", { name: "New carrier" });
  await fill(form, {
    "Carrier name": CARRIER,
    "Carrier country": "NZ",
    "Address or block": carrier.address,
    "Entry label": "Session border controller",
    Host: carrier.address,
    Port: String(carrier.port),
    "Trunk name": TRUNK,
    "Trunk country": "NZ",
    "Allowed destination countries": "NZ, AU",
    "E.164 number": BYOC_NUMBER,
    "Number label": "Main line",
  });
  await choose(page, "Existing customer", CUSTOMER);
  await album.take(page, "new carrier form");
  await form.getByRole("button", { name: "Create carrier" }).click();
  await expect(page.getByRole("heading", { level: 1, name: CARRIER })).toBeVisible();
  await expectLive(page);
  await album.take(page, "carrier");
  await page.getByRole("link", { name: "Contacts and log" }).click();
  await addContact(page, CARRIER_CONTACT, "noc@weka.example", "NOC");
  await album.take(page, "carrier contacts");
}

export async function draftQuote({ pages: { sales }, portalUrl, album }: Story): Promise<void> {
  await openTrunk(sales, portalUrl);
  await sales.getByRole("link", { name: "New quote" }).click();
  const form = sales.getByRole("form", { name: "New quote" });
  await fill(form, { "Agreed channels": "2", "Agreed calls per second": "5" });
  for (const [index, line] of LINES.entries()) {
    const of = (label: string) => form.getByLabel(`${label} of line ${index + 1}`);
    if (index > 0) await form.getByRole("button", { name: "Add line" }).click();
    await of("Charged").selectOption(line.kind);
    await of("Description").fill(line.text);
    await of("Quantity").fill(line.quantity);
    await of("Unit price").fill(line.price);
    await of("Disc. %").fill(line.discount);
  }
  for (const amount of Object.values(TOTALS)) await expect(form).toContainText(amount);
  await album.take(sales, "quote draft form");
  await form.getByRole("button", { name: "Save draft" }).click();
  const sheet = sales.getByRole("region", { name: "What the customer will get" });
  for (const amount of Object.values(TOTALS)) await expect(sheet).toContainText(amount);
  await expect(sheet).toContainText("2 channels, 5 calls per second");
  await album.take(sales, "quote draft");
}

/** Sends it, and follows PDF and mail into the inbox of the mail catcher. */
export async function sendQuote({ pages: { sales }, portalUrl, album }: Story): Promise<string> {
  await sales
    .getByLabel("Send to")
    .selectOption({ label: `${CUSTOMER_CONTACT}, freight@rata.example` });
  await sales.getByRole("button", { name: "Send quote" }).click();
  const delivery = sales.getByRole("region", { name: "Delivery and answer" });
  await expect(delivery).toContainText(`to ${CUSTOMER_CONTACT}`);
  // The job worker draws and mails it; the page keeps itself fresh meanwhile.
  await expect(delivery).toContainText("sent to freight@rata.example", { timeout: 30_000 });
  const number = (await sales.getByRole("heading", { level: 1 }).textContent()) ?? "";
  expect(number).toMatch(/^\S*\d{4}\S*$/);
  await album.take(sales, "quote sent");
  const page = await sales.context().newPage();
  await page.goto(`${portalUrl}/mail`);
  const sent = page.getByRole("row").filter({ hasText: "freight@rata.example" });
  await expect(sent).toContainText("sent");
  await album.take(page, "outbox");
  await page.getByRole("link", { name: "Inbox of the mail catcher" }).click();
  const caught = page.getByRole("row").filter({ hasText: "freight@rata.example" });
  await expect(caught).toContainText(number);
  await album.take(page, "inbox");
  await caught.getByRole("link").click();
  await expect(page.getByRole("heading", { name: number })).toBeVisible();
  await album.take(page, "caught mail");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /\.pdf$/ }).click(),
  ]);
  expect(await firstBytes(await download.createReadStream())).toBe("%PDF-");
  await page.close();
  return number;
}

async function firstBytes(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("latin1", 0, 5);
}

/** Quoted before proceeding: no credential until a contact of the customer has accepted. */
export async function refuseCredential(story: Story): Promise<void> {
  const { onboarding } = story.pages;
  await openCarrierTab(onboarding, story.portalUrl, "Credentials");
  await onboarding.getByRole("button", { name: "Issue credential" }).click();
  const dialog = onboarding.getByRole("dialog");
  await dialog.getByRole("button", { name: "Issue credential" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Not yet possible");
  await expect(dialog.getByRole("alert")).toContainText(
    "No contact of a customer has accepted a quote for a trunk on this carrier",
  );
  await story.album.take(onboarding, "credential refused");
  await dialog.getByRole("button", { name: "Cancel" }).click();
}

export async function acceptQuote({ pages: { sales }, portalUrl, album }: Story): Promise<void> {
  await sales.getByRole("button", { name: "Record answer" }).click();
  const form = sales.getByRole("form", { name: "Record answer" });
  await form.getByLabel("Answer", { exact: true }).selectOption("Accepted");
  await form.getByLabel("Answered by").selectOption(CUSTOMER_CONTACT);
  await fill(form, { "How the answer came": "By mail, with the signed copy beside it" });
  await album.take(sales, "answer form");
  await form.getByRole("button", { name: "Record answer" }).click();
  const delivery = sales.getByRole("region", { name: "Delivery and answer" });
  await expect(delivery).toContainText(CUSTOMER_CONTACT);
  await expect(delivery).toContainText("with the signed copy beside it");

  await sales.getByRole("button", { name: "Add evidence" }).click();
  const evidence = sales.getByRole("form", { name: "Add evidence" });
  await evidence.getByLabel("File").setInputFiles({
    name: "acceptance.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("We accept the quote.\n"),
  });
  await fill(evidence, { "What it is": "Acceptance" });
  await evidence.getByRole("button", { name: "Add document" }).click();
  await expect(sales.getByRole("link", { name: "acceptance.txt" })).toBeVisible();
  await album.take(sales, "quote accepted");

  await openTrunk(sales, portalUrl);
  await expect(sales.getByText("Configuring", { exact: true }).first()).toBeVisible();
  const configuration = sales.getByRole("region", { name: "Configuration" });
  await expect(configuration).toContainText("2, as the accepted quote agrees");
  await expect(configuration).toContainText("5, as the accepted quote agrees");
  await album.take(sales, "trunk configuring");
}
