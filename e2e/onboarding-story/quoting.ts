// The long story's second part: quoted before proceeding, and accepted.
import { button, type Cast, CUSTOMER_CONTACT, expect, heading, TRUNK } from "./cast";

export async function quoteTheTrunk({ sales }: Cast): Promise<void> {
  const { page } = sales;
  await sales.open(TRUNK);
  await expect(heading(page, TRUNK)).toBeVisible();
  await sales.press(page.getByRole("link", { name: "New quote" }));
  const form = page.getByRole("form", { name: "New quote" });
  await sales.type(form.getByLabel("Agreed channels"), "2");
  await sales.type(form.getByLabel("Agreed calls per second"), "5");
  await sales.type(form.getByLabel("Description of line 1"), "Set-up");
  await sales.type(form.getByLabel("Unit price of line 1"), "450");
  await sales.enter();
  await sales.press(button(page, "Send quote"));
  const delivery = page.getByRole("region", { name: "Delivery and answer" });
  await expect(delivery).toContainText(`sent to ${CUSTOMER_CONTACT.email}`);
}

export async function acceptTheQuote({ sales }: Cast): Promise<void> {
  const { page } = sales;
  await sales.press(button(page, "Record answer"));
  const form = page.getByRole("form", { name: "Record answer" });
  await sales.choose(form.getByLabel("Answered by"), CUSTOMER_CONTACT.name);
  await sales.type(form.getByLabel("How the answer came"), "By mail");
  await sales.press(form.getByRole("button", { name: "Record answer" }));
  const delivery = page.getByRole("region", { name: "Delivery and answer" });
  await expect(delivery).toContainText(`${CUSTOMER_CONTACT.name}`);
  await expect(form).toBeHidden();
}
