// The long story's first part: a customer asks, the carrier is asked, and its answers become its configuration.
import type { Keyboard } from "../fixtures/keyboard";
import { expectLive } from "../fixtures/portal-pages";
import {
  BYOC_NUMBER,
  button,
  CARRIER,
  CARRIER_CONTACT,
  type Cast,
  COUNTRY,
  CUSTOMER,
  CUSTOMER_CONTACT,
  expect,
  heading,
  TRUNK,
} from "./cast";

export async function addCustomer({ sales }: Cast): Promise<void> {
  const { page } = sales;
  await sales.open("New customer");
  const form = page.getByRole("form", { name: "New customer" });
  await sales.type(form.getByLabel("Customer name", { exact: true }), CUSTOMER);
  await sales.type(form.getByLabel("Customer country", { exact: true }), COUNTRY);
  await sales.enter();
  await expect(heading(page, CUSTOMER)).toBeVisible();
  await addContact(sales, CUSTOMER_CONTACT, "Commercial");
}

async function addContact(
  keyboard: Keyboard,
  contact: { readonly name: string; readonly email: string },
  role: string,
): Promise<void> {
  const { page } = keyboard;
  await keyboard.press(button(page, "Add contact"));
  const form = page.getByRole("form", { name: "Add contact" });
  await keyboard.type(form.getByLabel("Contact name", { exact: true }), contact.name);
  await keyboard.choose(form.getByLabel("Contact for"), role);
  await keyboard.type(form.getByLabel("E-mail", { exact: true }), contact.email);
  await keyboard.enter();
  await expect(page.getByRole("rowheader", { name: contact.name })).toBeVisible();
}

/** A carrier of which nothing is known but who wants it, and with which number. */
export async function enquire({ onboarding }: Cast): Promise<void> {
  const { page } = onboarding;
  await onboarding.open("New carrier");
  const form = page.getByRole("form", { name: "New carrier" });
  const field = (label: string) => form.getByLabel(label, { exact: true });
  await onboarding.type(field("Carrier name"), CARRIER);
  await onboarding.type(field("Carrier country"), "NZ");
  await onboarding.lookUp(
    form.getByRole("combobox", { name: "Existing customer", exact: true }),
    CUSTOMER,
  );
  await onboarding.type(field("Trunk name"), TRUNK);
  await onboarding.type(field("Allowed destination countries"), "NZ, AU");
  await onboarding.type(field("E.164 number"), BYOC_NUMBER);
  await onboarding.enter();
  await expect(heading(page, CARRIER)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: TRUNK })).toContainText("Enquiry");
}

/** The questions go out by mail; what the carrier answers on the phone is typed in, and carried over. */
export async function askAndAnswer({ onboarding, carrier }: Cast): Promise<void> {
  const { page } = onboarding;
  await onboarding.press(page.getByRole("link", { name: "Contacts and log" }));
  await addContact(onboarding, CARRIER_CONTACT, "NOC");
  await onboarding.press(page.getByRole("link", { name: "Questions", exact: true }));
  await onboarding.press(button(page, "Ask by mail"));
  const ask = page.getByRole("form", { name: "Ask the carrier by mail" });
  await onboarding.press(ask.getByRole("button", { name: "Send questions" }));
  await expect(ask).toBeHidden();

  const form = page.getByRole("form", { name: "What the carrier must tell us" });
  const asked = (words: string) => form.getByLabel(words, { exact: true });
  const yes = (words: string) => onboarding.choose(asked(words), "Yes");
  await yes("Do you exchange SIP with us directly, with nobody in between?");
  await yes("Do your calls come from a fixed set of addresses?");
  await onboarding.type(asked("From which addresses?"), `${carrier.address} main switch`);
  await yes("Do you send INVITEs to the FQDN we give you, not to an address?");
  await onboarding.type(
    asked("To which hosts, ports and transports do we send calls?"),
    `${carrier.address}:${carrier.port} udp`,
  );
  await yes("Do you let us in by FQDN and addresses, without registration?");
  await yes("Do you send every number in full E.164 with +?");
  await yes("Do you take every number in full E.164 with +?");
  await yes("Does the caller's number reach us unchanged?");
  await yes("Does the number that we send reach the called party unchanged?");
  await yes("Can numbers that Cradle supplies pass as A-numbers?");
  await onboarding.press(button(page, "Save answers"));
  await expect(page.getByRole("table", { name: "What the answers would set up" })).toBeVisible();
  await onboarding.press(button(page, "Carry over 11 items"));
  await expect(page.getByText("11 items carried over")).toBeVisible();
  await expectLive(page);
}
