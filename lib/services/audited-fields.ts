// Which fields of a row an audit event keeps: an allow-list per table, so that no secret is ever written down.
import { AclEntry } from "@/lib/schemas/acl-entry";
import { ApiToken } from "@/lib/schemas/api-token";
import { Carrier, RequirementCheck } from "@/lib/schemas/carrier";
import { CarrierNotice } from "@/lib/schemas/carrier-notice";
import { CarrierTemplate } from "@/lib/schemas/carrier-template";
import { Contact } from "@/lib/schemas/contact";
import { Customer } from "@/lib/schemas/customer";
import { Document } from "@/lib/schemas/document";
import { Exchange } from "@/lib/schemas/exchange";
import { Gateway } from "@/lib/schemas/gateway";
import { HandOffAcknowledgement } from "@/lib/schemas/hand-off";
import { Mail } from "@/lib/schemas/mail";
import { PhoneNumber } from "@/lib/schemas/phone-number";
import { QuoteRevision } from "@/lib/schemas/quote";
import { RequirementObservation } from "@/lib/schemas/requirement-observation";
import { SavedView } from "@/lib/schemas/saved-view";
import { CoreEndpoint, EgressAddress, NamedBlock, PlatformSettings } from "@/lib/schemas/settings";
import { SipCredential } from "@/lib/schemas/sip-credential";
import { StaffUser } from "@/lib/schemas/staff";
import { TaxRate } from "@/lib/schemas/tax-rate";
import { TestCall } from "@/lib/schemas/test-call";
import { Trunk, TrunkGateOverride } from "@/lib/schemas/trunk";
import { VerificationItem, VerificationRequest } from "@/lib/schemas/verification";

/** What the schemas show of a row may be written down; they show no secret. */
const FIELDS = {
  acl_entry: Object.keys(AclEntry.shape),
  // Many entries at once: no table of its own.
  acl_list: ["id", "carrierId", "blocks"],
  // By the target that it is about: one event for what all agents are asked.
  agent_command: ["id", "host", "agents"],
  api_token: Object.keys(ApiToken.shape),
  carrier: Object.keys(Carrier.shape),
  // Its text is kept as first written where it stands.
  carrier_notice: Object.keys(CarrierNotice.omit({ body: true }).shape),
  // Each setting as one text.
  carrier_template: Object.keys(CarrierTemplate.shape),
  contact: Object.keys(Contact.shape),
  // Each answer as one text.
  carrier_answers: ["id", "carrierId", "lines", "version"],
  core_endpoint: Object.keys(CoreEndpoint.shape),
  core_source: Object.keys(NamedBlock.shape),
  customer: Object.keys(Customer.shape),
  document: Object.keys(Document.shape),
  egress_address: Object.keys(EgressAddress.shape),
  // Its text is kept as first written where it stands.
  exchange_log: Object.keys(Exchange.omit({ body: true }).shape),
  gateway: Object.keys(Gateway.shape),
  // Up to where the chain of audit events was verified.
  ledger: ["id", "from", "sequence", "hash", "isWhole", "firstBroken"],
  hand_off_acknowledgement: Object.keys(HandOffAcknowledgement.shape),
  hand_off_version: [
    "id",
    "carrierId",
    "number",
    "sentAt",
    "sentToId",
    "sentToName",
    "sentToAddress",
  ],
  lab_network: Object.keys(NamedBlock.shape),
  // Many numbers at once, as ranges: no table of its own.
  number_import: ["id", "kind", "carrierId", "customerId", "trunkId", "count", "numbers"],
  mail_outbox: Object.keys(Mail.omit({ textBody: true, htmlBody: true }).shape),
  phone_number: Object.keys(PhoneNumber.shape),
  platform_settings: Object.keys(PlatformSettings.shape),
  // Lines as one text each.
  quote_revision: [...Object.keys(QuoteRevision.shape), "lines"],
  requirement_check: Object.keys(RequirementCheck.shape),
  requirement_observation: Object.keys(RequirementObservation.shape),
  saved_view: Object.keys(SavedView.shape),
  sip_credential: Object.keys(SipCredential.shape),
  staff_user: Object.keys(StaffUser.shape),
  tax_rate: Object.keys(TaxRate.shape),
  test_call: Object.keys(TestCall.shape),
  trunk: Object.keys(Trunk.shape),
  trunk_gate_override: Object.keys(TrunkGateOverride.shape),
  verification_item: Object.keys(VerificationItem.shape),
  verification_request: Object.keys(VerificationRequest.shape),
} as const satisfies Record<string, readonly string[]>;

/** A table whose changes leave audit events. */
export type AuditedTable = keyof typeof FIELDS;

type JsonValue = string | number | boolean | null | readonly JsonValue[];

/** The fields of `row` on the table's allow-list, as JSON: moments as ISO 8601, 64-bit counts as decimal strings. */
export function auditedFields(table: AuditedTable, row: object): Record<string, JsonValue> {
  const allowed: readonly string[] = FIELDS[table];
  return Object.fromEntries(
    Object.entries(row)
      .filter(([key, value]) => allowed.includes(key) && value !== undefined)
      .map(([key, value]) => [key, toJson(value)]),
  );
}

function toJson(value: unknown): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  throw new Error("an audited field holds something that is no plain value");
}
