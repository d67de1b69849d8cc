// Top of a page: where it is, what it is, what can be done to it.
import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "./breadcrumbs";

export interface PageHeaderProps {
  title: string;
  trail?: readonly Crumb[];
  /** Beside the title: state badges. */
  aside?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, trail, aside, description, actions }: PageHeaderProps) {
  return (
    <header className="mb-4">
      {trail ? <Breadcrumbs trail={trail} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-2.5">
            <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
            {aside}
          </div>
          {description ? <p className="mt-0.5 text-ink-soft">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
