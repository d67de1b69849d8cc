"use client";
// Tabs that are pages: each has its own address, the current one says so.
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "./class-names";

export interface TabLink {
  readonly label: string;
  readonly href: string;
}

export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="mb-4 overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {tabs.map((tab) => {
          const current = path === tab.href;
          return (
            <li key={tab.href}>
              <Link
                href={tab.href}
                aria-current={current ? "page" : undefined}
                className={classNames(
                  "-mb-px block border-b-2 px-2.5 py-2 whitespace-nowrap -outline-offset-2",
                  current
                    ? "border-accent font-medium text-ink"
                    : "border-transparent text-ink-soft hover:text-ink",
                )}
              >
                {tab.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
