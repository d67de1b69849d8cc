// A gateway: a carrier's SIP destination for origination.
import { z } from "zod";
import { Host } from "@/lib/telephony/host-port";
import {
  Flag,
  filter,
  Id,
  Instant,
  pageQuery,
  RowVersion,
  wholeNumber,
  wholeNumberOrNull,
} from "./fields";

export const Transport = z.enum(["udp", "tcp", "tls"], { error: "must be udp, tcp or tls" });

/** Host, port and order of a SIP destination: a carrier's gateway or a core endpoint. */
export const targetFields = {
  host: Host,
  /** Null: by DNS (RFC 3263), else 5060 or 5061. */
  port: wholeNumberOrNull({ min: 1, max: 65_535 }),
  transport: Transport,
  /** Lower is tried first. */
  priority: wholeNumber({ min: 0, max: 65_535 }),
  weight: wholeNumber({ min: 0, max: 65_535 }),
  enabled: Flag,
  /** Whether OPTIONS are sent to it. */
  optionsCheck: Flag,
};

/** The same with what a new row takes where nothing is said. */
export const newTargetFields = {
  host: targetFields.host,
  port: targetFields.port.default(null),
  transport: targetFields.transport.default("udp"),
  priority: targetFields.priority.default(10),
  weight: targetFields.weight.default(100),
  enabled: targetFields.enabled.default(true),
  optionsCheck: targetFields.optionsCheck.default(true),
};

/** The gateway alone, as onboarding takes it beside a new carrier. */
export const NewGateway = z.strictObject({
  ...newTargetFields,
  /** Requests over 1,300 bytes may go by TCP. */
  allowTcp: Flag.default(false),
});
export type NewGateway = z.output<typeof NewGateway>;

export const AddGateway = NewGateway.extend({ carrierId: Id });

export const UpdateGateway = z.strictObject({
  id: Id,
  version: RowVersion,
  ...z.object({ ...targetFields, allowTcp: Flag }).partial().shape,
});

export const ListGateways = z.strictObject({ carrierId: filter(Id), ...pageQuery });

export const Gateway = z.object({
  id: Id,
  carrierId: Id,
  host: z.string(),
  port: z.number().nullable(),
  transport: Transport,
  allowTcp: z.boolean(),
  priority: z.number(),
  weight: z.number(),
  enabled: z.boolean(),
  optionsCheck: z.boolean(),
  removedAt: Instant.nullable(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Gateway = z.infer<typeof Gateway>;
