// The portal's areas, in the order of the work: who, then what, then what happened.

export type AreaIcon =
  | "onboarding"
  | "carriers"
  | "customers"
  | "trunks"
  | "quotes"
  | "numbers"
  | "verifications"
  | "look-up"
  | "calls"
  | "call-check"
  | "mail"
  | "audit"
  | "settings";

export interface Area {
  readonly label: string;
  readonly href: string;
  readonly icon: AreaIcon;
}

export const AREAS: readonly Area[] = [
  { label: "Onboarding", href: "/onboarding", icon: "onboarding" },
  { label: "Carriers", href: "/carriers", icon: "carriers" },
  { label: "Customers", href: "/customers", icon: "customers" },
  { label: "Trunks", href: "/trunks", icon: "trunks" },
  { label: "Quotes", href: "/quotes", icon: "quotes" },
  { label: "Numbers", href: "/numbers", icon: "numbers" },
  { label: "Verifications", href: "/verifications", icon: "verifications" },
  { label: "Look-up", href: "/look-up", icon: "look-up" },
  { label: "Calls", href: "/calls", icon: "calls" },
  { label: "Call check", href: "/call-check", icon: "call-check" },
  { label: "Mail", href: "/mail", icon: "mail" },
  { label: "Audit", href: "/audit", icon: "audit" },
  { label: "Settings", href: "/settings", icon: "settings" },
];
