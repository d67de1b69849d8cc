// What staff are told when traffic contradicts what a carrier declared. The message itself stays in the portal: it may hold
// numbers, and whatever else the carrier wrote into it.
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { kindNamed } from "@/lib/observations/kinds";
import type { RequirementCheck } from "@/lib/schemas/carrier";
import type { RequirementObservation } from "@/lib/schemas/requirement-observation";

/** What such a message is about, as the outbox keeps it. */
export const CONTRADICTION_TABLE = "requirement_check";

export interface Contradiction {
  readonly carrierName: string;
  readonly check: Pick<RequirementCheck, "carrierId" | "code" | "checkedAt">;
  readonly seen: Pick<RequirementObservation, "kind" | "callRecordId" | "lastSeenAt">;
  /** A page of the portal by its path, as an address where that is known. */
  readonly link: (path: string) => string;
}

/** Subject and text of the mail. */
export function contradictionMail({ carrierName, check, seen, link }: Contradiction): {
  subject: string;
  textBody: string;
} {
  const requirement = REQUIREMENTS.find(({ code }) => code === check.code);
  const must = requirement?.must === true;
  const declared = check.checkedAt === null ? "" : ` on ${when(check.checkedAt)}`;
  return {
    subject: `Cradle BYOC: traffic contradicts ${check.code} of ${carrierName}`,
    textBody: [
      `${carrierName} was recorded as meeting a requirement${declared}, and its calls show otherwise.`,
      "",
      `Requirement: ${check.code}${must ? " (must)" : ""}: ${requirement?.wording ?? ""}`,
      `Seen: ${kindNamed(seen.kind)?.words ?? seen.kind}, ${when(seen.lastSeenAt)}`,
      ...(seen.callRecordId === null ? [] : [`The call: ${link(`/calls/${seen.callRecordId}`)}`]),
      "",
      "What to do: look at the call, speak with the carrier, and record the requirement as met again, as not met, or have it waived:",
      link(`/carriers/${check.carrierId}/requirements#${check.code}`),
      ...(must ? ["Until then no trunk of this carrier goes live."] : []),
      "",
      "This comes once: further calls of the kind add up on that page.",
    ].join("\n"),
  };
}

const when = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
