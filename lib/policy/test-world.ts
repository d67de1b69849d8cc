// For tests only: a small world of two carriers and two customers, and requests that are routed in it as they stand.

import { type PackedAddress, packAddress } from "@/lib/telephony/packed-address";
import { type CompiledPolicy, compilePolicy } from "./compile";
import { decide } from "./decide";
import type {
  MessageFacts,
  PartyFacts,
  PolicyRequest,
  RequestUriFacts,
  Surroundings,
} from "./model";
import { emptyNumbers, emptyVerifications, NumbersWriter, VerificationsWriter } from "./numbers";
import type {
  AclEntryRow,
  CarrierRow,
  CoreEndpointRow,
  CoreSourceRow,
  CredentialRow,
  EdgeProxyRow,
  GatewayRow,
  PhoneNumberRow,
  PlatformSettingsRow,
  TrunkRow,
  VerificationItemRow,
} from "./rows";

/** Every row of a world, as arrays: what a naive reader would loop over. */
export interface WorldRows {
  readonly settings: PlatformSettingsRow;
  readonly carriers: readonly CarrierRow[];
  readonly trunks: readonly TrunkRow[];
  readonly aclEntries: readonly AclEntryRow[];
  readonly gateways: readonly GatewayRow[];
  readonly credentials: readonly CredentialRow[];
  readonly coreEndpoints: readonly CoreEndpointRow[];
  readonly coreSources: readonly CoreSourceRow[];
  readonly edgeProxies: readonly EdgeProxyRow[];
  readonly phoneNumbers: readonly PhoneNumberRow[];
  readonly verifications: readonly VerificationItemRow[];
}

