// What npm start refuses in the environment, and in which words.
import { describe, expect, it } from "vitest";
import { proxyWarning, readSettings } from "./settings.mjs";

describe("readSettings", () => {
  it("has a default for everything", () => {
    expect(readSettings({})).toMatchObject({
      databaseUrl: null,
      portalPort: 3000,
      portalUrl: "http://127.0.0.1:3000",
      sipListen: [
        { transport: "udp", host: "127.0.0.1", port: 5060 },
        { transport: "tcp", host: "127.0.0.1", port: 5060 },
      ],
      sipAdminPort: 9060,
      drainSec: 5,
    });
  });

  it("wants demo data where only this machine comes, on the embedded Postgres, or when asked", () => {
    const own = { DATABASE_URL: "postgresql://me@127.0.0.1/byoc" };
    const open = { NEXTAUTH_URL: "https://byoc.example.com" };
    expect(readSettings({}).wantsDemo).toBe(true);
    expect(readSettings({ NEXTAUTH_URL: "http://localhost:3000" }).wantsDemo).toBe(true);
    expect(readSettings({ NEXTAUTH_URL: "http://127.0.0.1.example.com" }).wantsDemo).toBe(false);
    expect(readSettings(own).wantsDemo).toBe(false);
    expect(readSettings(open).wantsDemo).toBe(false);
    expect(readSettings({ ...own, ...open, CRADLE_DEMO: "1" }).wantsDemo).toBe(true);
    expect(readSettings({ CRADLE_DEMO: "0" }).wantsDemo).toBe(false);
    expect(() => readSettings({ CRADLE_DEMO: "yes" })).toThrow("CRADLE_DEMO must be 1 or 0");
  });

  it("takes an empty value for an absent one", () => {
    expect(readSettings({ PORT: "", DATABASE_URL: "" })).toEqual(readSettings({}));
  });

  it("reads IPv6 listen addresses, and the portal's address from its port", () => {
    const settings = readSettings({
      PORT: "8080",
      SIP_LISTEN: "udp://[::1]:5070, tls://192.0.2.1:5061",
    });
    expect(settings.portalUrl).toBe("http://127.0.0.1:8080");
    expect(settings.sipListen).toEqual([
      { transport: "udp", host: "::1", port: 5070 },
      { transport: "tls", host: "192.0.2.1", port: 5061 },
    ]);
  });

  it.each([
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "80a"],
    ["PORT", " 80"],
    ["SIP_ADMIN_PORT", "-1"],
    ["DRAIN_SECONDS", "1.5"],
    ["DRAIN_SECONDS", "3601"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["DATABASE_URL", "postgresql://localhost"],
    ["NEXTAUTH_URL", "byoc.example.com"],
    ["NEXTAUTH_URL", "https://byoc.example.com/portal"],
    ["SIP_LISTEN", "udp://127.0.0.1"],
    ["SIP_LISTEN", "udp://localhost:5060"],
    ["SIP_LISTEN", "sctp://127.0.0.1:5060"],
    ["SIP_LISTEN", "udp://127.0.0.1:5060,"],
    ["SIP_LISTEN", "udp://[127.0.0.1:5060"],
    ["SIP_LISTEN", "udp://300.0.0.1:5060"],
    ["BYOC_SECRET_KEYS", "k1:tooshort"],
  ])("refuses %s=%s by name", (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(`${name} must `);
  });

  it("names all that are wrong at once, and repeats no secret", () => {
    const env = {
      PORT: "x",
      DATABASE_URL: "postgresql://me:hunter2@",
      BYOC_SECRET_KEYS: "hunter2",
    };
    const read = () => readSettings(env);
    expect(read).toThrow(
      /^Wrong in the environment: PORT .*; DATABASE_URL .*; BYOC_SECRET_KEYS .*\.$/,
    );
    expect(read).not.toThrow(/hunter2/);
  });
});

describe("proxyWarning", () => {
  const open = readSettings({ NEXTAUTH_URL: "https://byoc.example.com" });

  it("names the setting where others reach the portal and no proxy is named", () => {
    expect(proxyWarning(open, {})).toContain("set TRUSTED_PROXIES");
    expect(proxyWarning(open, { TRUSTED_PROXIES: " " })).toContain("127.0.0.1");
  });

  it("is silent on loopback, and where the proxy is named", () => {
    expect(proxyWarning(readSettings({}), {})).toBeNull();
    expect(proxyWarning(open, { TRUSTED_PROXIES: "127.0.0.1" })).toBeNull();
  });
});
