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
  expect(await health()).toBe(503);

  await postgres.start();
  await expect.poll(health).toBe(200);
  await signIn.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Carriers" })).toBeVisible();
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
  await expect.poll(health).toBe(200);
  await form.getByRole("button", { name: "Create carrier" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Outage Telecom" })).toBeVisible();
});

async function health(): Promise<number> {
  return (await fetch(`${portal.url}/api/health`)).status;
}

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
