// Whom each provider may vouch for: one's own organisation and nobody else.
import { describe, expect, it } from "vitest";
import { type Claims, ssoProviders } from "./sso-providers";

const TENANT = "0f5dbb4e-1c5a-4b8e-9a49-3f0b6c1d2e3f";
const ENV = {
  STAFF_EMAIL_DOMAINS: "cradle.example, Staff.example",
  GOOGLE_CLIENT_ID: "g",
  GOOGLE_CLIENT_SECRET: "s",
  GOOGLE_WORKSPACE_DOMAINS: "cradle.example",
  ENTRA_TENANT_ID: TENANT,
  ENTRA_CLIENT_ID: "e",
  ENTRA_CLIENT_SECRET: "s",
  OIDC_ISSUER: "http://127.0.0.1:9000/",
  OIDC_CLIENT_ID: "o",
  OIDC_CLIENT_SECRET: "s",
};

function identify(id: string, claims: Claims) {
  return ssoProviders(ENV)
    .find((provider) => provider.id === id)
    ?.identify(claims);
}

const ALLOWED = ["cradle.example", "staff.example"];

describe("Google", () => {
  const claims: Claims = {
    iss: "https://accounts.google.com",
    sub: "42",
    email: "ana@cradle.example",
    email_verified: true,
    hd: "cradle.example",
  };

  it("is identified by issuer and subject", () => {
    expect(identify("google", claims)).toEqual({
      issuer: "https://accounts.google.com",
      subject: "42",
      email: "ana@cradle.example",
      emailVerified: true,
      allowedDomains: ALLOWED,
    });
  });

  it.each([
    ["of another Workspace", { hd: "other.example" }],
    ["of a private account, which has no Workspace", { hd: undefined }],
  ])("refuses claims %s", (_, change) => {
    const { hd, ...rest } = { ...claims, ...change };
    expect(identify("google", hd === undefined ? rest : { ...rest, hd })).toBeNull();
  });
});

describe("Microsoft Entra", () => {
  const claims: Claims = {
    iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    sub: "pairwise",
    oid: "b4c1f1de-0000-4000-8000-000000000001",
    tid: TENANT.toUpperCase(),
    email: "ana@cradle.example",
    preferred_username: "Ana@cradle.example",
  };

  it("is identified by tenant and object id, not by the subject of one application", () => {
    expect(identify("entra", claims)).toMatchObject({
      issuer: `entra:${TENANT}`,
      subject: claims.oid,
      emailVerified: true,
    });
  });

  it("refuses claims of another tenant", () => {
    expect(
      identify("entra", { ...claims, tid: "11111111-1111-4111-8111-111111111111" }),
    ).toBeNull();
  });

  it.each([
    ["a guest, whose home sets the address", { idp: "https://sts.windows.net/other/" }],
    ["a member whose sign-in name is another", { preferred_username: "bob@cradle.example" }],
  ])("does not take the e-mail of %s for verified", (_, change) => {
    expect(identify("entra", { ...claims, ...change })).toMatchObject({ emailVerified: false });
  });
});

describe("any OpenID Connect provider", () => {
  it.each([
    [true, true],
    ["true", true],
    [false, false],
    ["no", false],
  ] as const)("takes email_verified %s for %s", (said, verified) => {
    const claims = { iss: "i", sub: "s", email: "a@cradle.example", email_verified: said };
    expect(identify("oidc", claims)).toMatchObject({ emailVerified: verified });
  });

  it("does not take a missing email_verified for verified", () => {
    expect(identify("oidc", { iss: "i", sub: "s", email: "a@cradle.example" })).toMatchObject({
      emailVerified: false,
    });
  });
});

describe("configuration", () => {
  it("offers nothing where nothing is configured", () => {
    expect(ssoProviders({})).toEqual([]);
  });

  it.each([
    ["no domain limits it", { ...ENV, STAFF_EMAIL_DOMAINS: "" }, /STAFF_EMAIL_DOMAINS/],
    ["it is configured by half", { ...ENV, OIDC_CLIENT_SECRET: "" }, /OIDC_\*/],
    ["the tenant is missing", { ...ENV, ENTRA_TENANT_ID: "" }, /ENTRA_\*/],
    ["the tenant is anybody's", { ...ENV, ENTRA_TENANT_ID: "common" }, /tenant's id/],
  ])("is refused where %s", (_, env, words) => {
    expect(() => ssoProviders(env)).toThrow(words);
  });
});
