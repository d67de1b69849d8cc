// Reads a process's environment: every variable is checked at start and all that are wrong are named at once.
import { z } from "zod";

export class EnvError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
    this.name = "EnvError";
    this.problems = problems;
  }
}

interface SecretKey {
  /** Stands beside what the key sealed, so that the right key opens it after a rotation. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** Key ring: the first key seals and opens, the others only open. */
export type KeyRing = readonly [SecretKey, ...SecretKey[]];

const KEY = /^([a-z0-9-]{1,16}):([A-Za-z0-9_-]{43})=?$/;

/** `BYOC_SECRET_KEYS`: comma-separated `id:base64url-of-32-bytes`. */
export const secretKeys = z.string("is missing").transform((text, context): KeyRing => {
  const keys: SecretKey[] = [];
  for (const part of text.split(",")) {
    const match = KEY.exec(part.trim());
    const id = match?.[1];
    const encoded = match?.[2];
    if (id === undefined || encoded === undefined) {
      context.addIssue("must be a comma-separated list of id:key, each key 32 bytes in base64url");
      return z.NEVER;
    }
    if (keys.some((key) => key.id === id)) {
      context.addIssue(`names the key ${id} twice`);
      return z.NEVER;
    }
    keys.push({ id, bytes: Buffer.from(encoded, "base64url") });
  }
  const [first, ...rest] = keys;
  if (first === undefined) {
    context.addIssue("is empty");
    return z.NEVER;
  }
  return [first, ...rest];
});

/** `DATABASE_URL`: a Postgres connection string. */
export const databaseUrl = z
  .string("is missing")
  .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
    error: "must look like postgresql://user:password@host:5432/database",
  });

/** `NEXTAUTH_URL`: the portal's address as visitors see it. */
export const portalUrl = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
    error: "must be an http:// or https:// address",
  });

/** A TCP or UDP port; 0 lets the system choose. */
export const port = z.coerce
  .number("must be a port number")
  .int("must be a port number")
  .min(0, "must be between 0 and 65535")
  .max(65_535, "must be between 0 and 65535");

/** pino's levels. */
export const logLevel = z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
  error: "must be one of fatal, error, warn, info, debug, trace, silent",
});

/**
 * Checks `source` (usually `process.env`) against one schema per variable name. An empty value counts as absent.
 * Throws an `EnvError` that names every variable at fault, and never repeats a value.
 */
export function readEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  source: Record<string, string | undefined>,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(shape)
      .filter((name) => source[name] !== undefined && source[name] !== "")
      .map((name) => [name, source[name]]),
  );
  const result = z.object(shape).safeParse(given);
  if (result.success) return result.data;
  throw new EnvError(
    result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const missing = issue.code === "invalid_type" && given[name] === undefined;
      return `${name} ${missing ? "is missing" : issue.message}`;
    }),
  );
}
