// Forged headers reach nobody; forwarded ones are believed from a configured proxy alone.
import { describe, expect, it } from "vitest";
import { cleanRequestHeaders, trustedProxies } from "./request-headers";

function clean(headers: Record<string, string>, peer: string, proxies = "") {
  const copy: Record<string, string | string[] | undefined> = { ...headers };
  cleanRequestHeaders(copy, peer, trustedProxies(proxies));
  return copy;
}

describe("cleanRequestHeaders", () => {
  it("drops what Next.js uses among its own parts, from everyone", () => {
    const forged = {
      "x-middleware-subrequest": "proxy:proxy:proxy",
      "x-middleware-override-headers": "cookie",
      "x-nextjs-data": "1",
      "x-nonce": "known",
      "x-request-id": "chosen",
      accept: "text/html",
    };
    for (const proxies of ["", "192.0.2.1"]) {
      expect(clean(forged, "192.0.2.1", proxies)).toEqual({
        accept: "text/html",
        "x-forwarded-for": "192.0.2.1",
      });
    }
  });

  it("takes the visitor's address from the socket, whatever a stranger says", () => {
    const said = {
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "evil.example",
      forwarded: "for=1",
    };
    expect(clean(said, "::ffff:192.0.2.7")).toEqual({ "x-forwarded-for": "192.0.2.7" });
  });

  it("takes the last foreign hop that a trusted proxy names", () => {
    const said = {
      "x-forwarded-for": "127.0.0.1, 198.51.100.9, 192.0.2.2",
      "x-forwarded-proto": "https",
    };
    expect(clean(said, "192.0.2.1", "192.0.2.1,192.0.2.2")).toEqual({
      "x-forwarded-for": "198.51.100.9",
      "x-forwarded-proto": "https",
    });
  });

  it("falls back to the proxy's own address where it names nothing readable", () => {
    expect(
      clean({ "x-forwarded-for": "unknown" }, "192.0.2.1", "192.0.2.1")["x-forwarded-for"],
    ).toBe("192.0.2.1");
    expect(clean({}, "192.0.2.1", "192.0.2.1")["x-forwarded-for"]).toBe("192.0.2.1");
  });

  it("keeps the development server's own question in development alone", () => {
    const asked = { "x-nextjs-request-id": "a", "x-nextjs-data": "1" };
    for (const isDevelopment of [true, false]) {
      const headers: Record<string, string | string[] | undefined> = { ...asked };
      cleanRequestHeaders(headers, "127.0.0.1", new Set(), isDevelopment);
      expect("x-nextjs-request-id" in headers).toBe(isDevelopment);
      expect(headers).not.toHaveProperty("x-nextjs-data");
    }
  });

  it("refuses a list of proxies that holds anything but addresses", () => {
    expect(() => trustedProxies("192.0.2.1, proxy.example")).toThrow(
      /proxy\.example is not an address/,
    );
  });
});
