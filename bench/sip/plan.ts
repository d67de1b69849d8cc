/** What every part of the comparison goes by: places on loopback, sizes, secrets that are none. */

/** Under the project, so that nothing that is kept can be met by another checkout. */
export const CACHE = "node_modules/.cache/sip-bench";

const KEY = Buffer.alloc(32, "bench-key");

export const PLAN = {
  fqdn: "byoc.bench.example",
  /** Carriers that call: 127.1.0.1 and on, the second half of them with digest. */
  callers: 32,
  callerPort: 25_061,
  answererPort: 25_062,
  /** Of the first row; each next one has the next. */
  firstProxyPort: 25_100,
  keys: [{ id: "bench", bytes: new Uint8Array(KEY) }],
  keysText: `bench:${KEY.toString("base64url")}`,
} as const;

export interface Sizes {
  readonly name: string;
  readonly carriers: number;
  readonly aclEntries: number;
  readonly numbers: number;
  /** Numbers that are called, of all; those of the carriers that call. */
  readonly called: number;
  readonly verifications: number;
}

export const FULL: Sizes = {
  name: "full",
  carriers: 10_000,
  aclEntries: 20_000,
  numbers: 1_000_000,
  called: 800_000,
  verifications: 100_000,
};

export const SMALL: Sizes = {
  name: "small",
  carriers: 200,
  aclEntries: 400,
  numbers: 10_000,
  called: 8_000,
  verifications: 1_000,
};
