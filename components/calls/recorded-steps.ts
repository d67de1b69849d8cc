// Reads the trace and the attempts out of a call record's JSON, which an older or newer agent may have written.
import { z } from "zod";

const Because = z.object({ table: z.string(), id: z.string() });

const Step = z.object({
  rule: z.number(),
  outcome: z.enum(["passed", "skipped", "decided"]),
  because: Because.nullable(),
});
export type RecordedStep = z.infer<typeof Step>;

const Attempt = z.object({
  targetTable: z.string(),
  targetId: z.string(),
  destination: z.string(),
  startedAt: z.string(),
  status: z.number().nullable(),
  reason: z.string(),
});
export type RecordedAttempt = z.infer<typeof Attempt>;

/** The steps of a decision in their order; null where the record is of another form. */
export function readTrace(trace: unknown): RecordedStep[] | null {
  const result = z.array(Step).safeParse(trace);
  return result.success ? result.data : null;
}

/** The targets tried in their order; null where the record is of another form. */
export function readAttempts(attempts: unknown): RecordedAttempt[] | null {
  const result = z.array(Attempt).safeParse(attempts);
  return result.success ? result.data : null;
}
