// What a contact's roles are called on pages.
import type { ContactRole } from "@/lib/schemas/contact";

export const CONTACT_ROLE_WORDS: Record<ContactRole, string> = {
  commercial: "Commercial",
  technical: "Technical",
  noc: "NOC",
  escalation: "Escalation",
  signatory: "Signatory",
};
