// Next.js' request hook: content security policy, request id, early refusals. A convenience; nothing relies on it.
import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isBodyBounded } from "@/app/_server/body-bound";
import { contentSecurityPolicy } from "@/app/_server/content-security-policy";
import { isSameOrigin, ownOrigin } from "@/app/_server/same-origin";
import { openSessionCookie, sessionCookieName } from "@/lib/auth/session-cookie";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const ONE_YEAR_SEC = 31_536_000;

/** Bearer tokens, not cookies, pay for what lies under it. */
function isApi(path: string): boolean {
  return path === "/api/v1" || path.startsWith("/api/v1/");
}

/** Long bodies are for staff; whether the session has ended meanwhile is for whoever reads the body to ask. */
async function isStaff(request: NextRequest): Promise<boolean> {
  return (await openSessionCookie(request.cookies.get(sessionCookieName())?.value)) !== null;
}

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const own = new URL(ownOrigin(process.env.NEXTAUTH_URL));
  const path = request.nextUrl.pathname;
  const isChange = !SAFE_METHODS.has(request.method);

  if (isChange && !isApi(path) && !isSameOrigin(request.headers.get("origin"), own.origin)) {
    return NextResponse.json(
      { error: "A change must come from the portal's own pages." },
      { status: 403 },
    );
  }

  // Next.js reads the body of an action before the action can ask who sends it.
  if (!isApi(path) && !isBodyBounded(request.headers) && !(await isStaff(request))) {
    return NextResponse.json(
      { error: "Sign in first: without a session a request may hold 1 MB, and says its length." },
      { status: 413, headers: { connection: "close" } },
    );
  }

  const nonce = randomBytes(16).toString("base64");
  const requestId = randomUUID();
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("x-path", path + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  if (own.protocol === "https:") {
    response.headers.set("strict-transport-security", `max-age=${ONE_YEAR_SEC}; includeSubDomains`);
  }
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico).*)"] };
