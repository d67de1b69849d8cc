// A step from one state to another, in the words of the page.

/** A stored row that shows something of a condition. */
export interface ShownProof {
  readonly text: string;
  readonly at: Date | null;
  readonly by: string | null;
  readonly path: string;
}

export interface HeldCondition {
  readonly message: string;
  readonly proofs?: readonly ShownProof[];
}

export interface StepCondition extends HeldCondition {
  readonly code: string;
  /** Where it is put right. */
  readonly href?: string;
  /** What is to be done there. */
  readonly remedy?: string | null;
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
  /** What holds already of the same gate. */
  readonly held?: readonly HeldCondition[];
  /** Whether an admin may pass what does not hold. */
  readonly overridable: boolean;
}
