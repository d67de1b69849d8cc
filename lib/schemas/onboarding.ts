// One form for all that a carrier's first call needs.
import { z } from "zod";
import { AclEntry, NewAclEntry } from "./acl-entry";
import { Carrier, CreateCarrier } from "./carrier";
import { CreateCustomer, Customer } from "./customer";
import { filter, Id } from "./fields";
import { Gateway, NewGateway } from "./gateway";
import { NewByocNumber, PhoneNumber } from "./phone-number";
import { NewTrunk, Trunk } from "./trunk";

/** Parts other than the carrier may be left out; a number needs a trunk, a trunk a customer (new or by id). */
export const OnboardCarrier = z
  .strictObject({
    /** What carrier, gateway and trunk leave out takes the template's settings. */
    templateId: filter(Id),
    carrier: CreateCarrier,
    aclEntry: NewAclEntry.optional(),
    gateway: NewGateway.optional(),
    customerId: filter(Id),
    customer: CreateCustomer.optional(),
    trunk: NewTrunk.optional(),
    number: NewByocNumber.optional(),
  })
  .refine((form) => form.customerId === undefined || form.customer === undefined, {
    path: ["customerId"],
    error: "choose a customer or enter a new one, not both",
  })
  .refine(
    (form) =>
      form.trunk === undefined || form.customerId !== undefined || form.customer !== undefined,
    { path: ["customerId"], error: "a trunk needs a customer" },
  )
  .refine((form) => form.number === undefined || form.trunk !== undefined, {
    path: ["trunk"],
    error: "a BYOC number needs a trunk",
  });

/** What came of it; null for each part that was left out. */
export const OnboardedCarrier = z.object({
  carrier: Carrier,
  aclEntry: AclEntry.nullable(),
  gateway: Gateway.nullable(),
  customer: Customer.nullable(),
  trunk: Trunk.nullable(),
  number: PhoneNumber.nullable(),
});
export type OnboardedCarrier = z.output<typeof OnboardedCarrier>;
