// Which recorded call was the announced one, and whether its A-number came through.
import type { TestedCall } from "@/lib/db/test-calls";
import type { TestCall } from "@/lib/schemas/test-call";
import { normaliseE164 } from "@/lib/telephony/e164";
import { countryOfNumber, isPossibleE164 } from "@/lib/telephony/number-plan";

/**
 * The call of an inbound announcement among calls that nobody claims: the first whose A-number is the announced one,
 * else the first that is not what another waiting announcement is waiting for. `others` wait on the same trunk.
 */
export function chooseCall(
  test: TestCall,
  calls: readonly TestedCall[],
  others: readonly TestCall[],
): TestedCall | null {
  const exact = calls.find((call) => call.aReceived === test.announcedA);
  if (exact !== undefined) return exact;
  const isAnothers = (call: TestedCall) =>
    others.some(
      (other) =>
        other.id !== test.id &&
        other.direction === test.direction &&
        other.announcedB === test.announcedB &&
        other.announcedA === call.aReceived,
    );
  return calls.find((call) => !isAnothers(call)) ?? null;
}

export interface Judgement {
  readonly intact: boolean;
  readonly arrivedA: string | null;
  /** What is wrong, in words; empty where nothing is. */
  readonly note: string;
}

/** Inbound: what arrived, and what went on to Cradle, are the announced number byte for byte. */
export function judgeArrival(test: TestCall, call: TestedCall): Judgement {
  const arrivedA = call.aReceived;
  if (arrivedA !== test.announcedA) {
    const what = call.anonymous || arrivedA === null ? "withheld" : arrivedA;
    return { intact: false, arrivedA, note: `${test.announcedA} arrived as ${what}` };
  }
  return judgeSent(test, call, arrivedA);
}

/**
 * Outbound: the called phone showed the announced number. A phone may show it in its own country's national form,
 * which is the handset's doing and says the same number.
 */
export function judgeShown(test: TestCall, call: TestedCall, shownA: string): Judgement {
  const country = isPossibleE164(test.announcedB) ? countryOfNumber(test.announcedB) : null;
  if (normaliseE164(shownA, country) !== test.announcedA) {
    return { intact: false, arrivedA: shownA, note: `${test.announcedA} was shown as ${shownA}` };
  }
  return judgeSent(test, call, shownA);
}

function judgeSent(test: TestCall, call: TestedCall, arrivedA: string): Judgement {
  return call.aSent === test.announcedA
    ? { intact: true, arrivedA, note: "" }
    : {
        intact: false,
        arrivedA,
        note: `${test.announcedA} was sent on as ${call.aSent ?? "none"}`,
      };
}
