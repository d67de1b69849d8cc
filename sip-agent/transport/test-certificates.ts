/** Certificates made on the spot, and the folder that an agent reads them from; for tests alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateWishes {
  /** DNS names. */
  readonly names?: readonly string[];
  readonly addresses?: readonly string[];
  readonly authority?: TestCertificate;
  readonly isAuthority?: boolean;
  /** Default: a day around now. */
  readonly validFromMs?: number;
  readonly validUntilMs?: number;
}

const DAY_MS = 86_400_000;

export async function makeCertificate(wishes: CertificateWishes): Promise<TestCertificate> {
  const { names = [], addresses = [], authority, isAuthority = false } = wishes;
  const { validFromMs = Date.now() - DAY_MS, validUntilMs = Date.now() + DAY_MS } = wishes;
  const altNames = [
    ...names.map((value) => ({ type: 2, value }) as const),
    ...addresses.map((ip) => ({ type: 7, ip }) as const),
  ];
  const made = await generate(
    [{ name: "commonName", value: names[0] ?? addresses[0] ?? "Test authority" }],
    {
      keyType: "ec",
      algorithm: "sha256",
      notBeforeDate: new Date(validFromMs),
      notAfterDate: new Date(validUntilMs),
      extensions: [
        { name: "basicConstraints", cA: isAuthority, critical: true },
        ...(altNames.length > 0 ? [{ name: "subjectAltName" as const, altNames }] : []),
      ],
      ...(authority === undefined ? {} : { ca: authority }),
    },
  );
  return { cert: made.cert, key: made.private };
}

/** A folder of NAME.crt and NAME.key, with `authority.pem` beside it. */
export class CertificateFolder {
  readonly #root = mkdtempSync(join(tmpdir(), "certificates-"));
  readonly path = join(this.#root, "pairs");
  readonly caFile = join(this.#root, "authority.pem");

  constructor() {
    mkdirSync(this.path);
  }

  write(name: string, { cert, key }: TestCertificate): void {
    writeFileSync(join(this.path, `${name}.key`), key);
    writeFileSync(join(this.path, `${name}.crt`), cert);
  }

  /** Overwrites one file with anything. */
  writeFile(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }

  remove(name: string): void {
    for (const ending of ["crt", "key"]) rmSync(join(this.path, `${name}.${ending}`));
  }

  trust({ cert }: TestCertificate): void {
    writeFileSync(this.caFile, cert);
  }

  delete(): void {
    rmSync(this.#root, { recursive: true });
  }
}
