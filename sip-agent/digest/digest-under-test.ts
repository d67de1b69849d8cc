/** For tests only: a carrier that has to prove itself, one agent's digest check, and a user agent that answers it. */
import { createHash, randomBytes } from "node:crypto";
import type { KeyRing } from "@/lib/core/env";
import type { ChallengeDecision } from "@/lib/policy/model";
import type { CarrierRow } from "@/lib/policy/rows";
import { BYOC, carrierRow, KERERU, NOW, TUI } from "@/lib/policy/test-world";
import { parseMessage } from "@/lib/sip/parse-message";
import type { SipCredentialRow } from "@/lib/snapshot/model";
import { FQDN, KEYS, request, snapshotOf } from "../proxy/test-wire";
import { createDigestCheck, type DigestOutcome } from "./digest-check";
import {
  type Answer,
  answerLine,
  type Challenge,
  challengesOf,
  credentialRow,
} from "./test-digest";

export const URI = `sip:${BYOC}@${FQDN}`;
export const OTHER_RING: KeyRing = [{ id: "k1", bytes: new Uint8Array(32).fill(8) }];

export interface WorldOptions {
  readonly carrier?: Partial<CarrierRow>;
  readonly credentials?: readonly SipCredentialRow[];
  readonly ring?: KeyRing;
  readonly startedMs?: number;
  readonly noncesACarrier?: number;
}

export function world(options: WorldOptions = {}) {
  const { ring = KEYS, credentials = [credentialRow(ring)], startedMs = NOW } = options;
  const outcomes: DigestOutcome[] = [];
  const used: string[] = [];
  const unreadable: string[] = [];
  const setBacks: number[] = [];
  let hashes = 0;
  const digest = createDigestCheck({
    ...{ ring, randomBytes, startedMs, noncesACarrier: options.noncesACarrier ?? 100 },
    onOutcome: (outcome) => outcomes.push(outcome),
    onUsed: (credentialId, usedMs) => used.push(`${credentialId} ${usedMs - NOW}`),
    onUnreadable: (credentialId) => unreadable.push(credentialId),
    onClockSetBack: (byMs) => setBacks.push(byMs),
    hasher(algorithm, text) {
      hashes += 1;
      return createHash(algorithm === "MD5" ? "md5" : "sha256")
        .update(text, "latin1")
        .digest("hex");
    },
  });
  const both = { authMode: "acl_and_digest", ...options.carrier } as const;
  const carriers = [carrierRow(TUI, both), carrierRow(KERERU, both)];
  let snapshot = snapshotOf({ carriers }, undefined, credentials);
  const self = {
    outcomes,
    used,
    unreadable,
    setBacks,
    digest,
    takeHashes: () => {
      const taken = hashes;
      hashes = 0;
      return taken;
    },
    become(rows: readonly SipCredentialRow[], settings = {}) {
      const all = { carriers, settings: { signallingFqdn: FQDN, sipPort: 5060, ...settings } };
      snapshot = snapshotOf(all, undefined, rows);
      digest.follow(snapshot);
    },
    lines(atMs = NOW, changes: Partial<ChallengeDecision> = {}) {
      const decision = { carrierId: TUI, code: 407, md5Only: false, isStale: false, ...changes };
      return digest.challenge(decision as ChallengeDecision, snapshot, atMs);
    },
    challenges(atMs = NOW, changes: Partial<ChallengeDecision> = {}): Challenge[] {
      const lines = self.lines(atMs, changes);
      return challengesOf({
        lines: (name) => lines.filter((line) => line[0] === name).map((line) => line[1]),
      });
    },
    challenge: (atMs = NOW): Challenge => required(self.challenges(atMs)[0]),
    /** What an INVITE with these header lines is worth. */
    verify(lines: readonly string[] | string, atMs = NOW, asker = {}, method = "INVITE") {
      const headers = typeof lines === "string" ? [lines] : lines;
      const text = request(method, "198.51.100.33:5060", { uri: URI, headers });
      const parsed = parseMessage(Buffer.from(text, "latin1"));
      if (!parsed.ok) throw new Error(parsed.fault.detail);
      const source = "198.51.100.33";
      const all = { snapshot, carrierId: TUI, source, wallMs: atMs, ...asker };
      return digest.verify(parsed.message, all).kind;
    },
    answer: (challenge: Challenge, answer: Partial<Answer> = {}, atMs = NOW) =>
      self.verify(answerLine(challenge, { uri: URI, ...answer }), atMs),
  };
  return self;
}

export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("there is none");
  return value;
}
