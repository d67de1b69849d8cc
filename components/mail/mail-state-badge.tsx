// The state of a message, in words.
import { Badge, type Tone } from "@/components/ui/badge";
import type { Mail } from "@/lib/schemas/mail";

type MailState = Mail["state"];

const TONES: Readonly<Record<MailState, Tone>> = { waiting: "warn", sent: "good", failed: "bad" };
const WORDS: Readonly<Record<MailState, string>> = {
  waiting: "waiting",
  sent: "sent",
  failed: "failed",
};

export const MAIL_STATE_OPTIONS = Object.entries(WORDS).map(([value, label]) => ({
  value,
  label: label.charAt(0).toUpperCase() + label.slice(1),
}));

export function MailStateBadge({ state, attempts }: { state: MailState; attempts: number }) {
  const again = state === "waiting" && attempts > 0;
  return (
    <Badge tone={TONES[state]}>{again ? `trying again, ${attempts} so far` : WORDS[state]}</Badge>
  );
}
