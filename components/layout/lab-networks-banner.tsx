// Says on every page that addresses are accepted which no public network routes.
import { FlaskConical } from "lucide-react";

export function LabNetworksBanner({ networks }: { networks: readonly string[] }) {
  if (networks.length === 0) return null;
  return (
    <aside
      aria-label="Lab networks"
      className="flex items-start gap-2 border-b border-warn/40 bg-warn-soft px-3 py-1 text-[0.8125rem] sm:px-5"
    >
      <FlaskConical aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <span className="min-w-0 wrap-anywhere">
        <strong className="font-medium">Lab networks are allowed:</strong> ACL entries may lie in{" "}
        {networks.join(", ")}. Not for an installation that takes public calls.
      </span>
    </aside>
  );
}
