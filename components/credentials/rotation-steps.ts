// Where the change from one SIP credential to the next stands, step by step.

export interface RotatedCredential {
  readonly username: string;
  readonly state: "active" | "retiring" | "revoked";
  readonly retiresAt: Date | null;
  readonly handedOverTo: string;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
}

export interface RotationStep {
  readonly what: string;
  readonly state: "done" | "now" | "later";
  /** When it was done, or will be. */
  readonly at: Date | null;
}

/**
 * The steps of a rotation, the first that is open being what to do now; of one credential, how a rotation would begin.
 * Null where none is in use. `inUse`: active and retiring ones, in any order.
 */
export function rotationSteps(inUse: readonly RotatedCredential[]): RotationStep[] | null {
  const [former, successor] = [...inUse].sort(
    (one, two) => one.createdAt.getTime() - two.createdAt.getTime(),
  );
  if (former === undefined) return null;
  const isRetiring = former.state === "retiring";
  const isUsed = successor !== undefined && successor.lastUsedAt !== null;
  const steps = [
    {
      what: successor
        ? `${successor.username} issued beside ${former.username}`
        : "Issue its successor: both work side by side",
      isDone: successor !== undefined,
      at: successor?.createdAt ?? null,
    },
    {
      what:
        successor && successor.handedOverTo !== ""
          ? `Handed over to ${successor.handedOverTo}`
          : "Hand it over by another channel than its username, and note to whom",
      isDone: successor !== undefined && successor.handedOverTo !== "",
      at: null,
    },
    {
      what: isUsed
        ? "A call has come with it"
        : "Wait until a call comes with it: the carrier has set it up",
      isDone: isUsed,
      at: successor?.lastUsedAt ?? null,
    },
    {
      what: isRetiring
        ? `${former.username} ends by itself`
        : `Retire ${former.username}: it is accepted until the date that you set`,
      isDone: isRetiring,
      at: former.retiresAt,
    },
  ];
  const next = steps.findIndex(({ isDone }) => !isDone);
  return steps.map(({ what, isDone, at }, place) => ({
    what,
    at,
    state: isDone ? "done" : place === next ? "now" : "later",
  }));
}

/** What deserves a warning: the old one ends while no call has come with the new one, or none is there. */
export function rotationWarning(inUse: readonly RotatedCredential[]): string | null {
  const retiring = inUse.find(({ state }) => state === "retiring");
  if (retiring === undefined) return null;
  const successor = inUse.find(({ state }) => state === "active");
  if (successor === undefined) {
    return `${retiring.username} ends, and no other credential is there: issue its successor.`;
  }
  if (successor.lastUsedAt !== null) return null;
  return `${retiring.username} ends, and no call has come with ${successor.username} yet: ask the carrier before that.`;
}
