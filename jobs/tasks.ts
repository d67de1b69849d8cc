// What the job worker does by the clock: the timed arrows of the state machines, and cleaning up.
import { cleanUpUnknownSources } from "@/lib/services/calls/clean-up-unknown-sources";
import type { Context } from "@/lib/services/context";
import { retireCredentials } from "@/lib/services/credentials/retire-credentials";
import { cleanUpCaughtMail } from "@/lib/services/mail/clean-up-caught-mail";
import { queueStrandedMail } from "@/lib/services/mail/queue-stranded-mail";
import { remindOfNotices } from "@/lib/services/notices/remind-of-notices";
import { expireQuotes } from "@/lib/services/quotes/expire-quotes";
import { observeRequirements } from "@/lib/services/requirements/observe-requirements";
import { cleanUpSessions } from "@/lib/services/staff/clean-up-sessions";
import { cleanUpTargetHealth } from "@/lib/services/targets/clean-up-target-health";
import { finishTestCalls } from "@/lib/services/test-calls/finish-test-calls";
import { expireVerifications } from "@/lib/services/verifications/expire-verifications";

export interface TimedTask {
  readonly run: (ctx: Context) => Promise<{ changed: number }>;
  /** When, in crontab's five fields, UTC. */
  readonly cron: string;
}

/** Name of the task → what it does and when. Names stand in the queue's tables: they never change. */
export const TIMED_TASKS: Readonly<Record<string, TimedTask>> = {
  "expire-verifications": { run: expireVerifications, cron: "* * * * *" },
  "retire-credentials": { run: retireCredentials, cron: "* * * * *" },
  "finish-test-calls": { run: finishTestCalls, cron: "* * * * *" },
  "observe-requirements": { run: observeRequirements, cron: "* * * * *" },
  "expire-quotes": { run: expireQuotes, cron: "* * * * *" },
  "queue-stranded-mail": { run: queueStrandedMail, cron: "*/10 * * * *" },
  "remind-of-notices": { run: remindOfNotices, cron: "7 * * * *" },
  "clean-up-sessions": { run: cleanUpSessions, cron: "17 3 * * *" },
  "clean-up-unknown-sources": { run: cleanUpUnknownSources, cron: "27 3 * * *" },
  "clean-up-target-health": { run: cleanUpTargetHealth, cron: "47 * * * *" },
  "clean-up-caught-mail": { run: cleanUpCaughtMail, cron: "37 3 * * *" },
};
