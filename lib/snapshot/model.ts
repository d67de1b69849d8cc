// What the sip-agent enforces: the rows as read from Postgres, and the one immutable compiled view of them.

import type { CompiledPolicy } from "@/lib/policy/compile";
import type {
  AclEntryRow,
  CarrierRow,
  ConfigTable,
  CoreEndpointRow,
  CoreSourceRow,
  CredentialRow,
  EdgeProxyRow,
  EgressAddressRow,
  GatewayRow,
  PhoneNumberRow,
  PlatformSettingsRow,
  TrunkRow,
  VerificationItemRow,
} from "@/lib/policy/rows";

/** A SIP credential with its encrypted HA1s; the agent opens them with the key ring. Never for a browser. */
export interface SipCredentialRow extends CredentialRow {
  readonly username: string;
  readonly realm: string;
  /** Sealed bytes, base64url. */
  readonly ha1Sha256: string;
  readonly ha1Md5: string;
  /** Key of the ring that sealed them. */
  readonly keyId: string;
}

/** Row type of every configuration table, by its name in Postgres. */
export interface RowOfTable {
  platform_settings: PlatformSettingsRow;
  egress_address: EgressAddressRow;
  core_endpoint: CoreEndpointRow;
  core_source: CoreSourceRow;
  edge_proxy: EdgeProxyRow;
  carrier: CarrierRow;
  acl_entry: AclEntryRow;
  gateway: GatewayRow;
  sip_credential: SipCredentialRow;
  trunk: TrunkRow;
  phone_number: PhoneNumberRow;
  verification_item: VerificationItemRow;
}

/** Every table whose key is an id: all but platform_settings. */
export type IdTable = Exclude<ConfigTable, "platform_settings">;

/**
 * The whole configuration in rows. Ids are uuid strings, times epoch milliseconds, addresses and blocks text.
 * Of acl_entry and gateway also removed rows are wanted while they were removed within the longest call
 * (one day is plenty); of sip_credential revoked rows, of verification_item rows in states other than "verified",
 * may be left out. phone_number and verification_item may be generators: a million rows need not stand in memory at once.
 */
export interface ConfigRows {
  readonly platform_settings: PlatformSettingsRow;
  readonly egress_address: readonly EgressAddressRow[];
  readonly core_endpoint: readonly CoreEndpointRow[];
  readonly core_source: readonly CoreSourceRow[];
  readonly edge_proxy: readonly EdgeProxyRow[];
  readonly carrier: readonly CarrierRow[];
  readonly acl_entry: readonly AclEntryRow[];
  readonly gateway: readonly GatewayRow[];
  readonly sip_credential: readonly SipCredentialRow[];
  readonly trunk: readonly TrunkRow[];
  readonly phone_number: Iterable<PhoneNumberRow>;
  readonly verification_item: Iterable<VerificationItemRow>;
}

/** The two tables with a row a number: they are read in pieces, and never stand in memory whole. */
export type LargeTable = "phone_number" | "verification_item";

/** A piece of a large table. */
export type LargeRows =
  | { readonly table: "phone_number"; readonly rows: Iterable<PhoneNumberRow> }
  | { readonly table: "verification_item"; readonly rows: Iterable<VerificationItemRow> };

/** All other tables, whole. */
export type SmallConfigRows = Omit<ConfigRows, LargeTable>;

/** A SIP credential as the portal knows it: without its secrets. */
export type NamedCredentialRow = CredentialRow & Pick<SipCredentialRow, "username" | "realm">;

/** Rows that decisions about a few numbers are made from, without secrets. */
export interface PolicyConfigRows extends Omit<ConfigRows, "egress_address" | "sip_credential"> {
  readonly sip_credential: readonly NamedCredentialRow[];
  readonly phone_number: readonly PhoneNumberRow[];
  readonly verification_item: readonly VerificationItemRow[];
}

/**
 * Changed rows of one table: ids that changed, and the rows that still exist among them.
 * An id in `ids` without a row was deleted. `ids: null`: `rows` is the whole table anew.
 */
export type TableChange =
  | {
      [T in IdTable]: {
        readonly table: T;
        readonly ids: readonly string[] | null;
        readonly rows: readonly RowOfTable[T][];
      };
    }[IdTable]
  | { readonly table: "platform_settings"; readonly rows: readonly [PlatformSettingsRow] };

/** One immutable view of the configuration at one version; swapped whole. Tables that did not change are shared. */
export interface Snapshot {
  /** ledger.config_version it holds. */
  readonly version: bigint;
  readonly policy: CompiledPolicy;
  readonly settings: PlatformSettingsRow;
  readonly egressAddresses: readonly EgressAddressRow[];
  readonly coreEndpoints: ReadonlyMap<string, CoreEndpointRow>;
  readonly coreSources: ReadonlyMap<string, CoreSourceRow>;
  readonly edgeProxies: ReadonlyMap<string, EdgeProxyRow>;
  readonly carriers: ReadonlyMap<string, CarrierRow>;
  readonly gateways: ReadonlyMap<string, GatewayRow>;
  readonly trunks: ReadonlyMap<string, TrunkRow>;
  readonly credentials: ReadonlyMap<string, SipCredentialRow>;
}
