// Which changes are the portal's own, and what counts as this machine.
import { describe, expect, it } from "vitest";
import {
  canonicalOrigin,
  isLoopbackAddress,
  isLoopbackHost,
  isSameOrigin,
  ownOrigin,
  ownPath,
} from "./same-origin";

const OWN = ownOrigin("https://byoc.example/some/path");

describe("isSameOrigin", () => {
  it("takes the portal's own origin alone", () => {
    expect(isSameOrigin("https://byoc.example", OWN)).toBe(true);
  });

  it.each([
    null,
    "",
    "null",
    "http://byoc.example",
    "https://byoc.example.evil.example",
    "https://byoc.example:8443",
  ])("refuses %s", (origin) => {
    expect(isSameOrigin(origin, OWN)).toBe(false);
  });
});

describe("canonicalOrigin", () => {
  const own = "http://127.0.0.1:3000";

  it("sends a visitor who came by another name of this machine on", () => {
    expect(canonicalOrigin("localhost:3000", own)).toBe(own);
    expect(canonicalOrigin("[::1]:3000", own)).toBe(own);
  });

  it.each(["127.0.0.1:3000", "localhost:4000", "evil.example:3000", "a b", null])(
    "leaves %s alone",
    (host) => {
      expect(canonicalOrigin(host, own)).toBeNull();
    },
  );

  it("never sends a visitor from this machine elsewhere", () => {
    expect(canonicalOrigin("localhost", "https://byoc.example")).toBeNull();
  });
});

describe("loopback", () => {
  it.each(["localhost", "127.0.0.1", "127.8.9.10", "[::1]"])("is the host %s", (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each(["127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", ""])(
    "is not the host %s",
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );

  it("is an address as a socket shows it", () => {
    expect(["127.0.0.1", "::1", "::ffff:127.0.0.1"].every(isLoopbackAddress)).toBe(true);
    expect(["192.0.2.1", "::2", "", "1127.0.0.1"].some(isLoopbackAddress)).toBe(false);
  });
});

describe("the way back after sign-in", () => {
  const own = "http://127.0.0.1:3000";
  it.each(["/", "/carriers?state=ready", "/trunks/1"])("keeps %s", (path) => {
    expect(ownPath(path, own)).toBe(path);
  });
  it.each([
    "//evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "/\\evil.example/",
    "/..//evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "",
  ])("leads %j to the first page", (path) => {
    expect(ownPath(path, own)).toBe("/");
  });
  it("leads a repeated or missing parameter to the first page", () => {
    expect(ownPath(["/carriers"], own)).toBe("/");
    expect(ownPath(undefined, own)).toBe("/");
  });
});
