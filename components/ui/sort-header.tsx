// A column's header that sorts: a link, so that Back works, with the order said to those who hear it.
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";

export interface SortHeaderProps {
  label: string;
  href: string;
  /** Null where the list is sorted by another column. */
  direction: "ascending" | "descending" | null;
}

export function SortHeader({ label, href, direction }: SortHeaderProps) {
  const Icon =
    direction === null ? ChevronsUpDown : direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      data-sort-header
      className="group/sort inline-flex items-center gap-1 hover:text-ink hover:underline"
    >
      {label}
      <Icon
        aria-hidden
        className={`size-3.5 ${direction === null ? "opacity-40 group-hover/sort:opacity-100" : ""}`}
      />
    </Link>
  );
}
