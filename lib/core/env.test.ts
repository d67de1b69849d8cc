// The environment: everything wrong is named at once, no value is repeated, secrets parse to keys.
import { expect, test } from "vitest";
import { databaseUrl, EnvError, port, readEnv, secretKeys } from "./env";

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64url");
const shape = { DATABASE_URL: databaseUrl, BYOC_SECRET_KEYS: secretKeys, PORT: port.default(3000) };

const problems = (source: Record<string, string>): readonly string[] => {
  try {
    readEnv(shape, source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
};

test("every variable at fault is named at once", () => {
  expect(problems({ PORT: "eighty" })).toEqual([
    "DATABASE_URL is missing",
    "BYOC_SECRET_KEYS is missing",
    "PORT must be a port number",
  ]);
});

test("an empty variable counts as missing, so that a default holds", () => {
  const env = readEnv(shape, {
    DATABASE_URL: "postgresql://127.0.0.1/db",
    BYOC_SECRET_KEYS: `k1:${key(1)}`,
    PORT: "",
  });
  expect(env.PORT).toBe(3000);
});

test("a secret that is wrong is never repeated", () => {
  const secret = "k1:not-a-key";
  const text = problems({ DATABASE_URL: "mysql://user:hush@host/db", BYOC_SECRET_KEYS: secret });
  expect(text).toHaveLength(2);
  expect(text.join()).not.toContain("hush");
  expect(text.join()).not.toContain("not-a-key");
});

test("the first key of the ring is the current one", () => {
  const ring = secretKeys.parse(`new:${key(2)}, old:${key(1)}`);
  expect(ring.map(({ id }) => id)).toEqual(["new", "old"]);
  expect(ring[0].bytes).toEqual(Buffer.alloc(32, 2));
});

test.each([
  ["", "a list"],
  [`k1:${key(1)},k1:${key(2)}`, "twice"],
  [`k1:${Buffer.alloc(16).toString("base64url")}`, "32 bytes"],
  [`K1:${key(1)}`, "a list"],
])("the key ring %s is refused", (text) => {
  expect(secretKeys.safeParse(text).success).toBe(false);
});
