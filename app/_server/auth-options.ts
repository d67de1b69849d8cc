// Signing in: password or single sign-on, either way to a session row whose id is all that the cookie holds.
import "server-only";
import { headers } from "next/headers";
import type { AuthOptions, CookieOption } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { systemActor } from "@/lib/auth/actor";
import { requestId, SESSION_COOKIE_MAX_AGE_SEC } from "@/lib/auth/session";
import { sessionCookieName, sessionSecret, usesHttps } from "@/lib/auth/session-cookie";
import { AppError, type ErrorKind, Unauthenticated } from "@/lib/core/errors";
import type { StaffUser } from "@/lib/schemas/staff";
import { contextFor } from "@/lib/services/runtime";
import { authenticatePassword } from "@/lib/services/staff/authenticate-password";
import { createSession } from "@/lib/services/staff/create-session";
import { matchSsoIdentity } from "@/lib/services/staff/match-sso-identity";
import { reportFailure } from "./report-failure";
import { isLoopbackAddress, isLoopbackHost } from "./same-origin";
import { type Claims, ssoProviders } from "./sso-providers";

async function signInContext() {
  return contextFor(systemActor("sign-in"), await requestId());
}

async function visitor(): Promise<{ address: string; userAgent: string | null }> {
  const list = await headers();
  return { address: list.get("x-forwarded-for") ?? "", userAgent: list.get("user-agent") };
}

/** Demo accounts have published passwords: they exist only where portal and visitor are on one machine. */
function requireDemoAllowed(user: StaffUser, address: string): void {
  if (!user.isDemo) return;
  const host = new URL(process.env.NEXTAUTH_URL ?? "http://127.0.0.1").hostname;
  if (isLoopbackHost(host) && isLoopbackAddress(address)) return;
  throw new Unauthenticated(`demo account ${user.id} refused: not on loopback`);
}

/** Makes the session; its id goes into the cookie. */
async function beginSession(user: StaffUser): Promise<string> {
  const { address, userAgent } = await visitor();
  requireDemoAllowed(user, address);
  const session = await createSession(await signInContext(), {
    userId: user.id,
    address: address === "" ? null : address,
    userAgent: userAgent?.slice(0, 300) ?? null,
  });
  return session.sessionId;
}

/** What the sign-in page is told: never more than the kind, so that an unknown account and a wrong password are one. */
async function kindOf(error: unknown): Promise<ErrorKind> {
  reportFailure(error, await requestId());
  return error instanceof AppError ? error.kind : "unexpected";
}

function cookie(name: string, maxAge?: number): CookieOption {
  const secure = usesHttps();
  return {
    name: secure ? `__Host-${name}` : name,
    options: {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure,
      ...(maxAge === undefined ? {} : { maxAge }),
    },
  };
}

const CHECK_MAX_AGE_SEC = 15 * 60;

/** next-auth's options, read from the environment when first needed, not when the portal is built. */
export function authOptions(): AuthOptions {
  const sso = ssoProviders(process.env);
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: SESSION_COOKIE_MAX_AGE_SEC },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: usesHttps(),
    cookies: {
      sessionToken: { ...cookie("byoc.session"), name: sessionCookieName() },
      callbackUrl: cookie("byoc.callback-url"),
      csrfToken: cookie("byoc.csrf"),
      pkceCodeVerifier: cookie("byoc.pkce", CHECK_MAX_AGE_SEC),
      state: cookie("byoc.state", CHECK_MAX_AGE_SEC),
      nonce: cookie("byoc.nonce", CHECK_MAX_AGE_SEC),
    },
    providers: [
      Credentials({
        id: "password",
        credentials: { email: {}, password: {} },
        authorize: async (credentials) => {
          try {
            const user = await authenticatePassword(await signInContext(), {
              email: credentials?.email ?? "",
              password: credentials?.password ?? "",
              address: (await visitor()).address,
            });
            return { id: await beginSession(user) };
          } catch (error) {
            throw new Error(await kindOf(error));
          }
        },
      }),
      ...sso.map((provider) => provider.config),
    ],
    callbacks: {
      /** For single sign-on: from the provider's claims to an invited, active member of staff, or back to the page. */
      signIn: async ({ user, account, profile }) => {
        if (account?.provider === "password") return true;
        try {
          const provider = sso.find((candidate) => candidate.id === account?.provider);
          const identity = provider?.identify((profile ?? {}) as Claims);
          if (!identity)
            throw new Unauthenticated("single sign-on: not of the staff's organisation");
          user.id = await beginSession(await matchSsoIdentity(await signInContext(), identity));
          return true;
        } catch (error) {
          const kind = await kindOf(error);
          return `/sign-in?error=${kind === "unauthenticated" ? "sso-refused" : kind}`;
        }
      },
      jwt: ({ token, user }) => ({ sid: user?.id ?? token.sid }),
      // Nothing of the session is for scripts to read.
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, metadata) =>
        reportFailure(new Error(`sign-in: ${code}`, { cause: metadata }), "sign-in"),
      warn: () => {},
      debug: () => {},
    },
  };
}
