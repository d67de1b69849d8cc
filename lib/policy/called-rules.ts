// Rules 8 to 12: whether carrier and trunk take calls, who proves it, and the called number.

import { unreachable } from "@/lib/core/unreachable";
import type { E164 } from "@/lib/telephony/e164";
import { isEmergencyNumber } from "@/lib/telephony/emergency";
import { NO_NUMBER, packPossibleE164 } from "@/lib/telephony/number-plan";
import type { CompiledCarrier } from "./compile";
import { challenge, type Deliberation, type Rule, reject, type Said } from "./deliberation";
import type { CredentialVerdict, MessageFacts, RowRef } from "./model";
import { NOWHERE } from "./number-index";
import { numberRef, ownerAt, placeOfNumber } from "./numbers";
import type { CredentialRow } from "./rows";

/** [P-8] Finds carrier and trunk: origination by the trunk called, termination by it or by the B-number's trunk. */
function judgeStates(d: Deliberation, message: MessageFacts): Said {
  const { policy, source } = d;
  readBNumber(d, message);
  if (source.kind === "acl") {
    d.carrier = policy.carriers.get(source.carrierId) ?? null;
    d.trunk = d.calledTrunk ?? trunkOfBNumber(d);
  } else {
    d.trunk = d.calledTrunk;
    d.carrier = policy.carriers.get(d.trunk?.row.carrierId ?? "") ?? null;
  }
  const { carrier, trunk } = d;
  if (carrier === null || carrier.row.state !== "ready") {
    const because = carrier?.ref ?? null;
    return reject(d, "carrier-inactive", 403, "The carrier is not in service", { because });
  }
  if (trunk === null) return carrier.ref;
  if (trunk.row.state !== "testing" && trunk.row.state !== "live") {
    const because = trunk.ref;
    return reject(d, "trunk-inactive", 403, "The trunk is not in service", { because });
  }
  return trunk.ref;
}

function readBNumber(d: Deliberation, { requestUri }: MessageFacts): void {
  d.bPacked = packPossibleE164(requestUri.user ?? "");
  if (d.bPacked !== NO_NUMBER) d.bPlace = placeOfNumber(d.policy.numbers, d.bPacked);
}

function trunkOfBNumber(d: Deliberation) {
  const owner = ownerAt(d.policy.numbers, d.bPlace);
  if (owner === null || !owner.active || owner.trunkId === null) return null;
  const trunk = d.policy.trunks.byId.get(owner.trunkId) ?? null;
  return trunk !== null && trunk.row.carrierId === d.carrier?.row.id ? trunk : null;
}

/** [P-9] On top of the ACL, where the carrier's authMode says so. Nobody's credential opens for nobody. */
function judgeDigest(d: Deliberation, { credentials }: MessageFacts): Said {
  const { carrier } = d;
  if (d.direction !== "termination" || carrier === null) return "skipped";
  switch (carrier.row.authMode) {
    case "acl":
      return "skipped";
    case "acl_and_digest":
      return judgeCredentials(d, credentials, carrier);
    default:
      return unreachable(carrier.row.authMode);
  }
}

function judgeCredentials(
  d: Deliberation,
  credentials: CredentialVerdict,
  carrier: CompiledCarrier,
): Said {
  switch (credentials.kind) {
    case "absent":
      return challenge(d, "digest-required", "Credentials are needed", carrier, false);
    case "stale":
      return challenge(d, "digest-required", "The nonce is too old", carrier, true);
    case "wrong":
      return challenge(d, "digest-failed", "The credentials are wrong", carrier, false);
    case "throttled":
      // No new nonce for whoever keeps guessing. A right answer is still taken, and so is a call without credentials.
      return reject(d, "digest-failed", 403, "The credentials are wrong, once too often", {
        because: carrier.ref,
      });
    case "verified": {
      const row = d.policy.credentials.get(credentials.credentialId);
      if (row && row.carrierId === carrier.row.id && isAccepted(row, d.request.nowMs)) {
        return { table: "sip_credential", id: row.id };
      }
      return challenge(d, "digest-failed", "The credentials are wrong", carrier, false);
    }
    default:
      return unreachable(credentials);
  }
}

function isAccepted(row: CredentialRow, nowMs: number): boolean {
  switch (row.state) {
    case "active":
      return true;
    case "retiring":
      return row.retiresAtMs !== null && nowMs < row.retiresAtMs;
    case "revoked":
      return false;
    default:
      return unreachable(row.state);
  }
}

/** [P-10] Judged by the trunk's country; before the trunk is known, by every country of the carrier's trunks. */
function judgeEmergency(d: Deliberation, { requestUri }: MessageFacts): Said {
  const { user } = requestUri;
  if (user === null) return "passed";
  const { carrier, trunk } = d;
  const isEmergency = trunk
    ? isEmergencyNumber(user, trunk.row.country)
    : d.policy.trunks.byCarrier
        .get(carrier?.row.id ?? "")
        ?.countries.some((country) => isEmergencyNumber(user, country));
  if (!isEmergency) return "passed";
  return reject(d, "emergency", 403, "Emergency calls are not carried here", {
    because: trunk?.ref ?? carrier?.ref ?? null,
    isAlert: true,
  });
}

/** [P-11] The number is what the user part says, and nothing stands beside it. */
function judgeBNumberFormat(d: Deliberation, { requestUri }: MessageFacts): Said {
  if (d.bPacked === NO_NUMBER || requestUri.hasPassword || requestUri.hasNumberParameter) {
    return reject(d, "b-number-format", 404, "The called number is not in E.164 format");
  }
  d.bNumber = requestUri.user as E164;
  return "passed";
}

/** [P-12] */
function judgeBNumberAssigned(d: Deliberation): Said {
  if (d.direction !== "termination") return "skipped";
  const because = d.bPlace === NOWHERE ? null : numberRef(d.policy.numbers, d.bPlace);
  return isAssigned(d, because) && because
    ? because
    : reject(d, "b-number-unassigned", 404, "The called number is not assigned here", { because });
}

function isAssigned(d: Deliberation, because: RowRef | null): boolean {
  const owner = ownerAt(d.policy.numbers, d.bPlace);
  return (
    because !== null &&
    d.trunk !== null &&
    owner?.active === true &&
    owner.kind === "byoc" &&
    owner.customerId === d.trunk.row.customerId &&
    owner.carrierId === d.carrier?.row.id &&
    owner.trunkId === d.trunk.row.id
  );
}

/** Rules 8 to 12 in order. */
export const CALLED_RULES: readonly Rule[] = [
  { number: 8, judge: judgeStates },
  { number: 9, judge: judgeDigest },
  { number: 10, judge: judgeEmergency },
  { number: 11, judge: judgeBNumberFormat },
  { number: 12, judge: judgeBNumberAssigned },
];
