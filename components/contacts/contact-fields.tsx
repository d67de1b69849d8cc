// The fields of a contact.
import { FieldRow, SelectField, TextField } from "@/components/forms/fields";
import type { ContactRole } from "@/lib/schemas/contact";
import { CONTACT_ROLE_WORDS } from "./contact-words";

export interface ContactValues {
  readonly role: ContactRole;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

const ROLES = Object.entries(CONTACT_ROLE_WORDS).map(([value, label]) => ({ value, label }));

export function ContactFields({ values }: { values?: ContactValues }) {
  return (
    <>
      <FieldRow>
        <TextField
          name="name"
          label="Contact name"
          required
          hint="A person or a desk"
          maxLength={100}
          defaultValue={values?.name}
        />
        <SelectField
          name="role"
          label="Contact for"
          required
          options={ROLES}
          defaultValue={values?.role ?? "technical"}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          name="email"
          label="E-mail"
          type="email"
          hint="An e-mail address or a phone number is needed"
          defaultValue={values?.email ?? undefined}
        />
        <TextField
          name="phone"
          label="Phone"
          inputMode="tel"
          hint="With + and country code, such as +64 9 887 9333"
          maxLength={64}
          defaultValue={values?.phone ?? undefined}
        />
      </FieldRow>
    </>
  );
}
