/** Rule 9's cryptography: what the credentials of a request are worth, and the challenges that ask for them. */
import type { KeyRing } from "@/lib/core/env";
import type { Ha1 } from "@/lib/core/ha1";
import type { ChallengeDecision, CredentialVerdict } from "@/lib/policy/model";
import type { CarrierRow } from "@/lib/policy/rows";
import type { HeaderLine } from "@/lib/sip/build-response";
import { type DigestCredentials, digestCredentials } from "@/lib/sip/credentials";
import type { SipMessage } from "@/lib/sip/message";
import type { Snapshot } from "@/lib/snapshot/model";
import { derivePurposeKeys } from "../seal/purpose-keys";
import { CredentialBook, type OpenedCredential } from "./credential-book";
import { ALGORITHMS, algorithmOf, type Hasher, isRightAnswer, systemHasher } from "./digest-answer";
import { NonceCounts } from "./nonce-counts";
import { createNonces, type Nonces } from "./nonces";
import { isSameTarget } from "./same-target";
import { WrongAnswers } from "./wrong-answers";

/** How long a nonce is good for. */
const NONCE_MS = 60_000;
/** Nonces that one carrier may have answered rightly within their lifetime: 500 calls a second. */
const NONCES_A_CARRIER = 30_000;
/** Clocks of two agents may be so far apart. */
const SKEW_MS = 5_000;
/** Wrong answers of one source within a minute that are challenged anew. */
const WRONG_A_MINUTE = 20;
/** Answers that are looked at in one request: one a realm (RFC 3261 §22.3), and a carrier has two credentials at most. */
const MOST_ANSWERS = 2;

const ABSENT: CredentialVerdict = { kind: "absent" };
const STALE: CredentialVerdict = { kind: "stale" };
const WRONG: CredentialVerdict = { kind: "wrong" };
const THROTTLED: CredentialVerdict = { kind: "throttled" };

/** What metrics count: challenges sent, and answers by what they were. A forged nonce is none of ours. */
export type DigestOutcome =
  | "challenged"
  | "accepted"
  | "stale"
  | "replayed"
  | "forged-nonce"
  | "unsupported"
  | "wrong"
  | "throttled";

/** Whose request it is, and when. */
export interface DigestAsker {
  readonly snapshot: Snapshot;
  /** Null for the core, which is never asked. */
  readonly carrierId: string | null;
  /** The address that counts. */
  readonly source: string;
  readonly wallMs: number;
}

export interface DigestCheck {
  /** What the credentials of a new, sound request are worth. A right answer uses up its nonce-count. */
  verify(request: SipMessage, asker: DigestAsker): CredentialVerdict;
  /** Header lines of a challenge, the strongest algorithm first. */
  challenge(decision: ChallengeDecision, snapshot: Snapshot, wallMs: number): HeaderLine[];
  /** A snapshot comes into force: its credentials are opened now, and not when the next call waits. */
  follow(snapshot: Snapshot): void;
}

export interface DigestOptions {
  readonly ring: KeyRing;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Wall-clock time of this process's start. Which counts of older nonces were used, it cannot know. */
  readonly startedMs: number;
  readonly onOutcome: (outcome: DigestOutcome) => void;
  /** A right answer: the credential was used. */
  readonly onUsed: (credentialId: string, wallMs: number) => void;
  readonly onUnreadable: (credentialId: string) => void;
  /** The wall clock fell by a nonce's lifetime or more; told once each time it does. */
  readonly onClockSetBack: (byMs: number) => void;
  readonly hasher?: Hasher;
  readonly noncesACarrier?: number;
}

export function createDigestCheck(options: DigestOptions): DigestCheck {
  const { ring, randomBytes } = options;
  const check = new Check(
    options,
    createNonces(derivePurposeKeys(ring, "digest-nonce"), randomBytes),
    new CredentialBook(ring, options.onUnreadable),
    { sha256: hexOf(randomBytes(32)), md5: hexOf(randomBytes(16)) },
  );
  return check;
}

class Check implements DigestCheck {
  /** Each carrier's own: what one uses up, no other is short of. */
  readonly #counts = new Map<string, NonceCounts>();
  readonly #wrongs = new WrongAnswers(WRONG_A_MINUTE);
  /** Nonces made before it are stale: which of their counts were used is not known. */
  #sinceMs: number;
  #highestMs: number;

  constructor(
    readonly options: DigestOptions,
    readonly nonces: Nonces,
    readonly book: CredentialBook,
    /** Hashed with where there is no such user: the same work, and no answer is right. */
    readonly nobody: Ha1,
  ) {
    this.#sinceMs = options.startedMs;
    this.#highestMs = options.startedMs;
  }

  follow(snapshot: Snapshot): void {
    this.book.follow(snapshot.credentials);
  }

