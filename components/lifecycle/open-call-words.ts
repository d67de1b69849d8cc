// How many calls a suspension meets, and what becomes of them, in words.
import { formatTimestamp } from "@/components/ui/timestamp";

/** What `countOpenCalls` answers. */
export function openCallWords({
  calls,
  at,
}: {
  readonly calls: number;
  readonly at: Date;
}): string {
  const asOf = `as the agents had reported at ${formatTimestamp(at)}`;
  if (calls === 0) return `No call is up, ${asOf}.`;
  return calls === 1
    ? `1 call is up, ${asOf}: it goes on until it ends.`
    : `${calls} calls are up, ${asOf}: they go on until they end.`;
}
