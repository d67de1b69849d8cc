// A contact: a person or desk at exactly one carrier or customer.
import { z } from "zod";
import { normaliseE164 } from "@/lib/telephony/e164";
import { Flag, filter, Id, Instant, line, orNull, RowVersion } from "./fields";
import { sortedPage } from "./sorting";

export const ContactRole = z.enum(["commercial", "technical", "noc", "escalation", "signatory"], {
  error: "must be commercial, technical, noc, escalation or signatory",
});
export type ContactRole = z.infer<typeof ContactRole>;

const Email = line({ max: 254 }).pipe(
  z.email("must be an e-mail address such as noc@carrier.example"),
);

/** Typed as people write numbers, stored as E.164. */
const Phone = line({ max: 64 }).transform((text, context): string => {
  const number = normaliseE164(text);
  if (number !== null) return number;
  context.addIssue("must be a full phone number with + and country code, such as +6498879333");
  return z.NEVER;
});

const editable = {
  role: ContactRole,
  name: line({ min: 1, max: 100 }),
  email: orNull(Email),
  phone: orNull(Phone),
};

/** Of exactly one of both: the verb says so in words. */
const owner = { carrierId: filter(Id), customerId: filter(Id) };

export const AddContact = z.strictObject({
  ...owner,
  ...editable,
  email: editable.email.default(null),
  phone: editable.phone.default(null),
});

/** Fields left out stay as they are. `active` brings a deactivated contact back. */
export const UpdateContact = z.strictObject({
  id: Id,
  version: RowVersion,
  ...z.object({ ...editable, active: Flag }).partial().shape,
});

export const ListContacts = z.strictObject({
  ...owner,
  active: filter(Flag),
  ...sortedPage(["name", "role", "email"]),
});

export const Contact = z.object({
  id: Id,
  customerId: z.string().nullable(),
  carrierId: z.string().nullable(),
  role: ContactRole,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  active: z.boolean(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Contact = z.infer<typeof Contact>;
