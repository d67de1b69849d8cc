// Pairs of name and value of one thing.
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button";

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** What people pass on of it, with a button that copies it; null where there is nothing. */
  readonly copy?: string | null;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
      {facts.map((fact) => (
        <div key={fact.name} className="min-w-0">
          <dt className="text-[0.8125rem] text-ink-soft">{fact.name}</dt>
          <dd className="wrap-anywhere">
            {fact.value}
            {fact.copy == null || fact.copy === "" ? null : (
              <>
                {" "}
                <span className="-my-1 inline-block print:hidden">
                  <CopyButton value={fact.copy} label={fact.name} />
                </span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
