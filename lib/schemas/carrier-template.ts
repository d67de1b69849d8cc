// A carrier template: settings that a new carrier starts from. It holds no name, address, number or secret of a carrier.
import { z } from "zod";
import { UpdateCarrier } from "./carrier";
import { Id, Instant, line, lines, RowVersion } from "./fields";
import { UpdateGateway } from "./gateway";
import { UpdateTrunk } from "./trunk";

/** What is left out takes the usual defaults. */
export const TemplateSettings = z.strictObject({
  carrier: UpdateCarrier.pick({
    authMode: true,
    digestStatus: true,
    digestMd5Only: true,
    maxChannels: true,
    maxCallsPerSec: true,
  }).default({}),
  gateway: UpdateGateway.pick({
    port: true,
    transport: true,
    priority: true,
    weight: true,
    optionsCheck: true,
    allowTcp: true,
  }).default({}),
  trunk: UpdateTrunk.pick({
    country: true,
    maxChannels: true,
    maxCallsPerSec: true,
    allowedDestinations: true,
    longestCallSec: true,
    acceptAnonymous: true,
    invalidANumber: true,
    acceptForwarded: true,
    allowRefer: true,
    assertedIdentity: true,
    diversion: true,
    historyInfo: true,
    privacy: true,
  }).default({}),
  /** What to ask such a carrier in the first call. */
  notesToAsk: lines({ max: 4000 }).default(""),
});
export type TemplateSettings = z.output<typeof TemplateSettings>;

const naming = { name: line({ min: 1, max: 100 }), description: lines({ max: 1000 }) };

export const CreateCarrierTemplate = z.strictObject({
  name: naming.name,
  description: naming.description.default(""),
  settings: TemplateSettings,
});

/** Fields left out stay as they are; settings are replaced whole. */
export const UpdateCarrierTemplate = z.strictObject({
  id: Id,
  version: RowVersion,
  ...z.object({ ...naming, settings: TemplateSettings }).partial().shape,
});

export const SaveCarrierAsTemplate = z.strictObject({
  carrierId: Id,
  name: naming.name,
  description: naming.description.default(""),
});

export const CarrierTemplate = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  settings: TemplateSettings,
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type CarrierTemplate = z.output<typeof CarrierTemplate>;
