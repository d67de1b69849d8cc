/** Which addresses each page of the portal is asked under: random rows, every sort, filters, searches, places far inside. */
import fs from "node:fs";
import path from "node:path";

/** Kinds of rows that a page shows one of. */
export type RowKind =
  | "carrier"
  | "customer"
  | "trunk"
  | "quote"
  | "draftQuote"
  | "verification"
  | "call"
  | "mail"
  | "number"
  | "notice"
  | "caughtMail";

/** A way to ask for a page; `{carrier}` and the like stand for a random row's id. */
export interface PageAddresses {
  /** As the folders in app/ say it. */
  readonly route: string;
  readonly addresses: readonly string[];
  /** A list, whose sorts and further pages are asked for as its own links say. */
  readonly isList?: true;
}

const page = (route: string, ...addresses: string[]): PageAddresses => ({ route, addresses });
const list = (route: string, ...addresses: string[]): PageAddresses => ({
  ...page(route, ...addresses),
  isList: true,
});

/** Every page behind the session. `requireEveryPage` compares it with app/. */
export const PORTAL_PAGES: readonly PageAddresses[] = [
  list("/onboarding", "/onboarding"),
  list("/carriers", "/carriers", "/carriers?state=draft", "/carriers?search=harbour"),
  page("/carriers/[id]", "/carriers/{carrier}"),
  page("/carriers/[id]/acl", "/carriers/{carrier}/acl"),
  page("/carriers/[id]/gateways", "/carriers/{carrier}/gateways"),
  page("/carriers/[id]/questions", "/carriers/{carrier}/questions"),
  page("/carriers/[id]/questions/import", "/carriers/{carrier}/questions/import"),
  list("/carriers/[id]/audit", "/carriers/{carrier}/audit"),
  list("/carriers/[id]/calls", "/carriers/{carrier}/calls"),
  page("/carriers/[id]/contacts", "/carriers/{carrier}/contacts"),
  page("/carriers/[id]/credentials", "/carriers/{carrier}/credentials"),
  page("/carriers/[id]/hand-off", "/carriers/{carrier}/hand-off"),
  list("/carriers/[id]/numbers", "/carriers/{carrier}/numbers"),
  page("/carriers/[id]/requirements", "/carriers/{carrier}/requirements"),
  page("/carriers/new", "/carriers/new"),
  list("/customers", "/customers", "/customers?search=willow"),
  page("/customers/[id]", "/customers/{customer}"),
  page("/customers/new", "/customers/new"),
  list("/trunks", "/trunks", "/trunks?state=testing", "/trunks?search=basalt"),
  page("/trunks/[id]", "/trunks/{trunk}"),
  page("/trunks/new", "/trunks/new", "/trunks/new?carrier={carrier}"),
  list("/numbers", "/numbers", "/numbers?kind=cradle", "/numbers?search=64213"),
  page("/numbers/import", "/numbers/import"),
  page("/look-up", "/look-up?q={number}"),
  list("/quotes", "/quotes", "/quotes?state=sent", "/quotes?search=harbour"),
  page("/quotes/[id]", "/quotes/{quote}"),
  page("/quotes/[id]/edit", "/quotes/{draftQuote}/edit"),
  page("/quotes/new", "/quotes/new", "/quotes/new?trunk={trunk}"),
  list("/verifications", "/verifications", "/verifications?state=submitted"),
  page("/verifications/[id]", "/verifications/{verification}"),
  page("/verifications/[id]/letter", "/verifications/{verification}/letter"),
  page("/verifications/new", "/verifications/new", "/verifications/new?renew={verification}"),
  list("/calls", "/calls", "/calls?rule=b-number-unassigned", "/calls?number={number}"),
  page("/calls/[id]", "/calls/{call}"),
  list("/calls/unknown-sources", "/calls/unknown-sources"),
  page("/call-check", "/call-check?direction=origination&bNumber=%2B6421555123&check=1"),
  list("/audit", "/audit"),
  list("/mail", "/mail", "/mail?search=quote"),
  page("/mail/[id]", "/mail/{mail}"),
  list("/mail/inbox", "/mail/inbox"),
  page("/mail/inbox/[id]", "/mail/inbox/{caughtMail}"),
  page("/settings", "/settings"),
  page("/settings/agents", "/settings/agents"),
  page("/settings/network", "/settings/network"),
  list("/settings/notices", "/settings/notices"),
  page("/settings/notices/[id]", "/settings/notices/{notice}"),
  page("/settings/quoting", "/settings/quoting"),
  page("/settings/staff", "/settings/staff"),
  page("/settings/templates", "/settings/templates"),
  page("/settings/tokens", "/settings/tokens"),
];

const REST_LISTS = ["carriers", "customers", "trunks", "numbers", "quotes"];
export const REST_PAGES: readonly PageAddresses[] = [
  ...REST_LISTS.map((name) => page(`/api/v1/${name}`, `/api/v1/${name}?limit=50`)),
  ...["calls", "unknown-sources"].map((name) => page(`/api/v1/${name}`, `/api/v1/${name}`)),
  page("/api/v1/verification-requests", "/api/v1/verification-requests?limit=50"),
  page("/api/v1/audit-events", "/api/v1/audit-events?limit=50"),
  page(
    "/api/v1/search",
    ...["harbour", "09 887", "%2B6498879333", "203.0.113.7:5060", "Q-2026-0001", "trunk 12"].map(
      (words) => `/api/v1/search?q=${words}`,
    ),
  ),
  page("/api/v1/carriers/{id}", "/api/v1/carriers/{carrier}"),
  page("/api/v1/trunks/{id}", "/api/v1/trunks/{trunk}"),
];

/** Pages that only send on to another. */
const ELSEWHERE = new Set(["/"]);
const PORTAL_FOLDER = "app/(portal)";

/** Throws where a page of app/ is asked for under no address, or an address is of a page that is gone. */
export function requireEveryPage(): void {
  const found = fs
    .readdirSync(PORTAL_FOLDER, { recursive: true, encoding: "utf8" })
    .filter((name) => path.basename(name) === "page.tsx")
    .map((name) => `/${path.dirname(name).split(path.sep).join("/")}`.replace(/^\/\.$/, "/"))
    .filter((route) => !ELSEWHERE.has(route));
  const known = PORTAL_PAGES.map(({ route }) => route);
  const forgotten = found.filter((route) => !known.includes(route));
  const gone = known.filter((route) => !found.includes(route));
  if (forgotten.length > 0 || gone.length > 0) {
    throw new Error(`not measured: ${forgotten.join(" ")}; no pages: ${gone.join(" ")}`);
  }
}
