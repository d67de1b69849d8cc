// What carriers are told of a change, in words: as kept with the notice, and as mailed.
import type { CarrierNotice, NamedNotice } from "@/lib/schemas/carrier-notice";
import type { EgressAddress } from "@/lib/schemas/settings";

/** `22 Nov 2026` would be read two ways by nobody, but sorts and parses as badly as all words do. */
const when = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

const named = ({ address, label }: Pick<EgressAddress, "address" | "label">): string =>
  label === "" ? address : `${address} (${label})`;

/** From when and until when an address is used, as one part of a sentence. */
function period({ validFrom, validUntil }: EgressAddress, now: Date): string {
  const from = validFrom > now ? `from ${when(validFrom)} on` : "from now on";
  return validUntil === null ? from : `${from}, until ${when(validUntil)}`;
}

const confirmBy = (due: Date, deed: string): string =>
  `Please confirm by ${due.toISOString().slice(0, 10)} that ${deed}, by answering this mail.`;

export function addedText(row: EgressAddress, fqdn: string, due: Date, now: Date): string {
  return [
    `Cradle will send SIP requests from one more address: ${named(row)}, ${period(row, now)}.`,
    "",
    `What to do: add ${row.address} to your access list, beside the addresses that you allow already. Requests keep coming from ${fqdn}.`,
    confirmBy(due, "you allow it"),
  ].join("\n");
}

export function removedText(row: EgressAddress, due: Date): string {
  return [
    `Cradle no longer sends SIP requests from ${named(row)}.`,
    "",
    `What to do: take ${row.address} off your access list. All other addresses stay as they are.`,
    confirmBy(due, "you have taken it off"),
  ].join("\n");
}

export function changedText(
  before: EgressAddress,
  row: EgressAddress,
  due: Date,
  now: Date,
): string {
  const was = `It was announced ${period(before, new Date(0))}.`;
  const deed =
    row.validUntil === null
      ? `have ${row.address} on your access list`
      : `have ${row.address} on your access list until ${when(row.validUntil)}, and take it off then`;
  return [
    `Cradle sends SIP requests from ${named(row)} ${period(row, now)}. ${was}`,
    "",
    `What to do: ${deed}.`,
    confirmBy(due, "you have noted it"),
  ].join("\n");
}

export function fqdnText(before: string, after: string, due: Date): string {
  return [
    `The signalling FQDN of Cradle is now ${after}; it was ${before}.`,
    "",
    `What to do: send INVITEs to the names under ${after}, and allow requests that come from it. Your trunks' names change with it: a new hand-off sheet names each.`,
    confirmBy(due, "you allow the new name"),
  ].join("\n");
}

/** Of one thing on the hand-off sheet, in the plural, as it was and as it is: what the carrier's own equipment is to follow. */
export function sheetText(subject: string, before: string, after: string, due: Date): string {
  return [
    `Cradle's ${subject} are now ${after || "none"}; before: ${before || "none"}.`,
    "",
    "What to do: set this up on your side. A new hand-off sheet says all of it.",
    confirmBy(due, "you have set it up"),
  ].join("\n");
}

/** Subject and text of the mail; `reminderOf` is when the notice was first mailed, where this is a reminder. */
export function noticeMail(
  notice: NamedNotice,
  nocContact: string,
  reminderOf: Date | null,
): { subject: string; textBody: string } {
  const subject = `Cradle BYOC: ${HEADLINES[notice.kind](notice.subject)}`;
  return {
    subject: reminderOf === null ? subject : `Reminder: ${subject}`,
    textBody: [
      `Dear ${notice.carrierName},`,
      "",
      ...(reminderOf === null
        ? []
        : [
            `We have no answer yet to what we wrote on ${reminderOf.toISOString().slice(0, 10)}:`,
            "",
          ]),
      notice.body,
      ...(nocContact === "" ? [] : ["", `Cradle's NOC: ${nocContact}`]),
    ].join("\n"),
  };
}

const HEADLINES: Record<CarrierNotice["kind"], (subject: string) => string> = {
  egress_address_added: (subject) => `one more egress address, ${subject}`,
  egress_address_removed: (subject) => `egress address ${subject} is gone`,
  egress_address_changed: (subject) => `egress address ${subject}, other dates`,
  fqdn_changed: (subject) => `the signalling FQDN is ${subject}`,
  hand_off_changed: (subject) => `other ${subject}`,
};
