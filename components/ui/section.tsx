// A titled part of a page, with its own actions.
import { type ReactNode, useId } from "react";

export interface SectionProps {
  title: string;
  /** Where links of the page lead to. */
  id?: string;
  /** Beside the title: how this part stands. */
  aside?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Section({ title, id, aside, description, actions, children }: SectionProps) {
  const headingId = useId();
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      className="mb-4 scroll-mt-4 rounded-lg border outline-none border-line bg-surface p-3 sm:p-4"
    >
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-2.5">
            <h2 id={headingId} className="text-[0.9375rem] font-semibold">
              {title}
            </h2>
            {aside}
          </div>
          {description ? <p className="text-[0.8125rem] text-ink-soft">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
