"use client";
// The list of areas, with the current one marked; in the side bar and in the narrow screen's menu.
import {
  BadgeCheck,
  Building2,
  Cable,
  FileText,
  Hash,
  ListChecks,
  type LucideIcon,
  Mail,
  PhoneCall,
  RadioTower,
  Route,
  ScrollText,
  SearchCheck,
  Settings,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { AREAS, type AreaIcon } from "./areas";

const ICONS: Record<AreaIcon, LucideIcon> = {
  onboarding: ListChecks,
  carriers: RadioTower,
  customers: Building2,
  trunks: Cable,
  quotes: FileText,
  numbers: Hash,
  verifications: BadgeCheck,
  "look-up": SearchCheck,
  calls: PhoneCall,
  "call-check": Route,
  mail: Mail,
  audit: ScrollText,
  settings: Settings,
};

export function AreaLinks({ onChoose }: { onChoose?: () => void }) {
  const path = usePathname();
  return (
    <nav aria-label="Areas">
      <ul className="grid gap-0.5">
        {AREAS.map((area) => {
          const Icon = ICONS[area.icon];
          const within = path === area.href || path.startsWith(`${area.href}/`);
          return (
            <li key={area.href}>
              <Link
                href={area.href}
                {...(onChoose ? { onClick: onChoose } : {})}
                aria-current={path === area.href ? "page" : within ? "true" : undefined}
                className={classNames(
                  "flex items-center gap-2.5 rounded-md px-2.5 py-1.5 -outline-offset-2",
                  within
                    ? "bg-accent-soft font-medium text-accent-strong"
                    : "text-ink-soft hover:bg-sunken hover:text-ink",
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                {area.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
