// Long bodies, and bodies of unknown length, are taken from staff alone.

import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { proxy } from "@/proxy";

const OWN = "http://127.0.0.1:3000";
const SECRET = "a secret for this test alone";
const LONG = { "content-length": "1000001" };
const UNKNOWN = { "transfer-encoding": "chunked" };

beforeEach(() => {
  vi.stubEnv("NEXTAUTH_URL", OWN);
  vi.stubEnv("NEXTAUTH_SECRET", SECRET);
});
afterEach(() => vi.unstubAllEnvs());

const post = async (path: string, headers: Record<string, string>) =>
  (
    await proxy(
      new NextRequest(OWN + path, { method: "POST", headers: { origin: OWN, ...headers } }),
    )
  ).status;
const cookie = async (secret: string) => ({
  cookie: `byoc.session=${await encode({ token: { sid: "one" }, secret })}`,
});

describe("a body", () => {
  it.each([LONG, UNKNOWN, { "content-length": "-1" }, { "content-length": "1e3" }])(
    "with %j is refused without a session, by whatever method",
    async (headers) => {
      expect(await post("/carriers", headers)).toBe(413);
      const get = new NextRequest(`${OWN}/carriers`, { headers });
      expect((await proxy(get)).status).toBe(413);
    },
  );

  it("of a sign-in passes", async () => {
    expect(await post("/api/auth/callback/password", { "content-length": "1000000" })).toBe(200);
    expect(await post("/sign-in", {})).toBe(200);
  });

  it("of staff passes, however long", async () => {
    const session = await cookie(SECRET);
    expect(await post("/carriers", { ...LONG, ...session })).toBe(200);
    expect(await post("/carriers", { ...UNKNOWN, ...session })).toBe(200);
  });

  it("with a cookie that the portal did not make is refused", async () => {
    expect(await post("/carriers", { ...LONG, cookie: "byoc.session=x" })).toBe(413);
    expect(await post("/carriers", { ...LONG, ...(await cookie("another secret")) })).toBe(413);
  });

  it("under /api/v1 is bounded where its token is checked", async () => {
    expect(await post("/api/v1/documents", LONG)).toBe(200);
    expect(await post("/api/v10", LONG)).toBe(413);
  });
});
