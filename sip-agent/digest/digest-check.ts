/** Digest of carriers whose mode asks for it: the place of rule 9's cryptography in the design. */
import type { ChallengeDecision, CredentialVerdict } from "@/lib/policy/model";
import type { HeaderLine } from "@/lib/sip/build-response";
import type { SipMessage } from "@/lib/sip/message";

export interface DigestCheck {
  /** What the request's credentials are worth. */
  verify(request: SipMessage): CredentialVerdict;
  /** Header lines of a challenge. */
  challenge(decision: ChallengeDecision, realm: string): readonly HeaderLine[];
}

/** Takes no credentials: a carrier that must prove itself is refused. Challenges are honest, but nothing answers them. */
export function refuseAllCredentials(randomHex: () => string): DigestCheck {
  return {
    verify: () => ({ kind: "absent" }),
    challenge(decision, realm) {
      const name = decision.code === 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
      const algorithms = decision.md5Only ? ["MD5"] : ["SHA-256", "MD5"];
      return algorithms.map((algorithm) => [
        name,
        `Digest realm="${realm}", nonce="${randomHex()}", algorithm=${algorithm}, qop="auth"`,
      ]);
    },
  };
}