  verify(request: SipMessage, asker: DigestAsker): CredentialVerdict {
    const { snapshot, carrierId, source, wallMs } = asker;
    this.#watchClock(wallMs);
    const carrier = snapshot.carriers.get(carrierId ?? "");
    if (carrier?.authMode !== "acl_and_digest" || request.method !== "INVITE") return ABSENT;
    this.follow(snapshot);
    const header = carrier.digestStatus === 401 ? "Authorization" : "Proxy-Authorization";
    const usable = this.book.findUsable(carrier.id, wallMs);
    const realms = realmsOf(usable, snapshot);
    const answers = digestCredentials(request, header).filter(({ realm }) =>
      realms.includes(realm),
    );
    if (answers.length === 0) return ABSENT;
    let outcome: DigestOutcome = "forged-nonce";
    for (const answer of answers.slice(0, MOST_ANSWERS)) {
      const found = usable.find(
        ({ row }) => row.realm === answer.realm && row.username === answer.username,
      );
      const said = this.#judge(request, carrier, answer, found ?? null, wallMs);
      if (said === "accepted" && found !== undefined) {
        this.options.onOutcome(said);
        this.options.onUsed(found.row.id, wallMs);
        return { kind: "verified", credentialId: found.row.id };
      }
      outcome = weightier(outcome, said);
    }
    // Only what could have been a guess is counted: an answer to a nonce of ours.
    if (outcome === "wrong" && this.#wrongs.add(source, wallMs)) outcome = "throttled";
    this.options.onOutcome(outcome);
    return verdictOf(outcome);
  }

  challenge(decision: ChallengeDecision, snapshot: Snapshot, wallMs: number): HeaderLine[] {
    this.#watchClock(wallMs);
    this.follow(snapshot);
    this.options.onOutcome("challenged");
    const carrierId = decision.carrierId ?? "";
    const name = decision.code === 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
    const stale = decision.isStale ? ", stale=true" : "";
    const nonces = realmsOf(this.book.findUsable(carrierId, wallMs), snapshot).map((realm) => ({
      realm,
      nonce: this.nonces.make({ realm, carrierId }, wallMs),
    }));
    const algorithms = decision.md5Only ? (["MD5"] as const) : ALGORITHMS;
    return algorithms.flatMap((algorithm) =>
      nonces.map(
        ({ realm, nonce }): HeaderLine => [
          name,
          `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale}`,
        ],
      ),
    );
  }

  /** The same steps and the same hashes whether the user exists or not; only then is it asked what they found. */
  #judge(
    request: SipMessage,
    carrier: CarrierRow,
    answer: DigestCredentials,
    found: OpenedCredential | null,
    wallMs: number,
  ): DigestOutcome {
    const algorithm = algorithmOf(answer);
    const isOffered = algorithm !== null && !(carrier.digestMd5Only && algorithm !== "MD5");
    if (!isOffered || answer.qop?.toLowerCase() !== "auth") return "unsupported";
    const nonce = this.nonces.open(answer.nonce, { realm: answer.realm, carrierId: carrier.id });
    if (nonce === null) return "forged-nonce";
    const { hasher = systemHasher } = this.options;
    const ha1 = found?.ha1 ?? this.nobody;
    const isHashRight = isRightAnswer(hasher, algorithm, ha1, request.method, answer);
    const isTargetRight = isSameTarget(answer.uri, request.parsedRequestUri);
    if (!isHashRight || !isTargetRight || found === null) return "wrong";
    const ageMs = wallMs - nonce.madeMs;
    if (nonce.madeMs < this.#sinceMs || ageMs >= NONCE_MS || ageMs < -SKEW_MS) return "stale";
    const count = Number.parseInt(answer.nc ?? "", 16);
    const counts = this.#countsOf(carrier.id);
    const isFresh = counts.take(nonce.id, count, nonce.madeMs + NONCE_MS, wallMs);
    return isFresh ? "accepted" : "replayed";
  }

  /**
   * A clock that falls by less makes no new nonce end before what is forgotten. One that falls by more would make every
   * answer stale until it has caught up, so that it is taken as a restart.
   */
  #watchClock(wallMs: number): void {
    const byMs = this.#highestMs - wallMs;
    if (byMs < NONCE_MS) {
      this.#highestMs = Math.max(this.#highestMs, wallMs);
      return;
    }
    this.#counts.clear();
    this.#sinceMs = wallMs;
    this.#highestMs = wallMs;
    this.options.onClockSetBack(byMs);
  }

  #countsOf(carrierId: string): NonceCounts {
    let counts = this.#counts.get(carrierId);
    if (counts === undefined) {
      counts = new NonceCounts(this.options.noncesACarrier ?? NONCES_A_CARRIER);
      this.#counts.set(carrierId, counts);
    }
    return counts;
  }
}

/** Each realm of what the carrier can use, that of today first; today's alone where there is nothing to use. */
function realmsOf(usable: readonly OpenedCredential[], { settings }: Snapshot): string[] {
  const today = settings.signallingFqdn;
  const realms = [...new Set(usable.map(({ row }) => row.realm))];
  if (realms.length === 0) return [today];
  return realms.sort((a, b) => Number(b === today) - Number(a === today) || (a < b ? -1 : 1));
}

/** Of several answers in one request, the one that says most counts: right but old, wrong, none of ours. */
const WEIGHT: Readonly<Record<DigestOutcome, number>> = {
  ...{ "forged-nonce": 0, challenged: 0, unsupported: 1, wrong: 2, throttled: 2 },
  ...{ replayed: 3, stale: 3, accepted: 4 },
};

function weightier(a: DigestOutcome, b: DigestOutcome): DigestOutcome {
  return WEIGHT[b] > WEIGHT[a] ? b : a;
}

function verdictOf(outcome: DigestOutcome): CredentialVerdict {
  if (outcome === "stale" || outcome === "replayed") return STALE;
  return outcome === "throttled" ? THROTTLED : WRONG;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
