// Contacts of a carrier to choose from.

export interface ContactChoice {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly email: string | null;
  readonly active: boolean;
}

/** Whom a sheet usually goes to comes first. */
const ORDER = ["noc", "technical", "escalation", "commercial", "signatory"];

export function contactOptions(contacts: readonly ContactChoice[]) {
  return contacts
    .toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
    .map(({ id, name, role, email }) => ({
      value: id,
      label: `${name} (${role === "noc" ? "NOC" : role}${email === null ? "" : `, ${email}`})`,
    }));
}
