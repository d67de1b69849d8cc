// On how many agents the latest change of a trunk or carrier is in force; drawn anew until it is on all.
import { KeepFresh } from "@/components/layout/keep-fresh";

export interface ReachProps {
  state: string;
  /** What `getConfigStatus` answers of the row. */
  reach: { readonly live: number; readonly total: number };
}

export function Reach({ state, reach: { live, total } }: ReachProps) {
  if (total === 0) return <span className="text-ink-soft">no agent is running</span>;
  const words = `live on ${live} of ${total} agents`;
  return (
    <>
      <span className={live < total ? "text-warn" : undefined}>
        {state === "suspended" ? `Suspended, ${words}` : words}
      </span>
      {live < total ? <KeepFresh everySec={2} /> : null}
    </>
  );
}
