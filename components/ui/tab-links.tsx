"use client";
// Tabs that are pages: each has its own address, the current one says so.
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { classNames } from "./class-names";

export interface TabLink {
  readonly label: string;
  readonly href: string;
}

export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current tab
  useEffect(() => {
    const tab = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (!nav.current || !tab) return;
    // By hand: scrolling into view would move the page too.
    nav.current.scrollLeft = tab.offsetLeft - (nav.current.clientWidth - tab.offsetWidth) / 2;
  }, [path]);

  return (
    <nav
      ref={nav}
      aria-label={label}
      className="relative mb-4 overflow-x-auto border-b border-line"
    >
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
