// Reads decision and attempts out of a call record, which an older or newer agent may have written.
import { z } from "zod";
import { type Explanation, explain } from "@/lib/policy/explain";
import { RULES, type RuleCode, type RuleNumber } from "@/lib/policy/rules";

const NUMBERS: readonly RuleNumber[] = RULES.map((rule) => rule.number);
const CODES: readonly RuleCode[] = RULES.flatMap((rule): readonly RuleCode[] => rule.codes);

const Because = z.object({
  table: z.enum([
    "platform_settings",
    "egress_address",
    "core_endpoint",
    "core_source",
    "edge_proxy",
    "carrier",
    "acl_entry",
    "gateway",
    "sip_credential",
    "trunk",
    "phone_number",
    "verification_item",
  ]),
  id: z.string(),
});

const Recorded = z.object({
  action: z.enum(["route", "challenge", "reject", "answer", "drop"]),
  rule: z.custom<RuleCode>((value) => CODES.some((code) => code === value)),
  code: z.number().nullable(),
  reason: z.string(),
  trace: z.array(
    z.object({
      rule: z.custom<RuleNumber>((value) => NUMBERS.some((number) => number === value)),
      outcome: z.enum(["passed", "skipped", "decided"]),
      because: Because.nullable(),
    }),
  ),
});

const Attempt = z.object({
  targetTable: z.string(),
  targetId: z.string(),
  destination: z.string(),
  startedAt: z.iso.datetime(),
  status: z.number().nullable(),
  reason: z.string(),
});
export type RecordedAttempt = z.infer<typeof Attempt>;

export interface RecordedCall {
  readonly action: string;
  readonly rule: string;
  readonly status: number | null;
  readonly reason: string;
  readonly trace: unknown;
}

/** The decision rule by rule, in the words of the policy; null where the record is of another form. */
export function explainRecord(call: RecordedCall): Explanation | null {
  const decision = Recorded.safeParse({ ...call, code: call.status });
  return decision.success ? explain(decision.data) : null;
}

/** The targets tried in their order; null where the record is of another form. */
export function readAttempts(attempts: unknown): RecordedAttempt[] | null {
  const result = z.array(Attempt).safeParse(attempts);
  return result.success ? result.data : null;
}
