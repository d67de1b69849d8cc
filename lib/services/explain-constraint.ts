// What the database refused, in words: the last resort behind the verbs' own checks, reached when another writer came between.
import { Conflict, InvalidInput } from "@/lib/core/errors";
import { ConstraintViolation } from "@/lib/db/translate-error";

interface Explanation {
  /** Field at fault; "" is the whole form. */
  readonly path: string;
  readonly message: string;
}

/** Names of constraints, unique indexes and triggers' texts in prisma/migrations. */
export const EXPLANATIONS: Record<string, Explanation> = {
  acl_entry_no_overlap: { path: "block", message: "overlaps an ACL entry of another carrier" },
  acl_entry_once_per_carrier: { path: "block", message: "is already on this carrier's list" },
  acl_entry_special: {
    path: "block",
    message: "is no public address, and in none of the lab networks",
  },
  acl_entry_own_address: { path: "block", message: "overlaps one of Cradle's own addresses" },
  acl_entry_period: { path: "validUntil", message: "must be after the start" },
  api_token_sha256_key: { path: "", message: "this token exists already" },
  carrier_template_name_key: { path: "name", message: "another template has this name" },
  carrier_name_key: { path: "name", message: "another carrier has this name" },
  customer_account_reference_key: {
    path: "accountReference",
    message: "another customer has this account reference",
  },
  customer_name_key: { path: "name", message: "another customer has this name" },
  exchange_contact: { path: "contactId", message: "is of another carrier or customer" },
  gateway_own_address: { path: "host", message: "is one of Cradle's own addresses" },
  lab_network_in_use: { path: "", message: "an ACL entry needs this lab network" },
  lab_network_block_key: { path: "block", message: "is a lab network already" },
  own_address_overlap: { path: "", message: "overlaps an address of a carrier" },
  phone_number_e164_key: { path: "e164", message: "this number is stored already" },
  saved_view_owner_id_list_name_key: {
    path: "name",
    message: "is the name of another view of yours in this list",
  },
  sip_credential_at_most_two: { path: "", message: "this carrier has two credentials in use" },
  sip_credential_realm_username_key: {
    path: "username",
    message: "was issued before: choose another",
  },
  staff_user_email_key: { path: "email", message: "another account has this e-mail address" },
  tax_rate_country_key: { path: "country", message: "this country has a tax rate already" },
  trunk_fqdn_label_key: { path: "fqdnLabel", message: "was used before, and is never used again" },
  trunk_limits_before_testing: {
    path: "maxChannels",
    message: "a trunk in testing or live needs both limits",
  },
  verification_item_one_under_way: {
    path: "numberIds",
    message: "a verification of this number with this carrier is under way",
  },
  verification_item_one_verified: {
    path: "to",
    message: "this number is verified with this carrier already",
  },
  verification_request_reference_key: {
    path: "reference",
    message: "another request has this reference",
  },
};

/** Another row stands in the way (unique, exclusion, restrict), as opposed to a value that is wrong in itself. */
const CONFLICT_STATE = /^(23505|23P01|23001|23503)$/;

/** Turns a refused row into `Conflict` or `InvalidInput`; gives back anything else unchanged. */
export function explainConstraint(error: unknown): unknown {
  if (!(error instanceof ConstraintViolation)) return error;
  const known = EXPLANATIONS[error.constraint ?? ""];
  if (known === undefined) return error;
  return CONFLICT_STATE.test(error.sqlState)
    ? new Conflict(known.message, known.path, error)
    : new InvalidInput([known], error);
}
