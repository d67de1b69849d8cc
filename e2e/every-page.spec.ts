// Every page in light and dark, wide and narrow: drawn without a fault, nothing serious for axe, no sideways scrolling.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { CARRIERS, PLATFORM } from "@/prisma/seed-plan";
import { sharedInstallation } from "./fixtures/installation";
import { makePageRows } from "./fixtures/page-rows";
import { PlacedCall } from "./fixtures/peer-call";
import { signInAs } from "./fixtures/portal-pages";
import { SipPeer } from "./fixtures/sip-peer";

const installation = sharedInstallation();

const PAGES = [
  ...[
    "/onboarding",
    "/carriers",
    "/carriers/new",
    "/customers",
    "/customers/new",
    "/trunks",
    "/trunks/new",
  ],
  ...["/quotes", "/numbers", "/verifications", "/calls", "/calls/unknown-sources", "/call-check"],
  ...[
    "/audit",
    "/settings",
    "/settings/network",
    "/settings/staff",
    "/settings/templates",
    "/settings/tokens",
    "/settings/agents",
  ],
  ...[
    "/settings/quoting",
    "/settings/notices",
    "/quotes/new",
    "/verifications/new",
    "/numbers/import",
    "/look-up",
  ],
  ...["/mail", "/mail/inbox", "/call-check?direction=origination&bNumber=%2B6421555123&check=1"],
];
const CARRIER_TABS = [
  "",
  "/acl",
  "/requirements",
  "/questions",
  "/questions/import",
  "/gateways",
  "/credentials",
  "/contacts",
  "/hand-off",
  "/numbers",
  "/calls",
  "/audit",
];

// A trace of a hundred pages and pictures would take longer than looking at them.
test.use({ trace: "off" });
test.describe.configure({ mode: "parallel" });

const SIZES = {
  wide: {
    viewport: { width: 1440, height: 900 },
    rows: { name: "Wide", country: "AU", cradleNumber: "+6495550181" },
  },
  narrow: {
    viewport: { width: 390, height: 844 },
    rows: { name: "Narrow", country: "GB", cradleNumber: "+6495550182" },
  },
};

for (const [size, { viewport, rows }] of Object.entries(SIZES)) {
  test(`every page, ${size}`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.setViewportSize(viewport);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`${page.url()}: ${message.text()}`);
    });

    await page.goto(`${installation.portalUrl}/sign-in`);
    faults.push(...(await look(page, "sign-in", size)));
    await signInAs(page, "admin", installation);
    await leaveOneRecord();
    const made = await makePageRows(installation, rows);
    for (const path of [...PAGES, ...(await detailPages(page)), ...made]) {
      const answer = await page.goto(installation.portalUrl + path);
      if (answer?.status() !== 200) faults.push(`${path}: status ${answer?.status()}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      faults.push(...(await look(page, path, size)));
    }
    expect(faults).toEqual([]);
  });
}

/** Pictures in both themes, and what is wrong with the page. */
async function look(page: Page, path: string, size: string): Promise<string[]> {
  const faults: string[] = [];
  const name = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "id").replaceAll(/[/?&=%]/g, "_");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({
      path: `test-results/pages/${name}-${size}-${colorScheme}.png`,
      fullPage: true,
      animations: "disabled",
    });
    const { violations } = await axe(page, colorScheme).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      faults.push(
        `${path} ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
      );
    }
  }
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (overflow > 0) faults.push(`${path}: ${overflow} pixels too wide`);
  return faults;
}

/** In the dark only the colours are others. */
function axe(page: Page, colorScheme: "light" | "dark"): AxeBuilder {
  const builder = new AxeBuilder({ page });
  if (colorScheme === "dark") return builder.withRules(["color-contrast"]);
  return builder.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
}

/** A page of each kind that shows one row. */
async function detailPages(page: Page): Promise<string[]> {
  const carrier = await firstLink(page, "/carriers", CARRIERS[0]?.name ?? "");
  const trunk = await firstLink(page, "/trunks", CARRIERS[0]?.trunk.name ?? "");
  const customer = await firstLink(page, "/customers", CARRIERS[0]?.trunk.customer ?? "");
  const record = page.getByRole("rowheader").getByRole("link").first();
  // Records go to Postgres in batches, a moment after the call.
  await expect(async () => {
    await page.goto(`${installation.portalUrl}/calls`);
    await expect(record).toBeVisible({ timeout: 200 });
  }).toPass();
  const call = await record.getAttribute("href");
  return [...CARRIER_TABS.map((tab) => carrier + tab), trunk, customer, call ?? ""];
}

async function firstLink(page: Page, path: string, name: string): Promise<string> {
  await page.goto(installation.portalUrl + path);
  const href = await page.getByRole("link", { name, exact: true }).first().getAttribute("href");
  return href ?? "";
}

/** A refused call from a demo carrier, so that the pages of calls have something to show. */
async function leaveOneRecord(): Promise<void> {
  const listen = new URL(installation.sipListen.split(",")[0] ?? "");
  const agent = { transport: "udp", address: listen.hostname, port: Number(listen.port) } as const;
  const peer = await SipPeer.open("127.0.10.1");
  const call = PlacedCall.place(agent, {
    peer,
    requestUri: `sip:+6499999999@${PLATFORM.signallingFqdn}`,
    from: "<sip:+6421555123@carrier.example>",
  });
  expect((await call.refused()).header("X-Cradle-Reason")).toBe("b-number-unassigned");
  await peer.close();
}
