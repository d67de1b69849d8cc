// The stored rows a decision rests on, one plain type a table: what the compiler reads and the snapshot keeps.

/** Database tables whose rows the sip-agent enforces; names as in Postgres. */
export type ConfigTable =
  | "platform_settings"
  | "egress_address"
  | "core_endpoint"
  | "core_source"
  | "edge_proxy"
  | "carrier"
  | "acl_entry"
  | "gateway"
  | "sip_credential"
  | "trunk"
  | "phone_number"
  | "verification_item";

export type Transport = "udp" | "tcp" | "tls";
export type HeaderMode = "pass" | "remove";

/** The one row of platform settings. */
export interface PlatformSettingsRow {
  /** Fixed name carriers send INVITEs to, lower case, without a trailing dot. */
  readonly signallingFqdn: string;
  readonly sipPort: number;
}

/** An address Cradle sends from. */
export interface EgressAddressRow {
  readonly id: string;
  /** Address literal without brackets or prefix length. */
  readonly address: string;
  readonly validFromMs: number;
  /** Exclusive; null: until removed. */
  readonly validUntilMs: number | null;
}

/** Where terminated calls go. */
export interface CoreEndpointRow {
  readonly id: string;
  /** Host name, or address literal without brackets. */
  readonly host: string;
  readonly port: number | null;
  readonly transport: Transport;
  /** Lower is tried first. */
  readonly priority: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly optionsCheck: boolean;
}

/** A block that originated calls come from. */
export interface CoreSourceRow {
  readonly id: string;
  /** Address or block, "10.0.0.1", "10.0.0.0/24", "fd00::/64". */
  readonly block: string;
}

/** Our own proxy in front of the agents: its topmost Via's received address is the source. */
export interface EdgeProxyRow {
  readonly id: string;
  readonly address: string;
}

export interface CarrierRow {
  readonly id: string;
  readonly name: string;
  readonly state: "draft" | "ready" | "suspended" | "closed";
  readonly authMode: "acl" | "acl_and_digest";
  /** Status of a digest challenge. */
  readonly digestStatus: 401 | 407;
  readonly digestMd5Only: boolean;
  /** Null: only the trunks' limits apply. */
  readonly maxChannels: number | null;
  readonly maxCallsPerSec: number | null;
}

export interface AclEntryRow {
  readonly id: string;
  readonly carrierId: string;
  /** Canonical address or block. */
  readonly block: string;
  readonly validFromMs: number;
  /** Exclusive; null: until removed. */
  readonly validUntilMs: number | null;
  /** False once removed; then only messages of running dialogs are known, see `blockedNow`. */
  readonly active: boolean;
  readonly removedAtMs: number | null;
  /** Removed with "block now": nothing is known any more, running dialogs included. */
  readonly blockedNow: boolean;
}

export interface GatewayRow {
  readonly id: string;
  readonly carrierId: string;
  /** Host name, or address literal without brackets. */
  readonly host: string;
  /** Null: by DNS (RFC 3263), else 5060 or 5061. */
  readonly port: number | null;
  readonly transport: Transport;
  readonly allowTcp: boolean;
  /** Lower is tried first. */
  readonly priority: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly optionsCheck: boolean;
  readonly removedAtMs: number | null;
}

/** What a decision needs of a SIP credential; the secrets are the snapshot's. */
export interface CredentialRow {
  readonly id: string;
  readonly carrierId: string;
  readonly state: "active" | "retiring" | "revoked";
  /** While retiring: accepted until then, exclusive. */
  readonly retiresAtMs: number | null;
}

export interface TrunkRow {
  readonly id: string;
  readonly carrierId: string;
  readonly customerId: string;
  readonly name: string;
  /** Label under the signalling FQDN. */
  readonly fqdnLabel: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly state:
    | "enquiry"
    | "quoting"
    | "configuring"
    | "testing"
    | "live"
    | "suspended"
    | "closed";
  /** Null: not set yet, and then no call passes. */
  readonly maxChannels: number | null;
  readonly maxCallsPerSec: number | null;
  /** ISO 3166-1 alpha-2; empty allows none. */
  readonly allowedDestinations: readonly string[];
  readonly longestCallSec: number;
  readonly acceptAnonymous: boolean;
  readonly invalidANumber: "refuse" | "flag";
  readonly acceptForwarded: boolean;
  readonly allowRefer: boolean;
  readonly assertedIdentity: HeaderMode;
  readonly diversion: HeaderMode;
  readonly historyInfo: HeaderMode;
  readonly privacy: HeaderMode;
}

export interface PhoneNumberRow {
  readonly id: string;
  /** +E.164. */
  readonly e164: string;
  readonly kind: "byoc" | "cradle";
  readonly customerId: string;
  /** Set for a BYOC number, null for a Cradle number. */
  readonly carrierId: string | null;
  readonly trunkId: string | null;
  readonly active: boolean;
}

/** One Cradle number with one carrier, joined with its number. */
export interface VerificationItemRow {
  readonly id: string;
  readonly numberId: string;
  /** +E.164 of the number (phone_number.e164). */
  readonly e164: string;
  readonly carrierId: string;
  /** Only "verified" allows anything; rows in other states are left out of the tables. */
  readonly state:
    | "draft"
    | "submitted"
    | "verified"
    | "rejected"
    | "expired"
    | "revoked"
    | "superseded"
    | "withdrawn";
  /** Inclusive; a verified row without it cannot be read. */
  readonly verifiedFromMs: number | null;
  /** Exclusive; null: until revoked. */
  readonly validUntilMs: number | null;
}
