// What an outsider tries on the portal: forged changes, old cookies, forged internal headers, guessed passwords.
import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, type Page, type Request, test } from "@playwright/test";
import { disableStaff } from "@/lib/services/staff/disable-staff";
import { inviteStaff } from "@/lib/services/staff/invite-staff";
import { asAdmin } from "./fixtures/admin-context";
import { sharedInstallation } from "./fixtures/installation";
import { fill, signInAs } from "./fixtures/portal-pages";

const installation = sharedInstallation();
const own = new URL(installation.portalUrl).origin;

/** Cookies of the page go along; redirects are not followed. */
function send(request: APIRequestContext, path: string, options: object = {}) {
  return request.fetch(installation.portalUrl + path, { maxRedirects: 0, ...options });
}

/** Saves a customer through the form, and gives back the request that did it. */
async function recordSave(page: Page): Promise<Request> {
  await page.goto(`${installation.portalUrl}/customers/new`);
  const name = `Recorded ${randomUUID()}`;
  await fill(page.locator("main"), { "Customer name": name, "Customer country": "NZ" });
  const saving = page.waitForRequest((request) => "next-action" in request.headers());
  await page.getByRole("button", { name: "Create customer" }).click();
  const request = await saving;
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return request;
}

test("[security 19] a change must come from the portal's own origin; a missing Origin is refused too", async ({
  page,
}) => {
  await signInAs(page, "admin", installation);
  const save = await recordSave(page);
  // What scripts set: Origin and cookies are the browser's to add, and are not among them.
  const headers = save.headers();
  expect((await save.allHeaders()).origin).toBe(own);
  const forged = `Forged ${randomUUID()}`;
  const data = (save.postData() ?? "").replace(/Recorded [0-9a-f-]{36}/, forged);
  expect(data).toContain(forged);

  const foreign = [{}, { origin: "null" }, { origin: "https://evil.example" }];
  for (const extra of foreign) {
    const answer = await send(page.request, "/customers/new", {
      method: "POST",
      headers: { ...headers, ...extra },
      data,
    });
    expect(answer.status(), JSON.stringify(extra)).toBe(403);
  }
  await page.goto(`${installation.portalUrl}/customers?search=${encodeURIComponent(forged)}`);
  await expect(page.getByText("No customer matches")).toBeVisible();

  // The same request from the own origin does save: what is refused above is the origin and nothing else.
  await send(page.request, "/customers/new", {
    method: "POST",
    headers: { ...headers, origin: own },
    data,
  });
  await page.reload();
  await expect(page.getByRole("link", { name: forged })).toBeVisible();
});

test("[security 17] an action without a session saves nothing and says so", async ({
  page,
  playwright,
}) => {
  await signInAs(page, "admin", installation);
  const save = await recordSave(page);
  const stranger = await playwright.request.newContext();
  const answer = await send(stranger, "/customers/new", {
    method: "POST",
    headers: { ...save.headers(), origin: own },
    data: save.postData() ?? "",
  });
  expect(await answer.text()).toContain('"kind":"unauthenticated"');
  await stranger.dispose();
});

test("[security 17, 18] without a session no page and no answer, whatever internal headers are forged", async ({
  playwright,
}) => {
  const stranger = await playwright.request.newContext();
  const forgeries = [
    {},
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-nextjs-data": "1" },
  ];
  for (const headers of forgeries) {
    const page = await send(stranger, "/carriers", { headers });
    expect(page.status(), JSON.stringify(headers)).toBe(307);
    expect((await send(stranger, "/api/live", { headers })).status()).toBe(401);
    expect((await send(stranger, "/api/options/customers", { headers })).status()).toBe(401);
  }
  await stranger.dispose();
});

test("[security 21] signing out ends the session: its cookie opens nothing any more", async ({
  page,
  playwright,
}) => {
  await signInAs(page, "support", installation);
  const kept = await page.context().storageState();
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();

  const replay = await playwright.request.newContext({ storageState: kept });
  expect((await send(replay, "/carriers")).status()).toBe(307);
  expect((await send(replay, "/api/live")).status()).toBe(401);
  await replay.dispose();
});

test("[security 18] whoever is disabled is refused at the next press, and nothing is saved", async ({
  browser,
  page,
}) => {
  await signInAs(page, "admin", installation);
  const email = `${randomUUID()}@demo.example`;
  const invited = await asAdmin(installation, (ctx) =>
    inviteStaff(ctx, { email, name: "Leaving soon", role: "sales", makePassword: true }),
  );
  const theirs = await browser.newContext();
  const open = await theirs.newPage();
  await open.goto(`${installation.portalUrl}/sign-in`);
  await fill(open.locator("main"), { "E-mail": email, Password: invited.firstPassword ?? "" });
  await open.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(open.getByRole("heading", { level: 1, name: "Carriers" })).toBeVisible();
  await open.goto(`${installation.portalUrl}/customers/new`);
  const name = `Never saved ${randomUUID()}`;
  await fill(open.locator("main"), { "Customer name": name, "Customer country": "NZ" });

  const { id, version } = invited;
  await asAdmin(installation, (ctx) => disableStaff(ctx, { id, version }));
  await open.getByRole("button", { name: "Create customer" }).click();
  await expect(open.getByText("You are not signed in, or your session has ended.")).toBeVisible();
  const stored = await asAdmin(installation, (_ctx, prisma) =>
    prisma.customer.count({ where: { name } }),
  );
  expect(stored).toBe(0);
  await open.goto(`${installation.portalUrl}/customers`);
  await expect(open.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await theirs.close();
});

test("[security 21] an unknown account and a wrong password get one answer", async ({ page }) => {
  for (const email of ["nobody@demo.example", "sales@demo.example"]) {
    await page.goto(`${installation.portalUrl}/sign-in`);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("E-mail or password is not right.")).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
  }
});

test("[security 21] every page forbids foreign code and frames", async ({ page }) => {
  const answer = await page.goto(`${installation.portalUrl}/sign-in`);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  const again = await page.goto(`${installation.portalUrl}/sign-in`);
  expect(again?.headers()["content-security-policy"]).not.toBe(policy);
});

test("[security 20] the session's cookie is out of scripts' reach, and holds nothing that they are told", async ({
  page,
}) => {
  await signInAs(page, "sales", installation);
  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => cookie.name.endsWith("byoc.session"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("session");
  const told = await send(page.request, "/api/auth/session");
  expect(Object.keys(await told.json())).toEqual(["expires"]);
});
