// Which role, and which part of the system, may call which verb at all: what the tests of the verbs and of the REST interface hold.
import { ROLES, type Role, SYSTEM_IDS, type SystemId } from "@/lib/auth/actor";

export type Who = Role | `system ${SystemId}`;

const ALL: readonly Who[] = ROLES;
const CONFIGURE: readonly Who[] = ["admin", "onboarding"];
const OPERATE: readonly Who[] = ["admin", "onboarding", "support"];
const SELL: readonly Who[] = ["admin", "sales"];
const ADMIN: readonly Who[] = ["admin"];
export const EVERYONE: readonly Who[] = [
  ...ROLES,
  ...SYSTEM_IDS.map((id) => `system ${id}` as const),
];
const SEED: Who = "system seed";
const CONSOLE: Who = "system console";

/** Verb → who may call it at all. A verb whose permission hangs on the arrow is tested for that beside its file. */
export const TABLE: Readonly<Record<string, readonly Who[]>> = {
  "acl/add-acl-entry": [...CONFIGURE, SEED],
  "acl/list-acl-entries": [...ALL, SEED],
  "acl/remove-acl-entry": [...CONFIGURE, SEED],
  "acl/update-acl-entry": [...CONFIGURE, SEED],
  "agents/get-config-status": [...ALL, SEED],
  "agents/list-agents": [...ALL, SEED],
  "audit/list-audit-events": [...ALL, SEED],
  "audit/verify-audit-chain": [...ALL, SEED],
  "call-check/check-call": [...ALL, SEED],
  "calls/get-call": [...ALL, SEED],
  "calls/list-calls": [...ALL, SEED],
  "calls/list-unknown-sources": [...ALL, SEED],
  "carriers/change-carrier-state": [...OPERATE, SEED],
  "carriers/create-carrier": [...CONFIGURE, SEED],
  "carriers/get-carrier": [...ALL, SEED],
  "carriers/list-carriers": [...ALL, SEED],
  "carriers/onboard-carrier": [...CONFIGURE, SEED],
  "carriers/update-carrier": [...CONFIGURE, SEED],
  // By whose contact it is, one of both permissions: tested beside the verbs.
  "contacts/add-contact": [...CONFIGURE, "sales", SEED],
  "contacts/deactivate-contact": [...CONFIGURE, "sales", SEED],
  "contacts/list-contacts": [...ALL, SEED],
  "contacts/update-contact": [...CONFIGURE, "sales", SEED],
  "credentials/issue-credential": [...CONFIGURE, SEED],
  "credentials/list-credentials": [...ALL, SEED],
  "credentials/note-credential-hand-over": [...CONFIGURE, SEED],
  "credentials/retire-credential": [...CONFIGURE, SEED],
  "credentials/retire-credentials": ["system jobs"],
  "credentials/revoke-credential": [...CONFIGURE, SEED],
  "customers/create-customer": [...SELL, SEED],
  "customers/get-customer": [...ALL, SEED],
  "customers/list-customers": [...ALL, SEED],
  "customers/update-customer": [...SELL, SEED],
  "documents/get-document": [...ALL, SEED],
  "documents/list-documents": [...ALL, SEED],
  // By owner: each is tested beside its file.
  "documents/upload-document": [...ALL, SEED],
  "exchanges/list-exchanges": [...ALL, SEED],
  // Whoever signs for it is a person.
  "exchanges/record-exchange": ALL,
  "gateways/add-gateway": [...CONFIGURE, SEED],
  "gateways/list-gateways": [...ALL, SEED],
  "gateways/remove-gateway": [...CONFIGURE, SEED],
  "gateways/update-gateway": [...CONFIGURE, SEED],
  // Whoever sends or acknowledges is a person: the system's parts are refused.
  "hand-offs/acknowledge-hand-off": CONFIGURE,
  "hand-offs/attach-hand-off-pdf": ["system jobs"],
  "hand-offs/get-hand-off-draft": [...ALL, SEED],
  "hand-offs/get-hand-off-to-render": ["system jobs"],
  "hand-offs/list-hand-offs": [...ALL, SEED],
  "hand-offs/send-hand-off": CONFIGURE,
  // Tells nothing but whether the database answers: a load balancer asks it.
  "health/check-database": EVERYONE,
  "numbers/add-number": [...CONFIGURE, SEED],
  "numbers/add-number-range": [...CONFIGURE, SEED],
  "numbers/import-numbers": [...CONFIGURE, SEED],
  "numbers/list-numbers": [...ALL, SEED],
  "numbers/preview-number-import": [...CONFIGURE, SEED],
  "numbers/remove-number": [...CONFIGURE, SEED],
  "numbers/update-number": [...CONFIGURE, SEED],
  // Whoever signs for a quote or its answer is a person.
  "quotes/create-quote": [...SELL, SEED],
  "quotes/expire-quotes": ["system jobs"],
  "quotes/get-quote-sheet": [...ALL, SEED, "system jobs"],
  "quotes/list-quotes": [...ALL, SEED],
  "quotes/record-quote-answer": SELL,
  "quotes/revise-quote": [...SELL, SEED],
  "quotes/send-quote": SELL,
  "quotes/update-quote-draft": [...SELL, SEED],
  "quotes/withdraw-quote": [...SELL, SEED],
  // Whoever signs for a requirement or a verification is a person: the system's parts are refused.
  "requirements/record-requirement": CONFIGURE,
  "settings/add-core-endpoint": [...ADMIN, SEED],
  "settings/add-core-source": [...ADMIN, SEED],
  "settings/add-egress-address": [...ADMIN, SEED],
  "settings/add-lab-network": [...ADMIN, SEED],
  "settings/get-settings": [...ALL, SEED, CONSOLE],
  "settings/remove-core-endpoint": [...ADMIN, SEED],
  "settings/remove-core-source": [...ADMIN, SEED],
  "settings/remove-egress-address": [...ADMIN, SEED],
  "settings/remove-lab-network": [...ADMIN, SEED],
  "settings/update-core-endpoint": [...ADMIN, SEED],
  "settings/update-settings": [...ADMIN, SEED],
  "staff/authenticate-password": ["system sign-in"],
  "staff/change-role": [...ADMIN, SEED, CONSOLE],
  "staff/clean-up-sessions": ["system jobs"],
  "staff/create-session": ["system sign-in"],
  "staff/disable-staff": [...ADMIN, SEED, CONSOLE],
  "staff/invite-staff": [...ADMIN, SEED, CONSOLE],
  "staff/list-staff": [...ALL, SEED, CONSOLE],
  "staff/load-session": ["system sign-in"],
  "staff/match-sso-identity": ["system sign-in"],
  // One's own session: anyone's else needs the permission to manage staff.
  "staff/revoke-session": [...ALL, SEED, CONSOLE],
  "tax-rates/add-tax-rate": [...ADMIN, SEED],
  "tax-rates/list-tax-rates": [...ALL, SEED, CONSOLE],
  "tax-rates/remove-tax-rate": [...ADMIN, SEED],
  "tax-rates/update-tax-rate": [...ADMIN, SEED],
  // Whoever announces or declares is a person: the system's parts are refused.
  "test-calls/announce-test-call": OPERATE,
  "test-calls/cancel-test-call": [...OPERATE, SEED],
  "test-calls/declare-test-call": [...OPERATE, SEED],
  "test-calls/finish-test-calls": ["system jobs"],
  "test-calls/list-test-calls": [...ALL, SEED],
  "test-calls/match-test-call": [...OPERATE, SEED],
  "tokens/authenticate-token": ["system sign-in"],
  "tokens/create-token": [...ADMIN, SEED, CONSOLE],
  "tokens/list-tokens": [...ALL, SEED, CONSOLE],
  "tokens/revoke-token": [...ADMIN, SEED, CONSOLE],
  "trunks/change-trunk-state": [...OPERATE, SEED],
  "trunks/create-trunk": [...CONFIGURE, SEED],
  "trunks/get-trunk": [...ALL, SEED],
  "trunks/list-trunks": [...ALL, SEED],
  "trunks/update-trunk": [...CONFIGURE, SEED],
  "verifications/change-verification-state": OPERATE,
  "verifications/create-verification-request": CONFIGURE,
  "verifications/expire-verifications": ["system jobs"],
};
