// How things stand with a hand-off: what is missing, whether the carrier's word holds, what changed since.
import { ConditionList } from "@/components/lifecycle/condition-list";
import { Banner } from "@/components/ui/banner";
import type { HandOffDraft } from "@/lib/schemas/hand-off";

export interface HandOffStateProps {
  carrierId: string;
  draft: HandOffDraft;
  hasReachableContact: boolean;
}

/** Where each condition is put right. */
function hrefOf(code: string, carrierId: string): string {
  switch (code) {
    case "quote-not-accepted":
      return "/quotes";
    case "settings-missing":
      return "/settings";
    case "egress-missing":
      return "/settings/network";
    default:
      return `/carriers/${carrierId}`;
  }
}

export function HandOffState({ carrierId, draft, hasReachableContact }: HandOffStateProps) {
  const missing = [
    ...draft.missing.map((condition) => ({
      ...condition,
      href: hrefOf(condition.code, carrierId),
    })),
    ...(hasReachableContact
      ? []
      : [
          {
            code: "contact-missing",
            message: "the carrier has no contact with an e-mail address",
            href: `/carriers/${carrierId}/contacts`,
          },
        ]),
  ];
  return (
    <div className="grid gap-3">
      {missing.length === 0 ? null : (
        <div className="rounded-md border border-line p-3">
          <p className="font-medium">Not yet: send to the carrier</p>
          <ConditionList conditions={missing} />
        </div>
      )}
      {draft.acknowledgedNumber === null ? (
        <p>The carrier has not acknowledged any version yet.</p>
      ) : (
        <Banner
          tone={draft.carrierAllowsEgress ? "info" : "warn"}
          title={
            draft.carrierAllowsEgress
              ? `The carrier's word on version ${draft.acknowledgedNumber} covers the FQDN and every egress address of now`
              : `The carrier's word on version ${draft.acknowledgedNumber} does not cover the FQDN and every egress address of now`
          }
        >
          {draft.changes.length === 0 ? (
            <p>Nothing has changed since that version.</p>
          ) : (
            <>
              <p>Changed since that version:</p>
              <ul className="list-disc pl-5">
                {draft.changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </>
          )}
        </Banner>
      )}
    </div>
  );
}
