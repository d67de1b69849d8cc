// Every wrong variable is named at once, and no value is repeated.
import { describe, expect, it } from "vitest";
import { environmentProblems } from "./check-environment";

const GOOD = {
  BYOC_SECRET_KEYS: `k1:${Buffer.alloc(32).toString("base64url")}`,
  NEXTAUTH_SECRET: "s",
  NEXTAUTH_URL: "http://127.0.0.1:3000",
};

describe("environmentProblems", () => {
  it("finds nothing wrong with the least that is needed", () => {
    expect(environmentProblems(GOOD)).toEqual([]);
  });

  it("names all that is wrong", () => {
    const problems = environmentProblems({
      NEXTAUTH_URL: "byoc.example.net",
      TRUSTED_PROXIES: "proxy",
      OIDC_ISSUER: "https://id.example",
      OIDC_CLIENT_ID: "portal",
    });
    expect(problems).toEqual([
      "BYOC_SECRET_KEYS is missing",
      "NEXTAUTH_SECRET is missing",
      "NEXTAUTH_URL must be the portal's own address, such as https://byoc.example.net",
      "TRUSTED_PROXIES: proxy is not an address",
      "OIDC_*: client id, client secret and issuer are needed together",
    ]);
  });
});
