// Postgres away, seen from the portal: an outage is said to be one, never a refusal, and it passes by itself.
import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { systemDeps } from "@/lib/core/deps";
import { createLogger } from "@/lib/core/log";
import { openDatabase } from "@/lib/db/client";
import { createContext } from "@/lib/services/context";
import { inviteStaff } from "@/lib/services/staff/invite-staff";
import { type OwnPostgres, ownPostgres } from "./fixtures/own-postgres";
import { fill } from "./fixtures/portal-pages";
import { type PortalProcess, startPortal } from "./fixtures/portal-process";

const EMAIL = "onboarding@cradle.example";
const PASSWORD = "correct horse battery staple";

let postgres: OwnPostgres;
let portal: PortalProcess;

test.beforeAll(async () => {
  postgres = await ownPostgres();
  await invite();
  portal = await startPortal(postgres.portalUrl, async () => ({}));
});

test.afterAll(async () => {
  await portal?.stop();
  await postgres?.drop();
});

test("signing in, reading and saving while Postgres is away, and after its return", async ({
  page,
}) => {
  const signIn = page.getByRole("form", { name: "Sign in" });
  await postgres.stop();
  await page.goto(`${portal.url}/sign-in`);
  await fill(signIn, { "E-mail": EMAIL, Password: PASSWORD });
  await signIn.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The database cannot be reached right now.")).toBeVisible();
  expect((await page.request.get(`${portal.url}/api/health`)).status()).toBe(503);

  await postgres.start();
  await expect(async () => {
    await signIn.getByRole("button", { name: "Sign in" }).click();
    const carriers = page.getByRole("heading", { level: 1, name: "Carriers" });
    await expect(carriers).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.goto(`${portal.url}/customers`);
  await page.goto(`${portal.url}/carriers/new`);
  const form = page.getByRole("form", { name: "New carrier" });
  await fill(form, { "Carrier name": "Outage Telecom", "Carrier country": "NZ" });

  await postgres.stop();
  await form.getByRole("button", { name: "Create carrier" }).click();
  const alert = form.getByRole("alert");
  await expect(alert).toContainText("Service interrupted");
  await expect(alert).toContainText("Reference");
  await expect(form.getByLabel("Carrier name")).toHaveValue("Outage Telecom");

  await postgres.start();
  await expect(async () => {
    await form.getByRole("button", { name: "Create carrier" }).click();
    const carrier = page.getByRole("heading", { level: 1, name: "Outage Telecom" });
    await expect(carrier).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

async function invite(): Promise<void> {
  const pool = openDatabase(postgres.portalUrl, { poolSize: 1 });
  const id = randomUUID();
  const ctx = createContext({
    database: pool,
    deps: systemDeps,
    log: createLogger({ name: "outage", level: "silent" }),
    actor: { kind: "staff", id, name: "Lab admin", role: "admin", sessionId: id, isDemo: false },
    requestId: randomUUID(),
  });
  await inviteStaff(ctx, {
    email: EMAIL,
    name: "Onboarder",
    role: "onboarding",
    password: PASSWORD,
  });
  await pool.close();
}
