// Single sign-on against a real OpenID Connect provider: who is let in, and who is not, by Google's and Entra's claims.
import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { systemDeps } from "@/lib/core/deps";
import { createLogger } from "@/lib/core/log";
import { openDatabase } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "@/lib/db/test-database";
import { createContext } from "@/lib/services/context";
import { inviteStaff } from "@/lib/services/staff/invite-staff";
import { type OidcAccount, type OidcIssuer, startOidcIssuer } from "./fixtures/oidc-issuer";
import { type PortalProcess, startPortal } from "./fixtures/portal-process";

const DOMAIN = "cradle.example";
const TENANT = randomUUID();
const REFUSAL = "This account is not invited, or not of an organisation that may sign in here.";

let database: TestDatabase;
let google: OidcIssuer;
let entra: OidcIssuer;
let portal: PortalProcess;

test.beforeAll(async () => {
  database = await testDatabase();
  await invite("invited@cradle.example", "Invited by Google");
  await invite("member@cradle.example", "Invited by Entra");
  await invite("unverified@cradle.example", "Invited but unverified");
  await invite("invited@elsewhere.example", "Invited elsewhere");
  portal = await startPortal(database.portalUrl, async (url) => {
    google = await startOidcIssuer("", `${url}/api/auth/callback/google`);
    entra = await startOidcIssuer(`/${TENANT}/v2.0`, `${url}/api/auth/callback/entra`);
    return {
      STAFF_EMAIL_DOMAINS: DOMAIN,
      GOOGLE_ISSUER: google.issuer,
      GOOGLE_CLIENT_ID: google.clientId,
      GOOGLE_CLIENT_SECRET: google.clientSecret,
      GOOGLE_WORKSPACE_DOMAINS: DOMAIN,
      ENTRA_AUTHORITY: new URL(entra.issuer).origin,
      ENTRA_TENANT_ID: TENANT,
      ENTRA_CLIENT_ID: entra.clientId,
      ENTRA_CLIENT_SECRET: entra.clientSecret,
    };
  });
});

test.afterAll(async () => {
  await portal?.stop();
  await google?.close();
  await entra?.close();
  await database?.drop();
});

interface Case {
  readonly title: string;
  readonly provider: "Google" | "Microsoft";
  readonly account: OidcAccount;
}

const workspace = { hd: DOMAIN, email_verified: true };
const tenantMember = (email: string) => ({
  email,
  preferred_username: email,
  tid: TENANT,
  oid: randomUUID(),
});

const refused: readonly Case[] = [
  {
    title: "Google: a private account without a Workspace",
    provider: "Google",
    account: { sub: "g-private", email: "invited@cradle.example", email_verified: true },
  },
  {
    title: "Google: another Workspace",
    provider: "Google",
    account: {
      sub: "g-other",
      email: "invited@cradle.example",
      email_verified: true,
      hd: "elsewhere.example",
    },
  },
  {
    title: "Google: an invited address of a domain that is not the staff's",
    provider: "Google",
    account: { sub: "g-domain", email: "invited@elsewhere.example", ...workspace },
  },
  {
    title: "Google: an unverified e-mail",
    provider: "Google",
    account: {
      sub: "g-unverified",
      email: "unverified@cradle.example",
      ...workspace,
      email_verified: false,
    },
  },
  {
    title: "Google: someone who was not invited",
    provider: "Google",
    account: { sub: "g-uninvited", email: "stranger@cradle.example", ...workspace },
  },
  {
    title: "Entra: another tenant",
    provider: "Microsoft",
    account: { sub: "e-tenant", ...tenantMember("member@cradle.example"), tid: randomUUID() },
  },
  {
    title: "Entra: an e-mail that the tenant does not vouch for",
    provider: "Microsoft",
    account: {
      sub: "e-claimed",
      ...tenantMember("member@cradle.example"),
      preferred_username: "guest@elsewhere.example",
    },
  },
  {
    title: "Entra: someone who was not invited",
    provider: "Microsoft",
    account: { sub: "e-uninvited", ...tenantMember("stranger@cradle.example") },
  },
];

for (const { title, provider, account } of refused) {
  test(`refused — ${title}`, async ({ page }) => {
    await signIn(page, provider, account);
    await expect(page.getByText(REFUSAL)).toBeVisible();
    await page.goto(`${portal.url}/carriers`);
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });
}

const admitted: readonly (Case & { readonly name: string })[] = [
  {
    title: "Google: invited, of the staff's Workspace",
    provider: "Google",
    name: "Invited by Google",
    account: { sub: "g-invited", email: "invited@cradle.example", ...workspace },
  },
  {
    title: "Entra: invited, a member of the tenant",
    provider: "Microsoft",
    name: "Invited by Entra",
    account: { sub: "e-invited", ...tenantMember("member@cradle.example") },
  },
];

for (const { title, provider, name, account } of admitted) {
  test(`admitted — ${title}, by identity from then on`, async ({ page, browser }) => {
    await signIn(page, provider, account);
    await expect(page.getByRole("heading", { level: 1, name: "Carriers" })).toBeVisible();
    await expect(page.getByRole("button", { name: `Account: ${name}` })).toBeVisible();

    // The same address under another identity is somebody else.
    const other = await browser.newPage();
    await signIn(other, provider, { ...account, sub: `${account.sub}-2`, oid: randomUUID() });
    await expect(other.getByText(REFUSAL)).toBeVisible();
    await other.close();
  });
}

async function signIn(page: Page, provider: Case["provider"], account: OidcAccount): Promise<void> {
  const issuer = provider === "Google" ? google : entra;
  issuer.account = account;
  await page.goto(`${portal.url}/sign-in`);
  await page.getByRole("button", { name: `Sign in with ${provider}` }).click();
  await page.waitForURL((url) => url.origin === portal.url && !url.pathname.startsWith("/api/"));
}

async function invite(email: string, name: string): Promise<void> {
  const pool = openDatabase(database.portalUrl, { poolSize: 1 });
  const id = randomUUID();
  const ctx = createContext({
    database: pool,
    deps: systemDeps,
    log: createLogger({ name: "sso", level: "silent" }),
    actor: { kind: "staff", id, name: "Lab admin", role: "admin", sessionId: id, isDemo: false },
    requestId: randomUUID(),
  });
  await inviteStaff(ctx, { email, name, role: "support" });
  await pool.close();
}
