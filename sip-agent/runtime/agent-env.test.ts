/** All wrong variables are named at once, and no value is repeated. */
import { expect, it } from "vitest";
import { EnvError } from "@/lib/core/env";
import { readAgentEnv } from "./agent-env";

const KEY = `k1:${Buffer.alloc(32, 7).toString("base64url")}`;
const good = { DATABASE_URL: "postgresql://agent@127.0.0.1:5432/x", BYOC_SECRET_KEYS: KEY };

it("has a default for all but the database and the keys", () => {
  const env = readAgentEnv(good);
  expect(env.SIP_LISTEN.map((url) => `${url.transport} ${url.address} ${url.port}`)).toEqual([
    "udp 127.0.0.1 5060",
    "tcp 127.0.0.1 5060",
  ]);
  expect(env.SIP_NO_ANSWER_MS).toBe(4_000);
});

it("wants certificates for TLS", () => {
  const listen = { ...good, SIP_LISTEN: "tls://127.0.0.1:5061" };
  expect(() => readAgentEnv(listen)).toThrow("SIP_TLS_DIR is missing");
  expect(readAgentEnv({ ...listen, SIP_TLS_DIR: "certificates" }).SIP_TLS_DIR).toBe("certificates");
});

it("names every variable at fault, and repeats no value", () => {
  const wrong = {
    BYOC_SECRET_KEYS: "hush-hush",
    SIP_LISTEN: "udp://nowhere,tcp://127.0.0.1:5060",
    SIP_ADMIN_PORT: "70000",
    DRAIN_SECONDS: "soon",
    SIP_SAMPLE_PERCENT: "101",
    SIP_DNS_SERVERS: "ns.example",
  };
  try {
    readAgentEnv(wrong);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    for (const name of ["DATABASE_URL", ...Object.keys(wrong)]) {
      expect(error.problems.some((problem) => problem.startsWith(`${name} `))).toBe(true);
    }
    expect(error.message).not.toContain("hush-hush");
  }
});
