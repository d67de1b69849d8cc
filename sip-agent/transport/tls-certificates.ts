/** The certificates of our TLS sockets: read from a folder, and read again when a file changes, while streams go on. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import {
  type CertificatePair,
  choosePair,
  LEAST_TLS,
  makeCertificatePair,
} from "./certificate-pair";

/** What a TLS socket needs of the certificates. */
export interface TlsContexts {
  /** For a client that asks for this name; "" where it names none. */
  inbound(serverName: string): SecureContext;
  /** For gateways: whom we believe, and our own certificate should they ask for one. */
  outbound(): SecureContext;
}

export interface TlsCertificateOptions {
  /** Holds NAME.crt and NAME.key, as many pairs as there are certificates. */
  readonly folder: string;
  /** More certificate authorities for gateways, in PEM; null: Node's own alone. */
  readonly caFile: string | null;
}

export class TlsCertificates implements TlsContexts {
  readonly #options: TlsCertificateOptions;
  #pairs: readonly CertificatePair[] = [];
  #authorities: Buffer | null = null;
  #outbound: SecureContext | null = null;
  #seen = "";
  #isReading = false;
  #problems: readonly string[] = [];

  constructor(options: TlsCertificateOptions) {
    this.#options = options;
  }

  /** In order of file names; the first is for whoever asks for no name of ours. */
  get pairs(): readonly CertificatePair[] {
    return this.#pairs;
  }

  /** What of the files cannot be used, each in words; what they held before stays in use. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  inbound(serverName: string): SecureContext {
    const pair = choosePair(this.#pairs, serverName);
    if (pair === null) throw new Error("there is no certificate");
    return pair.context;
  }

  outbound(): SecureContext {
    if (this.#outbound === null) throw new Error("there is no certificate");
    return this.#outbound;
  }

  /**
   * Looks whether a file changed, and if so reads them all. True if something else is in use now, or is a problem now.
   * A pair that cannot be used, half-written perhaps, leaves its predecessor in use. Does not reject.
   */
  async refresh(): Promise<boolean> {
    if (this.#isReading) return false;
    this.#isReading = true;
    try {
      return await this.#read();
    } catch (error) {
      return this.#report([`${this.#options.folder} cannot be read: ${wordsOf(error)}`]);
    } finally {
      this.#isReading = false;
    }
  }

  async #read(): Promise<boolean> {
    const { folder, caFile } = this.#options;
    const files = (await readdir(folder)).filter((file) => /\.(crt|key)$/.test(file)).sort();
    const paths = files.map((file) => join(folder, file));
    if (caFile !== null) paths.push(caFile);
    const seen = (await Promise.all(paths.map(stateOf))).join("\n");
    if (seen === this.#seen) return false;
    this.#seen = seen;
    const problems: string[] = [];
    const pairs = await this.#readPairs(files, problems);
    if (pairs.length === 0) problems.push(`no certificate with its key in ${folder}`);
    else this.#pairs = pairs;
    await this.#readAuthorities(problems);
    this.#report(problems);
    return true;
  }

  async #readPairs(files: readonly string[], problems: string[]): Promise<CertificatePair[]> {
    const pairs: CertificatePair[] = [];
    for (const file of files.filter((name) => name.endsWith(".crt"))) {
      const name = file.slice(0, -4);
      try {
        const cert = await readFile(join(this.#options.folder, file));
        const key = await readFile(join(this.#options.folder, `${name}.key`));
        pairs.push(makeCertificatePair(name, cert, key));
      } catch (error) {
        problems.push(`certificate ${name} cannot be used: ${wordsOf(error)}`);
        const former = this.#pairs.find((pair) => pair.name === name);
        if (former !== undefined) pairs.push(former);
      }
    }
    return pairs;
  }

  async #readAuthorities(problems: string[]): Promise<void> {
    const { caFile } = this.#options;
    const [own] = this.#pairs;
    if (own === undefined) return;
    const context = (authorities: Buffer | null) =>
      createSecureContext({
        ca: authorities === null ? [...rootCertificates] : [...rootCertificates, authorities],
        cert: own.cert,
        key: own.key,
        minVersion: LEAST_TLS,
      });
    try {
      const authorities = caFile === null ? null : await readFile(caFile);
      if (authorities !== null && !authorities.includes("-----BEGIN CERTIFICATE-----")) {
        throw new Error("it holds no certificate");
      }
      this.#outbound = context(authorities);
      this.#authorities = authorities;
    } catch (error) {
      problems.push(`${caFile} cannot be used: ${wordsOf(error)}`);
      this.#outbound = context(this.#authorities);
    }
  }

  /** True if these are not the problems that there were. */
  #report(problems: readonly string[]): boolean {
    const isNew = problems.join("\n") !== this.#problems.join("\n");
    this.#problems = problems;
    return isNew;
  }
}

/** Differs whenever the file was written. */
async function stateOf(path: string): Promise<string> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return `${path} ${mtimeNs} ${size} ${ino}`;
  } catch {
    return `${path} gone`;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
