// How long a call was up, in words of minutes and seconds.

/** `2 min 05 s`; empty where the call was not answered, or is still up. */
export function formatDuration(answeredAt: Date | null, endedAt: Date | null): string {
  if (answeredAt === null || endedAt === null) return "";
  const seconds = Math.max(0, Math.round((endedAt.getTime() - answeredAt.getTime()) / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return minutes === 0 ? `${rest} s` : `${minutes} min ${String(rest).padStart(2, "0")} s`;
}
