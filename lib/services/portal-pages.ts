// The portal's pages and what can be begun from anywhere, each with the permission that its page asks for.
import type { Permission } from "@/lib/auth/permissions";

export interface PortalPage {
  readonly label: string;
  readonly path: string;
  readonly permission: Permission;
  /** Other words that people look for it by. */
  readonly words: string;
}

const PORTAL_PAGES: readonly PortalPage[] = [
  {
    label: "New carrier",
    path: "/carriers/new",
    permission: "carrier.write",
    words: "add onboard",
  },
  { label: "New customer", path: "/customers/new", permission: "customer.write", words: "add" },
  { label: "New trunk", path: "/trunks/new", permission: "trunk.write", words: "add enquiry" },
  { label: "New quote", path: "/quotes/new", permission: "quote.write", words: "add price offer" },
  {
    label: "New verification request",
    path: "/verifications/new",
    permission: "verification.write",
    words: "add loa letter of authorisation",
  },
  {
    label: "Import numbers",
    path: "/numbers/import",
    permission: "number.write",
    words: "csv add",
  },
  {
    label: "Call check",
    path: "/call-check",
    permission: "call.check",
    words: "test explain rule",
  },
  {
    label: "Onboarding",
    path: "/onboarding",
    permission: "trunk.read",
    words: "board waiting turn blocks",
  },
  { label: "Look-up", path: "/look-up", permission: "number.read", words: "number address whose" },
  { label: "Carriers", path: "/carriers", permission: "carrier.read", words: "list" },
  { label: "Customers", path: "/customers", permission: "customer.read", words: "list" },
  { label: "Trunks", path: "/trunks", permission: "trunk.read", words: "list" },
  { label: "Quotes", path: "/quotes", permission: "quote.read", words: "list" },
  { label: "Numbers", path: "/numbers", permission: "number.read", words: "list" },
  { label: "Verifications", path: "/verifications", permission: "verification.read", words: "loa" },
  { label: "Calls", path: "/calls", permission: "call.read", words: "records cdr" },
  {
    label: "Unknown sources",
    path: "/calls/unknown-sources",
    permission: "call.read",
    words: "knocked acl firewall",
  },
  { label: "Mail", path: "/mail", permission: "mail.read", words: "outbox" },
  { label: "Audit", path: "/audit", permission: "audit.read", words: "history who" },
  { label: "Settings", path: "/settings", permission: "settings.read", words: "platform" },
  {
    label: "Network",
    path: "/settings/network",
    permission: "settings.read",
    words: "egress core",
  },
  {
    label: "Notices",
    path: "/settings/notices",
    permission: "carrier.read",
    words: "egress acknowledged reminders carriers",
  },
  { label: "Agents", path: "/settings/agents", permission: "agent.read", words: "sip" },
  {
    label: "Staff",
    path: "/settings/staff",
    permission: "staff.read",
    words: "users people roles",
  },
  { label: "API tokens", path: "/settings/tokens", permission: "token.read", words: "rest bearer" },
  {
    label: "Carrier templates",
    path: "/settings/templates",
    permission: "carrier.read",
    words: "start from",
  },
  { label: "Quoting", path: "/settings/quoting", permission: "settings.read", words: "tax terms" },
];

/** Pages whose label or words hold every word of `text`, those whose label begins with it first; all for no text. */
export function findPages(text: string, mayOpen: (page: PortalPage) => boolean): PortalPage[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = (page: PortalPage) => page.label.toLowerCase().startsWith(text.toLowerCase());
  const found = PORTAL_PAGES.filter(
    (page) =>
      mayOpen(page) &&
      words.every((word) => `${page.label} ${page.words}`.toLowerCase().includes(word)),
  );
  return [...found.filter(begins), ...found.filter((page) => !begins(page))];
}
