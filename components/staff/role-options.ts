// The roles with what each is for, in words.
import { ROLES, type Role } from "@/lib/auth/actor";

const WORDS: Record<Role, string> = {
  admin: "Admin: everything, with settings, staff and overrides",
  onboarding: "Onboarding: carriers, trunks, numbers, hand-off",
  sales: "Sales: customers and quotes",
  support: "Support: looks, tests and suspends",
};

export const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: WORDS[value] }));
