// What of a call record an observation is made from; its JSON is read with care, as another version may have written it.
import type { RuleNumber } from "@/lib/policy/rules";

export interface ObservedCall {
  readonly direction: "termination" | "origination" | null;
  readonly rule: string;
  readonly action: string;
  readonly sourceAddress: string;
  readonly requestUri: string;
  readonly aReceived: string | null;
  readonly bReceived: string | null;
  readonly bSent: string | null;
  readonly assertedReceived: readonly string[];
  readonly anonymous: boolean;
  /** Steps of the decision, as the agent wrote them. */
  readonly trace: unknown;
  /** Gateways tried, as the agent wrote them. */
  readonly attempts: unknown;
  readonly endedBy: string | null;
  /** Of a challenge: the carrier asked again under the same Call-ID. */
  readonly wasAnswered: boolean;
}

/** One try at one gateway. */
export interface GatewayTry {
  readonly destination: string;
  /** Final status, or null where none came. */
  readonly status: number | null;
  readonly reason: string;
  readonly isRinging: boolean;
  readonly isOver: boolean;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function listOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** The table of the row by which a rule let the call pass, or null. */
export function tableThatPassed(trace: unknown, rule: RuleNumber): string | null {
  const step = listOf(trace).find((candidate) => candidate.rule === rule);
  if (step === undefined || step.outcome !== "passed") return null;
  const { table } = fieldsOf(step.because);
  return typeof table === "string" ? table : null;
}

export function gatewayTries(attempts: unknown): GatewayTry[] {
  return listOf(attempts)
    .filter((attempt) => attempt.targetTable === "gateway")
    .map((attempt) => ({
      destination: typeof attempt.destination === "string" ? attempt.destination : "",
      status: typeof attempt.status === "number" ? attempt.status : null,
      reason: typeof attempt.reason === "string" ? attempt.reason : "",
      isRinging: typeof attempt.ringingAt === "string",
      isOver: typeof attempt.endedAt === "string",
    }));
}
