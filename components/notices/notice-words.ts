// What notices are called on a page.
import type { Option } from "@/components/forms/fields";
import type { Tone } from "@/components/ui/badge";
import type { NoticeKind, NoticeState } from "@/lib/schemas/carrier-notice";

export const NOTICE_KIND_WORDS: Record<NoticeKind, string> = {
  egress_address_added: "One more egress address",
  egress_address_removed: "Egress address gone",
  egress_address_changed: "Other dates of an egress address",
  fqdn_changed: "Another signalling FQDN",
  hand_off_changed: "Other settings of the hand-off sheet",
};

export const NOTICE_STATE_WORDS: Record<NoticeState, { label: string; tone: Tone }> = {
  open: { label: "Not acknowledged", tone: "warn" },
  overdue: { label: "Overdue", tone: "bad" },
  received: { label: "Received, not done", tone: "info" },
  done: { label: "Done", tone: "good" },
  overtaken: { label: "Overtaken", tone: "neutral" },
};

/** What it means that the carrier's own access list follows. */
export const DONE_WORDS: Record<NoticeKind, string> = {
  egress_address_added: "The carrier allows this address now",
  egress_address_removed: "The carrier has taken this address off its list",
  egress_address_changed: "The carrier's list follows the new dates",
  fqdn_changed: "The carrier allows the new name",
  hand_off_changed: "The carrier has set this up",
};

const toOptions = (words: Record<string, string>): readonly Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const NOTICE_KIND_OPTIONS = toOptions(NOTICE_KIND_WORDS);
/** "Not acknowledged" is what the list shows while nothing is chosen. */
export const NOTICE_STATE_OPTIONS: readonly Option[] = [
  ...(["overdue", "received", "done", "overtaken"] as const).map((value) => ({
    value,
    label: NOTICE_STATE_WORDS[value].label,
  })),
  { value: "all", label: "All" },
];
