/** Something of the core's that does not fit into a token: refused rather than shown, and somebody is told. */
import type { CallEvent } from "./call-event";
import type { TooLong } from "./record-route";

/** For a sentence about the core's end. */
export const TOO_LONG: Readonly<Record<TooLong, string>> = {
  "route-set": "Record-Route values are",
  contact: "Contact is",
};

/** The alert for a call or a request inside its dialog. */
export function tooLongAlert(recordId: string, what: TooLong): CallEvent {
  const code = what === "contact" ? "contact-too-long" : "route-set-too-long";
  return {
    kind: "alert",
    recordId,
    code,
    detail: `the core's ${TOO_LONG[what]} too long for a token`,
  };
}
