// Rules 16 to 19: where the call may go, whether there is room, and what happens to it.

import { countryOfNumber } from "@/lib/telephony/number-plan";
import { type Deliberation, type Rule, reject, type Said } from "./deliberation";
import type { RowRef } from "./model";
import { orderTargets } from "./targets";

const CHANNELS_RETRY_AFTER_SEC = 5;
const CPS_RETRY_AFTER_SEC = 1;

/** [P-16] An empty list allows none, and a number without a country is on no list. */
function judgeDestination(d: Deliberation): Said {
  if (d.direction !== "origination") return "skipped";
  const { trunk, bNumber } = d;
  const country = bNumber === null ? null : countryOfNumber(bNumber);
  if (trunk !== null && country !== null && trunk.destinations.has(country)) return trunk.ref;
  return reject(d, "destination-not-allowed", 403, "The destination is not allowed", {
    because: trunk?.ref ?? null,
  });
}

/** [P-17] Never 503, which would tell the far end that the whole server is down. */
function judgeLimits(d: Deliberation): Said {
  const { carrier, trunk } = d;
  const { counters } = d.around;
  if (trunk === null || carrier === null) return tooManyChannels(d, null);
  const { maxChannels, maxCallsPerSec } = trunk.row;
  // A trunk without limits has none of either to give.
  if (counters.channelsOfTrunk(trunk.row.id) >= (maxChannels ?? 0)) {
    return tooManyChannels(d, trunk.ref);
  }
  if (counters.callsThisSecondOfTrunk(trunk.row.id) >= (maxCallsPerSec ?? 0)) {
    return tooManyPerSecond(d, trunk.ref);
  }
  const { row } = carrier;
  if (row.maxChannels !== null && counters.channelsOfCarrier(row.id) >= row.maxChannels) {
    return tooManyChannels(d, carrier.ref);
  }
  if (
    row.maxCallsPerSec !== null &&
    counters.callsThisSecondOfCarrier(row.id) >= row.maxCallsPerSec
  ) {
    return tooManyPerSecond(d, carrier.ref);
  }
  return trunk.ref;
}

function tooManyChannels(d: Deliberation, because: RowRef | null): Said {
  const retryAfterSec = CHANNELS_RETRY_AFTER_SEC;
  return reject(d, "limit-channels", 480, "All channels are in use", { because, retryAfterSec });
}

function tooManyPerSecond(d: Deliberation, because: RowRef | null): Said {
  const retryAfterSec = CPS_RETRY_AFTER_SEC;
  return reject(d, "limit-cps", 480, "Too many calls per second", { because, retryAfterSec });
}

/** [P-18] */
function judgeTargets(d: Deliberation): Said {
  const { policy, carrier } = d;
  const groups =
    d.direction === "termination"
      ? policy.coreTargets
      : policy.gatewayTargets.get(carrier?.row.id ?? "");
  d.targets = groups === undefined ? [] : orderTargets(groups, d.around);
  if (d.targets.length > 0) return "passed";
  return reject(d, "no-target", 480, "There is nowhere to send the call", {
    because: d.direction === "origination" ? (carrier?.ref ?? null) : null,
  });
}

/** [P-19] */
function judgeRoute(d: Deliberation): Said {
  const { carrier, trunk, direction, bNumber, targets } = d;
  if (carrier === null || trunk === null || direction === null || bNumber === null) {
    // Earlier rules set all four or spoke; a call that slipped past them is not let through here.
    return reject(d, "no-target", 480, "There is nowhere to send the call");
  }
  return {
    action: "route",
    rule: "route",
    code: null,
    reason: "OK",
    trace: d.trace,
    because: trunk.ref,
    direction,
    carrierId: carrier.row.id,
    customerId: trunk.row.customerId,
    trunkId: trunk.row.id,
    isAlert: false,
    bNumber,
    isANumberFlagged: d.isANumberFlagged,
    targets,
    headers: direction === "termination" ? trunk.terminationHeaders : trunk.originationHeaders,
  };
}

/** Rules 16 to 19 in order. */
export const ROUTE_RULES: readonly Rule[] = [
  { number: 16, judge: judgeDestination },
  { number: 17, judge: judgeLimits },
  { number: 18, judge: judgeTargets },
  { number: 19, judge: judgeRoute },
];
