// Single sign-on by configuration: Google Workspace, Microsoft Entra, and any OpenID Connect provider.
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { readEnv } from "@/lib/core/env";

/** Claims of an ID token; which of them a provider sends differs. */
export interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly email?: string;
  readonly email_verified?: boolean | string;
  readonly name?: string;
  readonly hd?: string;
  readonly tid?: string;
  readonly oid?: string;
  readonly idp?: string;
  readonly preferred_username?: string;
  readonly xms_edov?: boolean | string | number;
}

/** Whom a provider vouches for. Identity is issuer and subject, never the e-mail. */
export interface SsoIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** The staff's domains: an e-mail of any other is nobody's. */
  readonly allowedDomains: readonly string[];
}

type Vouched = Omit<SsoIdentity, "allowedDomains">;

export interface SsoProvider {
  readonly id: string;
  readonly name: string;
  readonly config: OAuthConfig<Claims>;
  /** The identity in the claims, or null where they are of another organisation or lack what is needed. */
  readonly identify: (claims: Claims) => SsoIdentity | null;
}

const Text = z.string().optional();
const Domains = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((domain) => domain.trim().toLowerCase())
      .filter(Boolean),
  )
  .optional();

const SHAPE = {
  GOOGLE_CLIENT_ID: Text,
  GOOGLE_CLIENT_SECRET: Text,
  GOOGLE_WORKSPACE_DOMAINS: Domains,
  GOOGLE_ISSUER: z.url("must be an address").optional(),
  ENTRA_TENANT_ID: z.guid("must be the tenant's id, not a name").optional(),
  ENTRA_CLIENT_ID: Text,
  ENTRA_CLIENT_SECRET: Text,
  ENTRA_AUTHORITY: z.url("must be an address").optional(),
  OIDC_ISSUER: z.url("must be an address").optional(),
  OIDC_CLIENT_ID: Text,
  OIDC_CLIENT_SECRET: Text,
  OIDC_NAME: Text,
  STAFF_EMAIL_DOMAINS: Domains,
};

type Env = Record<string, string | undefined>;

/** What next-auth's types leave out of openid-client's token set: the claims of the ID token, verified by then. */
interface VerifiedTokens {
  readonly claims?: () => Claims;
  readonly access_token?: string;
}

/** Some providers put the e-mail into the ID token, others answer it at their userinfo address alone. */
async function readClaims(
  tokens: VerifiedTokens,
  client: { userinfo: (tokens: VerifiedTokens) => Promise<Claims> },
): Promise<Claims> {
  const claims = tokens.claims?.() ?? {};
  if (claims.email !== undefined || tokens.access_token === undefined) return claims;
  // The whole token set, not its access token alone: only then is userinfo's subject compared (OpenID Connect Core §5.3.2).
  return { ...(await client.userinfo(tokens)), ...claims };
}

function provider(
  id: string,
  name: string,
  issuer: string,
  client: { clientId: string; clientSecret: string },
): OAuthConfig<Claims> {
  return {
    id,
    name,
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    ...client,
    userinfo: {
      // The types know the access token alone; the client takes the token set as well.
      request: ({ tokens, client }) =>
        readClaims(tokens, client as unknown as Parameters<typeof readClaims>[1]),
    },
    profile: (claims) => ({ id: claims.sub ?? "" }),
  };
}

function isTrue(value: boolean | string | number | undefined): boolean {
  return value === true || value === "true" || value === 1 || value === "1";
}

/** In Entra a tenant's own member signs in under a name that the tenant's administrators gave; a guest does not. */
function entraVouchesForEmail(claims: Claims): boolean {
  if (isTrue(claims.xms_edov)) return true;
  const isMember = claims.idp === undefined || claims.idp === claims.iss;
  return isMember && claims.email?.toLowerCase() === claims.preferred_username?.toLowerCase();
}

/**
 * The providers that the environment configures, each limited to the staff's domains. Throws `EnvError` for a variable
 * that cannot be right, and an `Error` where a provider is configured by half or no domain limits it.
 */
export function ssoProviders(source: Env): SsoProvider[] {
  const env = readEnv(SHAPE, source);
  const staffDomains = env.STAFF_EMAIL_DOMAINS ?? [];
  const found: SsoProvider[] = [];

  function add(
    prefix: string,
    id: string,
    name: string,
    issuer: string | undefined,
    clientId: string | undefined,
    clientSecret: string | undefined,
    identify: (claims: Claims) => Vouched | null,
    domains: readonly string[],
  ): void {
    if (!clientId && !clientSecret) return;
    if (!clientId || !clientSecret || !issuer) {
      throw new Error(`${prefix}_*: client id, client secret and issuer are needed together`);
    }
    if (domains.length === 0)
      throw new Error(`${prefix}_*: STAFF_EMAIL_DOMAINS is needed beside it`);
    found.push({
      id,
      name,
      config: provider(id, name, issuer, { clientId, clientSecret }),
      identify: (claims) => {
        const identity = identify(claims);
        return identity && { ...identity, allowedDomains: domains };
      },
    });
  }

  const workspaces = env.GOOGLE_WORKSPACE_DOMAINS ?? [];
  add(
    "GOOGLE",
    "google",
    "Google",
    env.GOOGLE_ISSUER ?? "https://accounts.google.com",
    env.GOOGLE_CLIENT_ID,
    env.GOOGLE_CLIENT_SECRET,
    (claims) => {
      if (!claims.iss || !claims.sub || !claims.email) return null;
      // `hd` is the Workspace; a private account with a foreign address has none.
      if (!claims.hd || !workspaces.includes(claims.hd.toLowerCase())) return null;
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: claims.email,
        emailVerified: isTrue(claims.email_verified),
      };
    },
    staffDomains.length > 0 ? staffDomains : workspaces,
  );

  const tenant = env.ENTRA_TENANT_ID;
  const authority = (env.ENTRA_AUTHORITY ?? "https://login.microsoftonline.com").replace(/\/$/, "");
  add(
    "ENTRA",
    "entra",
    "Microsoft",
    tenant ? `${authority}/${tenant}/v2.0` : undefined,
    env.ENTRA_CLIENT_ID,
    env.ENTRA_CLIENT_SECRET,
    (claims) => {
      if (!claims.oid || !claims.email || !claims.tid) return null;
      if (claims.tid.toLowerCase() !== tenant?.toLowerCase()) return null;
      return {
        issuer: `entra:${claims.tid.toLowerCase()}`,
        subject: claims.oid,
        email: claims.email,
        emailVerified: entraVouchesForEmail(claims),
      };
    },
    staffDomains,
  );

  add(
    "OIDC",
    "oidc",
    env.OIDC_NAME ?? "single sign-on",
    env.OIDC_ISSUER,
    env.OIDC_CLIENT_ID,
    env.OIDC_CLIENT_SECRET,
    (claims) => {
      if (!claims.iss || !claims.sub || !claims.email) return null;
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: claims.email,
        emailVerified: isTrue(claims.email_verified),
      };
    },
    staffDomains,
  );
  return found;
}
