// A message that waited while what it is about was taken back: it must not leave any more.
import type { ReadStore } from "@/lib/db/store";
import type { Mail } from "@/lib/schemas/mail";
import type { QuoteRevision } from "@/lib/schemas/quote";
import { CONTRADICTION_TABLE } from "./contradiction-mail";

/** What a customer may still be sent. */
const STANDING: readonly QuoteRevision["state"][] = ["sent", "accepted"];

/** Why a message about a quote, a notice or a requirement must stay, in words; null where it may leave. */
export async function whyOvertaken(store: ReadStore, mail: Mail): Promise<string | null> {
  if (mail.aboutId === null) return null;
  if (mail.aboutTable === "carrier_notice") {
    const notice = await store.notices.get(mail.aboutId);
    if (notice?.overtakenAt != null) return "not sent: a later notice has taken its place";
    return notice?.allows ? "not sent: the carrier has answered meanwhile" : null;
  }
  if (mail.aboutTable === CONTRADICTION_TABLE) {
    const check = await store.carriers.getRequirementCheckById(mail.aboutId);
    const isOpen = check?.state === "met" && (check.checkedAt ?? mail.createdAt) <= mail.createdAt;
    return isOpen ? null : "not sent: someone has looked at the requirement meanwhile";
  }
  if (mail.aboutTable !== "quote_revision") return null;
  const revision = await store.quotes.getRevision(mail.aboutId);
  if (revision === null || STANDING.includes(revision.state)) return null;
  return `not sent: the quote is ${revision.state} meanwhile`;
}
