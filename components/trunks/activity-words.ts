// What an audit event of a trunk or one of its things says, as the rest of a sentence that begins with who did it.
import { auditChanges } from "@/components/audit/audit-changes";
import { TRUNK_STATE_WORDS } from "./trunk-words";

export interface ActivityEvent {
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
}

const WORDS: Readonly<Record<string, string>> = {
  "trunk.create": "made the trunk",
  "trunk.update": "changed the trunk",
  "trunk.override-gate": "passed a closed gate",
  "trunk.agree-limits": "gave the trunk the agreed limits",
  "trunk.deactivate-numbers": "deactivated the trunk's numbers",
  "number.add": "added a number",
  "number.add-range": "added a range of numbers",
  "number.import": "imported numbers",
  "number.update": "changed a number",
  "number.remove": "removed a number",
  "number.reassign": "gave a number another owner",
  "quote.create": "drafted a quote",
  "quote.update": "changed a quote's draft",
  "quote.send": "sent a quote",
  "quote.revise": "began a new revision of a quote",
  "quote.supersede": "put a newer revision in a quote's place",
  "quote.withdraw": "withdrew a quote",
  "quote.expire": "let a quote expire",
  "quote.delete-draft": "deleted a quote's draft",
  "quote.accept": "recorded that a quote was accepted",
  "quote.decline": "recorded that a quote was declined",
  "quote.attach-pdf": "attached a quote's PDF",
  "test-call.announce": "announced a test call",
  "test-call.succeed": "saw a test call come through with its A-number intact",
  "test-call.fail": "saw a test call fail",
  "test-call.cancel": "cancelled a test call",
  "document.add": "added a document",
};

function field(row: unknown, name: string): unknown {
  return typeof row === "object" && row !== null ? Reflect.get(row, name) : undefined;
}

function stateLabel(state: unknown): string {
  const words = Object.entries(TRUNK_STATE_WORDS).find(([each]) => each === state);
  return words?.[1].label.toLowerCase() ?? String(state);
}

/** `took the trunk from testing to live`; an action of a later version is named by its code. */
export function activityWords({ action, before, after }: ActivityEvent): string {
  if (action === "trunk.change-state") {
    const [from, to] = [field(before, "state"), field(after, "state")];
    if (to === "suspended") return "suspended the trunk";
    if (to === "closed") return "closed the trunk";
    if (from === "suspended") return `resumed the trunk: ${stateLabel(to)} again`;
    return `took the trunk from ${stateLabel(from)} to ${stateLabel(to)}`;
  }
  const words = WORDS[action] ?? action.replace(".", ": ").replaceAll("-", " ");
  const what = field(after, "e164") ?? field(after, "number") ?? field(after, "fileName");
  return typeof what === "string" ? `${words}: ${what}` : words;
}

/** Events whose fields say more than their words do. */
const TELLING = new Set(["trunk.update", "trunk.agree-limits", "number.update", "quote.update"]);

/** What was changed to what, for the few actions where that is the point. */
export function activityDetail({ action, before, after }: ActivityEvent): string {
  if (!TELLING.has(action)) return "";
  return auditChanges(before, after)
    .slice(0, 4)
    .map((change) => `${change.field}: ${change.before ?? "none"} → ${change.after ?? "none"}`)
    .join("; ");
}