/** A uuid that can be read in a failure. */
export function testId(kind: number, n: number): string {
  return `0000000${kind}-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

export const NOW = Date.UTC(2027, 0, 1);
export const KERERU = testId(1, 1);
export const TUI = testId(1, 2);
export const CUSTOMER = testId(2, 1);
export const OTHER_CUSTOMER = testId(2, 2);
export const KERERU_TRUNK = testId(3, 1);
export const TUI_TRUNK = testId(3, 2);
export const KERERU_OTHER_TRUNK = testId(3, 3);
export const KERERU_ACL = testId(4, 1);
export const KERERU_GATEWAY = testId(5, 1);
export const TUI_CREDENTIAL = testId(6, 1);
export const BYOC = "+6498879333";
export const OTHER_BYOC = "+6498879334";
export const CRADLE = "+6443900001";
export const FAR_END = "+6421345678";

export function carrierRow(id: string, changes: Partial<CarrierRow> = {}): CarrierRow {
  return {
    id,
    name: "Kererū Networks",
    state: "ready",
    authMode: "acl",
    digestStatus: 407,
    digestMd5Only: false,
    maxChannels: null,
    maxCallsPerSec: null,
    ...changes,
  };
}

export function trunkRow(id: string, changes: Partial<TrunkRow> = {}): TrunkRow {
  return {
    id,
    carrierId: KERERU,
    customerId: CUSTOMER,
    name: "Main",
    fqdnLabel: `t${Number(id.slice(-12))}`,
    country: "NZ",
    state: "live",
    maxChannels: 10,
    maxCallsPerSec: 5,
    allowedDestinations: ["NZ"],
    longestCallSec: 3600,
    acceptAnonymous: false,
    invalidANumber: "refuse",
    acceptForwarded: false,
    allowRefer: false,
    assertedIdentity: "pass",
    diversion: "pass",
    historyInfo: "pass",
    privacy: "pass",
    ...changes,
  };
}

export function aclRow(id: string, changes: Partial<AclEntryRow> = {}): AclEntryRow {
  return {
    id,
    carrierId: KERERU,
    block: "198.51.100.0/28",
    validFromMs: NOW - 1000,
    validUntilMs: null,
    active: true,
    removedAtMs: null,
    blockedNow: false,
    ...changes,
  };
}

export function gatewayRow(id: string, changes: Partial<GatewayRow> = {}): GatewayRow {
  return {
    id,
    carrierId: KERERU,
    host: "203.0.113.10",
    port: 5060,
    transport: "udp",
    allowTcp: false,
    priority: 10,
    weight: 100,
    enabled: true,
    optionsCheck: true,
    removedAtMs: null,
    ...changes,
  };
}

export function coreEndpointRow(
  id: string,
  changes: Partial<CoreEndpointRow> = {},
): CoreEndpointRow {
  const { carrierId: _carrier, allowTcp: _tcp, removedAtMs: _removed, ...row } = gatewayRow(id);
  return { ...row, host: "10.0.0.9", ...changes };
}

export function numberRow(
  n: number,
  e164: string,
  changes: Partial<PhoneNumberRow> = {},
): PhoneNumberRow {
  return {
    id: testId(7, n),
    e164,
    kind: "byoc",
    customerId: CUSTOMER,
    carrierId: KERERU,
    trunkId: KERERU_TRUNK,
    active: true,
    ...changes,
  };
}

export function verificationRow(
  n: number,
  changes: Partial<VerificationItemRow> = {},
): VerificationItemRow {
  return {
    id: testId(8, n),
    numberId: testId(7, 3),
    e164: CRADLE,
    carrierId: KERERU,
    state: "verified",
    verifiedFromMs: NOW - 1000,
    validUntilMs: NOW + 1000,
    ...changes,
  };
}

const cradle = { kind: "cradle", carrierId: null, trunkId: null } as const;

/** The world as it stands, with some tables replaced. */
export function worldRows(changes: Partial<WorldRows> = {}): WorldRows {
  return {
    settings: { signallingFqdn: "byoc.example.com", sipPort: 5060 },
    carriers: [carrierRow(KERERU), carrierRow(TUI, { name: "Tūī Telecom" })],
    trunks: [
      trunkRow(KERERU_TRUNK),
      trunkRow(TUI_TRUNK, { carrierId: TUI, customerId: OTHER_CUSTOMER }),
      trunkRow(KERERU_OTHER_TRUNK, { customerId: OTHER_CUSTOMER }),
    ],
    aclEntries: [
      aclRow(KERERU_ACL),
      aclRow(testId(4, 2), { carrierId: TUI, block: "198.51.100.32/28" }),
    ],
    gateways: [
      gatewayRow(KERERU_GATEWAY),
      gatewayRow(testId(5, 2), { carrierId: TUI, host: "sip.tui.example" }),
    ],
    credentials: [
      { id: TUI_CREDENTIAL, carrierId: TUI, state: "active", retiresAtMs: null },
      { id: testId(6, 2), carrierId: KERERU, state: "active", retiresAtMs: null },
    ],
    coreEndpoints: [coreEndpointRow(testId(5, 3))],
    coreSources: [{ id: testId(4, 3), block: "10.0.0.0/24" }],
    edgeProxies: [{ id: testId(4, 4), address: "10.9.0.1" }],
    phoneNumbers: [
      numberRow(1, BYOC),
      numberRow(2, OTHER_BYOC, { customerId: OTHER_CUSTOMER, trunkId: KERERU_OTHER_TRUNK }),
      numberRow(3, CRADLE, cradle),
      numberRow(4, "+6443900002", { ...cradle, customerId: OTHER_CUSTOMER }),
    ],
    verifications: [verificationRow(1)],
    ...changes,
  };
}

/** Compiles a world. */
export function policyOf(rows: WorldRows): CompiledPolicy {
  const numbers = new NumbersWriter(emptyNumbers());
  for (const row of rows.phoneNumbers) numbers.add(row);
  const verifications = new VerificationsWriter(emptyVerifications());
  for (const row of rows.verifications) verifications.add(row);
  return compilePolicy(
    {
      settings: rows.settings,
      carriers: byId(rows.carriers),
      trunks: byId(rows.trunks),
      aclEntries: rows.aclEntries,
      gateways: byId(rows.gateways),
      credentials: byId(rows.credentials),
      coreEndpoints: byId(rows.coreEndpoints),
      coreSources: byId(rows.coreSources),
      edgeProxies: byId(rows.edgeProxies),
    },
    numbers.finish(),
    verifications.finish(),
  );
}

function byId<R extends { readonly id: string }>(rows: readonly R[]): Map<string, R> {
  return new Map(rows.map((row) => [row.id, row]));
}

export function address(text: string): PackedAddress {
  const packed = packAddress(text);
  if (packed === null) throw new Error(`${text} is no address`);
  return packed;
}

/** A party with this user. */
export function party(user: string | null, changes: Partial<PartyFacts> = {}): PartyFacts {
  return { scheme: "sip", user, isAnonymous: false, ...changes };
}

export const ANONYMOUS = party("anonymous", { isAnonymous: true });

/** What differs from the request that is routed. */
export interface RequestChanges {
  readonly source?: string;
  readonly resolvedTargetIds?: readonly string[];
  readonly isOverRate?: boolean;
  readonly nowMs?: number;
  readonly agent?: Partial<PolicyRequest["agent"]>;
  readonly defect?: string | null;
  readonly uri?: Partial<RequestUriFacts>;
  readonly message?: Partial<MessageFacts>;
}

function request(
  changes: RequestChanges,
  source: string,
  host: string,
  user: string,
  from: string,
) {
  const uri: RequestUriFacts = {
    scheme: "sip",
    user,
    hasPassword: false,
    host,
    hostKind: "name",
    isOwnAddress: false,
    hasMaddr: false,
    hasNumberParameter: false,
    ...changes.uri,
  };
  const message: MessageFacts = {
    method: "INVITE",
    sipVersion: "2.0",
    requestUri: uri,
    hasToTag: false,
    maxForwards: 70,
    proxyRequire: [],
    isLooped: false,
    from: party(from),
    assertedIdentities: [],
    privacy: [],
    diversion: null,
    historyInfo: null,
    credentials: { kind: "absent" },
    ...changes.message,
  };
  const result: PolicyRequest = {
    nowMs: changes.nowMs ?? NOW,
    source: {
      address: address(changes.source ?? source),
      port: 5060,
      transport: "udp",
      resolvedTargetIds: changes.resolvedTargetIds ?? [],
      isOverRate: changes.isOverRate ?? false,
    },
    agent: {
      isDraining: false,
      isOverloaded: false,
      refusesUnknownSources: false,
      isEveryHopTls: false,
      ...changes.agent,
    },
    defect: changes.defect ?? null,
    message: changes.defect ? null : message,
  };
  return result;
}

/** Kererū calls BYOC at the signalling FQDN. */
export function termination(changes: RequestChanges = {}): PolicyRequest {
  return request(changes, "198.51.100.1", "byoc.example.com", BYOC, FAR_END);
}

/** The core calls out over Kererū's trunk with BYOC as A-number. */
export function origination(changes: RequestChanges = {}): PolicyRequest {
  return request(changes, "10.0.0.5", "t1.byoc.example.com", FAR_END, BYOC);
}

/** Nothing is down, nobody is on the phone, chance is always 0. */
export function surroundings(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    counters: {
      channelsOfTrunk: () => 0,
      channelsOfCarrier: () => 0,
      callsThisSecondOfTrunk: () => 0,
      callsThisSecondOfCarrier: () => 0,
    },
    isDown: () => false,
    random: () => 0,
    ...changes,
  };
}

/** Action, code and status of the decision in a world: what most tests look at. */
export function verdict(
  policyRequest: PolicyRequest,
  rows: Partial<WorldRows> = {},
  around: Partial<Surroundings> = {},
): string {
  const { action, rule, code } = decide(
    policyOf(worldRows(rows)),
    policyRequest,
    surroundings(around),
  );
  return `${action} ${rule} ${code}`;
}
