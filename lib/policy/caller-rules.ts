// Rules 13 to 15: the calling number, as From and P-Asserted-Identity give it.

import { unreachable } from "@/lib/core/unreachable";
import { NO_NUMBER, packPossibleE164 } from "@/lib/telephony/number-plan";
import type { CompiledPolicy, CompiledTrunk } from "./compile";
import { type Deliberation, type Rule, reject, type Said } from "./deliberation";
import type { MessageFacts, PartyFacts, RowRef } from "./model";
import { numberRef, ownerAt, placeOfNumber, verificationRef } from "./numbers";

/** [P-13] Withheld with a good P-Asserted-Identity is not anonymous to us: rule 14 sees to it that it is good. */
function judgeAnonymity(d: Deliberation, message: MessageFacts): Said {
  const { trunk } = d;
  if (!isWithheld(message) || message.assertedIdentities.length > 0) return "passed";
  if (trunk?.row.acceptAnonymous) return trunk.ref;
  return reject(d, "a-number-anonymous", 433, "Withheld numbers are not taken", {
    because: trunk?.ref ?? null,
  });
}

/** RFC 3323 "user" and RFC 3325 "id": the caller's number is not to be shown. */
function isWithheld({ from, privacy }: MessageFacts): boolean {
  return from.isAnonymous || privacy.includes("id") || privacy.includes("user");
}

/** [P-14] */
function judgeANumberFormat(d: Deliberation, message: MessageFacts): Said {
  const isFromGood = message.from.isAnonymous || isNumber(message.from);
  if (isFromGood && message.assertedIdentities.every(isNumber)) return "passed";
  const { trunk } = d;
  if (trunk?.row.invalidANumber === "flag") {
    d.isANumberFlagged = true;
    return trunk.ref;
  }
  return reject(d, "a-number-format", 403, "The calling number is not in E.164 format", {
    because: trunk?.ref ?? null,
  });
}

/** [P-15] Every number that the far end could show is the customer's own with this carrier, or verified there now. */
function judgeANumberAllowed(d: Deliberation, message: MessageFacts): Said {
  if (d.direction !== "origination") return "skipped";
  const { trunk } = d;
  if (trunk === null) {
    return reject(d, "a-number-not-allowed", 403, "The calling number is not allowed");
  }
  const allowed = allAllowedBy(d, trunk, message);
  if (allowed !== null) return allowed;
  const forwarder = message.diversion ?? message.historyInfo;
  if (trunk.row.acceptForwarded && forwarder !== null) {
    const row = allowedBy(d, trunk, forwarder);
    if (row !== null) return row;
  }
  return reject(d, "a-number-not-allowed", 403, "The calling number is not allowed", {
    because: trunk.ref,
  });
}

/** The row that allows the first number shown, if all are allowed; the trunk's where none is shown; else null. */
function allAllowedBy(d: Deliberation, trunk: CompiledTrunk, message: MessageFacts): RowRef | null {
  let first: RowRef | null = null;
  if (!message.from.isAnonymous) {
    first = allowedBy(d, trunk, message.from);
    if (first === null) return null;
  }
  for (const party of message.assertedIdentities) {
    const row = allowedBy(d, trunk, party);
    if (row === null) return null;
    first ??= row;
  }
  return first ?? trunk.ref;
}

/** Whether a party's number may be shown by this trunk at this instant; a party without a number may not. */
export function mayShow(
  policy: CompiledPolicy,
  trunk: CompiledTrunk,
  party: PartyFacts,
  nowMs: number,
): boolean {
  return allowingRow(policy, trunk, party, nowMs) !== null;
}

function allowedBy(d: Deliberation, trunk: CompiledTrunk, party: PartyFacts): RowRef | null {
  return allowingRow(d.policy, trunk, party, d.request.nowMs);
}

/** The row that allows a party's number as A-number of this trunk at this instant, or null. */
export function allowingRow(
  { numbers, verifications }: CompiledPolicy,
  { row: trunk }: CompiledTrunk,
  party: PartyFacts,
  nowMs: number,
): RowRef | null {
  const packed = packedNumber(party);
  if (packed === NO_NUMBER) return null;
  const place = placeOfNumber(numbers, packed);
  const owner = ownerAt(numbers, place);
  if (owner === null || !owner.active || owner.customerId !== trunk.customerId) return null;
  switch (owner.kind) {
    case "byoc":
      return owner.carrierId === trunk.carrierId ? numberRef(numbers, place) : null;
    case "cradle":
      return verificationRef(numbers, verifications, place, packed, trunk.carrierId, nowMs);
    default:
      return unreachable(owner.kind);
  }
}

function isNumber(party: PartyFacts): boolean {
  return packedNumber(party) !== NO_NUMBER;
}

function packedNumber({ scheme, user }: PartyFacts): number {
  if (user === null || (scheme !== "sip" && scheme !== "sips" && scheme !== "tel"))
    return NO_NUMBER;
  return packPossibleE164(user);
}

/** Rules 13 to 15 in order. */
export const CALLER_RULES: readonly Rule[] = [
  { number: 13, judge: judgeAnonymity },
  { number: 14, judge: judgeANumberFormat },
  { number: 15, judge: judgeANumberAllowed },
];
