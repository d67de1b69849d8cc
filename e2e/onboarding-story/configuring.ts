// The long story's third part: the carrier is ready, a Cradle number is verified with it, and the trunk goes to testing.
import { expectLive } from "../fixtures/portal-pages";
import {
  button,
  CARRIER,
  type Cast,
  CRADLE_NUMBER,
  CUSTOMER,
  expect,
  heading,
  REFERENCE,
  TRUNK,
} from "./cast";

export async function makeReady({ onboarding }: Cast): Promise<void> {
  const { page } = onboarding;
  await onboarding.open(CARRIER);
  await expect(heading(page, CARRIER)).toBeVisible();
  await onboarding.press(button(page, "Mark ready"));
  await expectLive(page);
  await expect(page.getByText("Ready", { exact: true }).first()).toBeVisible();
  await onboarding.expectFocus();
}

/** Draws up the letter, sends it to the carrier, and records its answer. */
export async function verifyCradleNumber({ onboarding }: Cast): Promise<void> {
  const { page } = onboarding;
  await onboarding.open("Numbers");
  await onboarding.press(button(page, "Add number"));
  const number = page.getByRole("form", { name: "Add number" });
  await onboarding.type(number.getByLabel("E.164 number"), CRADLE_NUMBER);
  await onboarding.choose(number.getByLabel("Kind"), "Cradle number: our own");
  await onboarding.lookUp(
    number.getByRole("combobox", { name: "Customer", exact: true }),
    CUSTOMER,
  );
  await onboarding.press(number.getByRole("button", { name: "Add number" }));
  await expect(page.getByRole("row").filter({ hasText: CRADLE_NUMBER })).toContainText(CUSTOMER);

  await onboarding.open("New verification request");
  const request = page.getByRole("form", { name: "New verification request" });
  await onboarding.lookUp(request.getByRole("combobox", { name: "Carrier", exact: true }), CARRIER);
  await onboarding.type(request.getByLabel("Reference"), REFERENCE);
  await onboarding.type(request.getByLabel("Cradle numbers"), CRADLE_NUMBER);
  await onboarding.press(request.getByRole("button", { name: "Draw up request" }));
  await expect(heading(page, REFERENCE)).toBeVisible();
  await onboarding.press(button(page, "Submit to the carrier"));
  await expect(page.getByText("With the carrier", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /LOA.*\.pdf$/ })).toBeVisible({ timeout: 30_000 });

  const answer = page.getByRole("form", { name: "Carrier's answer" });
  await onboarding.type(answer.getByLabel("The carrier’s reference or reason"), "KOTARE-7");
  await onboarding.press(answer.getByRole("button", { name: "Record answer" }));
  await expectLive(page);
  const row = page.getByRole("row").filter({ hasText: CRADLE_NUMBER });
  await expect(row).toContainText("Verified");
}

export async function beginTesting({ onboarding }: Cast): Promise<void> {
  const { page } = onboarding;
  await onboarding.open(TRUNK);
  await expect(heading(page, TRUNK)).toBeVisible();
  await onboarding.press(button(page, "Move to testing"));
  await expectLive(page);
  await expect(page.getByText("Testing", { exact: true }).first()).toBeVisible();
  await onboarding.expectFocus();
}
