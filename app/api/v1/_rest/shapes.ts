// Answers that join several things: pages of a list, and the details of a carrier, a customer, a trunk, the settings.
import { z } from "zod";
import { AclEntry } from "@/lib/schemas/acl-entry";
import { Carrier, RequirementCheck } from "@/lib/schemas/carrier";
import { Contact } from "@/lib/schemas/contact";
import { Customer } from "@/lib/schemas/customer";
import { Gateway } from "@/lib/schemas/gateway";
import { PhoneNumber } from "@/lib/schemas/phone-number";
import {
  CoreEndpoint,
  EdgeProxy,
  EgressAddress,
  NamedBlock,
  PlatformSettings,
} from "@/lib/schemas/settings";
import { Trunk, TrunkGateOverride } from "@/lib/schemas/trunk";

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** A page of a list; `nextCursor` goes into `cursor` for the next one and is null on the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable().optional().meta({
      description: "The page before, where the list is sorted.",
    }),
    count: z
      .object({ rows: z.number(), isMore: z.boolean() })
      .optional()
      .meta({ description: "With count=true: rows that the filter finds, counted to 10,000." }),
  });
}

export const NamedNumber = PhoneNumber.extend({
  carrierName: z.string().nullable(),
  customerName: z.string(),
  trunkName: z.string().nullable(),
});

export const NamedTrunk = Trunk.extend({ carrierName: z.string(), customerName: z.string() });

export const CarrierSummary = Carrier.extend({
  counts: z.object({
    aclEntries: z.number(),
    gateways: z.number(),
    trunks: z.number(),
    numbers: z.number(),
  }),
});

const NextStep = z.object({
  to: z.string(),
  permitted: z.boolean().meta({ description: "Whether the token's role may take this step." }),
  conditions: list(z.object({ code: z.string(), message: z.string() })).meta({
    description: "What does not hold yet.",
  }),
});

export const CarrierDetail = z.object({
  carrier: Carrier,
  aclEntries: list(AclEntry),
  gateways: list(Gateway),
  trunks: list(NamedTrunk),
  numbers: pageOf(NamedNumber),
  requirementChecks: list(RequirementCheck),
  contradictedMusts: list(z.string()).meta({
    description: "Codes of musts declared met that traffic contradicts.",
  }),
  contacts: list(Contact),
  nextSteps: list(NextStep),
});

export const CustomerDetail = z.object({
  customer: Customer,
  trunks: list(NamedTrunk),
  numbers: pageOf(NamedNumber),
  contacts: list(Contact),
});

export const TrunkDetail = z.object({
  trunk: NamedTrunk,
  carrier: Carrier.pick({ state: true, authMode: true }),
  fqdn: z.string().nullable(),
  numbers: pageOf(NamedNumber),
  overrides: list(TrunkGateOverride),
  nextSteps: list(NextStep),
  gate: list(z.object({ code: z.string(), holds: z.boolean(), message: z.string() })).meta({
    description: "Every condition of the gate ahead, held or not.",
  }),
  agreed: z.object({ agreedChannels: z.number(), agreedCallsPerSec: z.number() }).nullable().meta({
    description: "The limits of the quote that was accepted last, as long as it stands.",
  }),
});

export const SettingsDetail = z.object({
  settings: PlatformSettings.nullable(),
  egressAddresses: list(EgressAddress),
  coreEndpoints: list(CoreEndpoint),
  coreSources: list(NamedBlock),
  edgeProxies: list(EdgeProxy),
  labNetworks: list(NamedBlock),
});
