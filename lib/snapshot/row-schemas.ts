// What a row must look like to be enforced: a value that this version does not know is refused, not guessed at.

import { z } from "zod";
import type {
  AclEntryRow,
  CarrierRow,
  CoreEndpointRow,
  CoreSourceRow,
  EdgeProxyRow,
  EgressAddressRow,
  GatewayRow,
  PlatformSettingsRow,
  TrunkRow,
} from "@/lib/policy/rows";
import { whyNoHostName } from "@/lib/telephony/fqdn";
import { packAddress } from "@/lib/telephony/packed-address";
import type { SipCredentialRow } from "./model";

const id = z.guid();
const time = z.number().int();
const country = z.string().regex(/^[A-Z]{2}$/);
const count = z.number().int().positive();
const port = z.number().int().min(1).max(65535);
const order = z.number().int().min(0).max(65535);
const transport = z.enum(["udp", "tcp", "tls"]);
const headerMode = z.enum(["pass", "remove"]);
const hostName = z.string().refine((text) => whyNoHostName(text) === null, "is no host name");
const address = z.string().refine((text) => packAddress(text) !== null, "is no address");
const host = z.union([hostName, address]);
const base64url = z.string().regex(/^[\w-]+$/);

const platformSettings: z.ZodType<PlatformSettingsRow> = z.object({
  signallingFqdn: hostName,
  sipPort: port,
});

const egressAddress: z.ZodType<EgressAddressRow> = z.object({
  id,
  address,
  validFromMs: time,
  validUntilMs: time.nullable(),
});

const coreEndpoint: z.ZodType<CoreEndpointRow> = z.object({
  id,
  host,
  port: port.nullable(),
  transport,
  priority: order,
  weight: order,
  enabled: z.boolean(),
  optionsCheck: z.boolean(),
});

// Blocks are read by the policy's compiler, which has the words for what is wrong with one.
const coreSource: z.ZodType<CoreSourceRow> = z.object({ id, block: z.string() });

const edgeProxy: z.ZodType<EdgeProxyRow> = z.object({ id, address });

const carrier: z.ZodType<CarrierRow> = z.object({
  id,
  name: z.string(),
  state: z.enum(["draft", "ready", "suspended", "closed"]),
  authMode: z.enum(["acl", "acl_and_digest"]),
  digestStatus: z.union([z.literal(401), z.literal(407)]),
  digestMd5Only: z.boolean(),
  maxChannels: count.nullable(),
  maxCallsPerSec: count.nullable(),
});

const aclEntry: z.ZodType<AclEntryRow> = z.object({
  id,
  carrierId: id,
  block: z.string(),
  validFromMs: time,
  validUntilMs: time.nullable(),
  active: z.boolean(),
  removedAtMs: time.nullable(),
  blockedNow: z.boolean(),
});

const gateway: z.ZodType<GatewayRow> = z.object({
  id,
  carrierId: id,
  host,
  port: port.nullable(),
  transport,
  allowTcp: z.boolean(),
  priority: order,
  weight: order,
  enabled: z.boolean(),
  optionsCheck: z.boolean(),
  removedAtMs: time.nullable(),
});

const sipCredential: z.ZodType<SipCredentialRow> = z.object({
  id,
  carrierId: id,
  state: z.enum(["active", "retiring", "revoked"]),
  retiresAtMs: time.nullable(),
  username: z.string().min(1),
  realm: z.string().min(1),
  ha1Sha256: base64url,
  ha1Md5: base64url,
  keyId: z.string().min(1),
});

const trunk: z.ZodType<TrunkRow> = z.object({
  id,
  carrierId: id,
  customerId: id,
  name: z.string(),
  fqdnLabel: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  country,
  state: z.enum(["enquiry", "quoting", "configuring", "testing", "live", "suspended", "closed"]),
  maxChannels: count.nullable(),
  maxCallsPerSec: count.nullable(),
  allowedDestinations: z.array(country),
  longestCallSec: count,
  acceptAnonymous: z.boolean(),
  invalidANumber: z.enum(["refuse", "flag"]),
  acceptForwarded: z.boolean(),
  allowRefer: z.boolean(),
  assertedIdentity: headerMode,
  diversion: headerMode,
  historyInfo: headerMode,
  privacy: headerMode,
});

/** By table; phone_number and verification_item are checked by their writers, a million rows at a time. */
export const ROW_SCHEMAS = {
  platform_settings: platformSettings,
  egress_address: egressAddress,
  core_endpoint: coreEndpoint,
  core_source: coreSource,
  edge_proxy: edgeProxy,
  carrier,
  acl_entry: aclEntry,
  gateway,
  sip_credential: sipCredential,
  trunk,
} as const;
