// When something that staff note afterwards may have happened: not before what it follows, and not in the future.
import { InvalidInput } from "@/lib/core/errors";

/** A form's time has no seconds, and clocks differ. */
const CLOCK_SLACK_MS = 60_000;

/** Throws `InvalidInput` at `path`. `tooEarly` is said of a time before `since`, such as "is before the sheet was sent". */
export function requirePossibleTime(
  path: string,
  at: Date,
  { since, tooEarly, now }: { since: Date; tooEarly: string; now: Date },
): void {
  if (at.getTime() < since.getTime() - CLOCK_SLACK_MS) {
    throw new InvalidInput([{ path, message: tooEarly }]);
  }
  if (at.getTime() > now.getTime() + CLOCK_SLACK_MS) {
    throw new InvalidInput([{ path, message: "is still to come" }]);
  }
}
