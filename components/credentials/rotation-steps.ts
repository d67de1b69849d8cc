// Where the change from one SIP credential to the next stands, step by step, each with its proof.

export interface RotatedCredential {
  readonly username: string;
  readonly state: "active" | "retiring" | "revoked";
  readonly retiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly handedOverTo: string;
  readonly handedOverVia: string;
  readonly handedOverAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly callsLastDay: number;
  readonly createdAt: Date;
}

export interface RotationStep {
  readonly what: string;
  readonly state: "done" | "now" | "later";
  /** When it was done, or will be. */
  readonly at: Date | null;
  /** What shows it, or what is to be known before it is done; null where `what` says all. */
  readonly proof: RotationProof | null;
}

export interface RotationProof {
  readonly words: string;
  readonly at: Date | null;
}

type Draft = Omit<RotationStep, "state"> & { readonly isDone: boolean };

/** The former credential, and the one that takes its place. */
export interface Rotation {
  readonly former: RotatedCredential;
  readonly successor: RotatedCredential | null;
}

/**
 * The rotation that is under way or was the last to end; of one credential, the one that is to begin. Null where none is
 * in use. Of two in use the former is the one that ends, else the older. A revoked credential counts as the former one
 * while the one in use was issued beside it, not after it.
 */
export function findRotation(credentials: readonly RotatedCredential[]): Rotation | null {
  const [first, second] = credentials
    .filter(({ state }) => state !== "revoked")
    .sort((one, two) => endsLater(one) - endsLater(two) || byAge(one, two));
  if (first === undefined) return null;
  if (second !== undefined) return { former: first, successor: second };
  const [former] = credentials
    .filter(({ revokedAt }) => revokedAt !== null && revokedAt > first.createdAt)
    .filter(({ createdAt }) => createdAt < first.createdAt)
    .sort((one, two) => Number(two.revokedAt) - Number(one.revokedAt));
  return former === undefined ? { former: first, successor: null } : { former, successor: first };
}

/** The steps of a rotation, the first that is open being what to do now. */
export function rotationSteps({ former, successor }: Rotation): RotationStep[] {
  const steps = [
    issueStep(former, successor),
    handOverStep(successor),
    usageStep(successor),
    ...retireStep(former),
    endStep(former, successor),
  ];
  const next = steps.findIndex(({ isDone }) => !isDone);
  return steps.map(({ isDone, ...step }, place) => ({
    ...step,
    state: isDone ? "done" : place === next ? "now" : "later",
  }));
}

function issueStep(former: RotatedCredential, successor: RotatedCredential | null): Draft {
  const proof = null;
  if (successor === null) {
    const what = "Issue its successor: both work side by side";
    return { what, isDone: false, at: null, proof };
  }
  const what = `${successor.username} issued beside ${former.username}`;
  return { what, isDone: true, at: successor.createdAt, proof };
}

function handOverStep(successor: RotatedCredential | null): Draft {
  if (successor === null || successor.handedOverTo === "") {
    const what =
      "Hand it over by another channel than its username, and note to whom, by which, and when";
    return { what, isDone: false, at: null, proof: null };
  }
  const { handedOverTo, handedOverVia, handedOverAt } = successor;
  const what = `Handed over to ${handedOverTo}, by ${handedOverVia}`;
  return { what, isDone: true, at: handedOverAt, proof: null };
}

function usageStep(successor: RotatedCredential | null): Draft {
  if (successor === null || successor.lastUsedAt === null) {
    const what = "Wait until a call comes with it: the carrier has set it up";
    return { what, isDone: false, at: null, proof: null };
  }
  const words = `${calls(successor)} with it within the last day, the latest`;
  return {
    what: "The carrier uses the new one",
    isDone: true,
    at: null,
    proof: { words, at: successor.lastUsedAt },
  };
}

/** None where it was ended without a date. */
function retireStep(former: RotatedCredential): Draft[] {
  const { username, state, retiresAt } = former;
  if (state === "revoked" && retiresAt === null) return [];
  const at = retiresAt;
  if (state === "active") {
    const what = `Retire ${username}: it is accepted until the date that you set`;
    return [{ what, isDone: false, at, proof: null }];
  }
  const what = `${username} retired: a date was set for its end`;
  return [{ what, isDone: true, at, proof: null }];
}

function endStep(former: RotatedCredential, successor: RotatedCredential | null): Draft {
  const { username, state, revokedAt } = former;
  const proof = lastUse(former);
  if (state === "revoked") {
    return { what: `${username} is gone: revoked`, isDone: true, at: revokedAt, proof };
  }
  const what =
    state === "retiring"
      ? `${username} ends by itself; revoke it earlier once the carrier has changed over`
      : `${username} ends, and is refused from then on`;
  return { what, isDone: false, at: null, proof: successor === null ? null : proof };
}

function lastUse(former: RotatedCredential): RotationProof {
  if (former.lastUsedAt === null) return { words: "No call has come with it.", at: null };
  return {
    words: `${calls(former)} with it within the last day, the latest`,
    at: former.lastUsedAt,
  };
}

function calls({ callsLastDay }: RotatedCredential): string {
  return callsLastDay === 1 ? "1 call" : `${callsLastDay === 0 ? "No" : callsLastDay} calls`;
}

const endsLater = ({ state }: RotatedCredential) => (state === "retiring" ? 0 : 1);

function byAge(one: RotatedCredential, two: RotatedCredential): number {
  return one.createdAt.getTime() - two.createdAt.getTime();
}

/** What deserves a warning: the old one ends while no call has come with the new one, or none is there. */
export function rotationWarning({ former, successor }: Rotation): string | null {
  if (former.state !== "retiring") return null;
  if (successor === null) {
    return `${former.username} ends, and no other credential is there: issue its successor.`;
  }
  if (successor.state === "retiring") {
    return `${former.username} and ${successor.username} both end, and nothing takes their place: issue a successor once one of them is gone.`;
  }
  if (successor.lastUsedAt !== null) return null;
  return `${former.username} ends, and no call has come with ${successor.username} yet: ask the carrier before that.`;
}
