// Which secrets each process is given: the portal its own, the others none of them.
import { afterEach, describe, expect, it, vi } from "vitest";
import { agentPlan, jobsPlan, portalPlan } from "./process-plans.mjs";
import { readSettings } from "./settings.mjs";

const PARTS = {
  settings: readSettings({}),
  secrets: {
    databasePasswords: { admin: "a", owner: "o", portal: "p", agent: "g" },
    nextAuthSecret: "drawn-session-secret",
    byocSecretKeys: "k1:drawn",
    demoPassword: "drawn-demo-password",
  },
  database: {
    ownerUrl: "postgresql://owner@127.0.0.1/byoc",
    portalUrl: "postgresql://portal@127.0.0.1/byoc",
    agentUrl: "postgresql://agent@127.0.0.1/byoc",
    hasOwnRoles: true,
    embedded: null,
  },
  dev: false,
};

const PORTALS = [
  "NEXTAUTH_SECRET",
  "GOOGLE_CLIENT_SECRET",
  "ENTRA_CLIENT_SECRET",
  "OIDC_CLIENT_SECRET",
];

afterEach(() => vi.unstubAllEnvs());

function stubSecrets(): void {
  for (const name of PORTALS) vi.stubEnv(name, `given-${name}`);
  vi.stubEnv("BYOC_SECRET_KEYS", "k2:given");
  vi.stubEnv("DATABASE_URL", "postgresql://superuser@127.0.0.1/byoc");
  vi.stubEnv("LOG_LEVEL", "debug");
}

describe("process plans", () => {
  it("give the portal what signs sessions and speaks with sign-in providers", () => {
    stubSecrets();
    const { env } = portalPlan(PARTS);
    for (const name of PORTALS) expect(env[name]).toBe(`given-${name}`);
  });

  it("give sip-agent and job worker none of it", () => {
    stubSecrets();
    for (const plan of [agentPlan(PARTS), jobsPlan(PARTS)]) {
      for (const name of PORTALS) expect(plan.env).not.toHaveProperty(name);
      expect(plan.env.LOG_LEVEL).toBe("debug");
      expect(JSON.stringify(plan.env)).not.toMatch(/superuser|drawn-(session|demo)/);
    }
  });

  it("give the mail server to the job worker alone; the portal knows only whether there is one", () => {
    expect(portalPlan(PARTS).env.MAIL_GOES_TO).toBe("catcher");
    vi.stubEnv("SMTP_URL", "smtp://mailer:hunter2@mail.example");
    expect(jobsPlan(PARTS).env.SMTP_URL).toBe("smtp://mailer:hunter2@mail.example");
    expect(portalPlan(PARTS).env.MAIL_GOES_TO).toBe("smtp");
    for (const plan of [portalPlan(PARTS), agentPlan(PARTS)]) {
      expect(JSON.stringify(plan.env)).not.toContain("hunter2");
    }
  });

  it("give the key ring to the sip-agent, and not to the job worker", () => {
    stubSecrets();
    expect(agentPlan(PARTS).env.BYOC_SECRET_KEYS).toBe("k2:given");
    expect(jobsPlan(PARTS).env).not.toHaveProperty("BYOC_SECRET_KEYS");
  });
});
