// What a finished test call shows of A-number passthrough. What we changed ourselves is not held against the carrier.

import { unreachable } from "@/lib/core/unreachable";
import { normaliseE164 } from "@/lib/telephony/e164";
import { countryOfNumber, isPossibleE164 } from "@/lib/telephony/number-plan";
import type { Observation } from "./kinds";

export interface ObservedTestCall {
  readonly direction: "termination" | "origination";
  readonly announcedA: string;
  readonly announcedB: string;
  /** The A-number that arrived, or that the called phone showed; null: withheld. */
  readonly arrivedA: string | null;
  /** The A-number with which the call left us. */
  readonly sentA: string | null;
  readonly isCradleNumber: boolean;
}

export function observeTestCall(test: ObservedTestCall): Observation[] {
  const { direction, announcedA } = test;
  const arrived = test.arrivedA ?? "withheld";
  switch (direction) {
    case "termination":
      return test.arrivedA === announcedA
        ? [{ kind: "a-number-arrived", detail: announcedA }]
        : [{ kind: "a-number-rewritten", detail: `${announcedA} arrived as ${arrived}` }];
    case "origination": {
      if (test.sentA !== announcedA) return [];
      const isShown = isSameNumber(arrived, announcedA, test.announcedB);
      const detail = isShown ? announcedA : `${announcedA} was shown as ${arrived}`;
      const seen: Observation[] = [
        { kind: isShown ? "a-number-shown" : "other-a-number-shown", detail },
      ];
      if (test.isCradleNumber) {
        seen.push({ kind: isShown ? "cradle-number-shown" : "cradle-number-replaced", detail });
      }
      return seen;
    }
    default:
      return unreachable(direction);
  }
}

/** A phone may show a number in the national form of its own country. */
function isSameNumber(shown: string, announced: string, calledNumber: string): boolean {
  const country = isPossibleE164(calledNumber) ? countryOfNumber(calledNumber) : null;
  return normaliseE164(shown, country) === announced;
}
