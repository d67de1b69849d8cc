// The way from an area's list down to this page.
import Link from "next/link";

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

export function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className="flex flex-wrap items-center gap-x-1.5 text-[0.8125rem] text-ink-soft">
        {trail.map((crumb) => (
          <li key={crumb.href} className="flex min-w-0 items-center gap-1.5">
            <Link href={crumb.href} className="truncate underline-offset-2 hover:underline">
              {crumb.label}
            </Link>
            <span aria-hidden>/</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
