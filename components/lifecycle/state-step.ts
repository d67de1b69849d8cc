// A step from one state to another, in the words of the page.

export interface StepCondition {
  readonly code: string;
  readonly message: string;
  /** Where it is put right. */
  readonly href?: string;
}

export interface StateStep {
  readonly to: string;
  /** What the button says. */
  readonly label: string;
  /** How much is asked before it is done. */
  readonly weight: "press" | "at-once" | "confirm" | "type-name";
  /** What happens, for those that are confirmed. */
  readonly consequence: string;
  readonly permitted: boolean;
  /** What does not hold yet. */
  readonly conditions: readonly StepCondition[];
  /** What holds already of the same gate, in words. */
  readonly held?: readonly string[];
  /** Whether an admin may pass what does not hold. */
  readonly overridable: boolean;
}
