/** For tests only: credentials with a password, and a user agent's answers to challenges, written apart from what is tested. */
import { createHash } from "node:crypto";
import type { KeyRing } from "@/lib/core/env";
import { sealHa1 } from "@/lib/core/ha1";
import { TUI, TUI_CREDENTIAL } from "@/lib/policy/test-world";
import type { SipMessage } from "@/lib/sip/message";
import type { SipCredentialRow } from "@/lib/snapshot/model";

const USERNAME = "tui-gw";
const PASSWORD = "Circle of Life";

/** A row as the snapshot has it, sealed under the first key of the ring. */
export function credentialRow(
  ring: KeyRing,
  changes: Partial<SipCredentialRow> = {},
  password = PASSWORD,
): SipCredentialRow {
  const row = {
    ...{ id: TUI_CREDENTIAL, carrierId: TUI, username: USERNAME, realm: "byoc.example.com" },
    ...{ state: "active" as const, retiresAtMs: null },
    ...changes,
  };
  const sealed = sealHa1(ring, { ...row, credentialId: row.id }, password);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  return {
    keyId: sealed.keyId,
    ha1Sha256: text(sealed.ha1Sha256),
    ha1Md5: text(sealed.ha1Md5),
    ...row,
  };
}

export interface Challenge {
  readonly header: "Proxy-Authorization" | "Authorization";
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: string;
  readonly isStale: boolean;
}

/** The challenges of a response, in its order. */
export function challengesOf(response: Pick<SipMessage, "lines">): Challenge[] {
  const read = (name: string, header: Challenge["header"]) =>
    response.lines(name).map((line): Challenge => {
      const part = (field: string) => new RegExp(`${field}="?([^",]+)`).exec(line)?.[1] ?? "";
      return {
        ...{ header, realm: part("realm"), nonce: part("nonce"), algorithm: part("algorithm") },
        isStale: part("stale") === "true",
      };
    });
  return [
    ...read("Proxy-Authenticate", "Proxy-Authorization"),
    ...read("WWW-Authenticate", "Authorization"),
  ];
}

export interface Answer {
  readonly uri: string;
  readonly username?: string;
  readonly password?: string;
  readonly method?: string;
  readonly count?: number;
  readonly cnonce?: string;
  readonly qop?: string;
}

/** The header line of a right answer (RFC 7616 §3.4), as a user agent with that password gives it. */
export function answerLine(challenge: Challenge, answer: Answer): string {
  const { realm, nonce, algorithm, header } = challenge;
  const { uri, username = USERNAME, password = PASSWORD, method = "INVITE" } = answer;
  const { cnonce = "0a4f113b", count = 1, qop = "auth" } = answer;
  const hash = (text: string) =>
    createHash(algorithm === "SHA-256" ? "sha256" : "md5")
      .update(text)
      .digest("hex");
  const nc = count.toString(16).padStart(8, "0");
  const ha1 = hash(`${username}:${realm}:${password}`);
  const ha2 = hash(`${method}:${uri}`);
  const response = hash(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`);
  return (
    `${header}: Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
    `response="${response}", algorithm=${algorithm}, cnonce="${cnonce}", qop=${qop}, nc=${nc}`
  );
}
