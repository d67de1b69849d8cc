/** One certificate with its key, checked to belong together, and the names that it is for. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";

/** Oldest protocol that is spoken; the ciphers are Node's. No ALPN: SIP has none. */
export const LEAST_TLS = "TLSv1.2";

export interface CertificatePair {
  /** File name without its ending. */
  readonly name: string;
  /** DNS names of its subjectAltName, lower case; some may begin with `*.`. */
  readonly hosts: readonly string[];
  /** Wall-clock milliseconds. */
  readonly expiresMs: number;
  /** PEM. */
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly context: SecureContext;
}

/** Takes PEM texts; `cert` may hold the chain behind the first. Throws an Error in words where they are no pair. */
export function makeCertificatePair(name: string, cert: Buffer, key: Buffer): CertificatePair {
  const first = new X509Certificate(cert);
  if (!first.checkPrivateKey(createPrivateKey(key))) {
    throw new Error("the key does not belong to the certificate");
  }
  return {
    name,
    hosts: dnsNames(first.subjectAltName ?? ""),
    expiresMs: Date.parse(first.validTo),
    cert,
    key,
    context: createSecureContext({ cert, key, minVersion: LEAST_TLS }),
  };
}

/** Of `DNS:a.example, IP Address:192.0.2.1, DNS:*.a.example`. Names in quotes hold what no host name may. */
function dnsNames(altNames: string): string[] {
  return altNames
    .split(", ")
    .filter((entry) => entry.startsWith("DNS:"))
    .map((entry) => entry.slice(4).toLowerCase());
}

/**
 * The pair for the name that a TLS client asks for (SNI): one that has it, else one whose `*.` covers its first label, else
 * the first. Null if there is none at all.
 */
export function choosePair(
  pairs: readonly CertificatePair[],
  serverName: string,
): CertificatePair | null {
  const name = serverName.toLowerCase().replace(/\.$/, "");
  const wildcard = `*${name.slice(Math.max(0, name.indexOf(".")))}`;
  return (
    pairs.find(({ hosts }) => hosts.includes(name)) ??
    pairs.find(({ hosts }) => name.includes(".") && hosts.includes(wildcard)) ??
    pairs[0] ??
    null
  );
}
