// Next.js' request hook: content security policy, request id, early refusals. A convenience; nothing relies on it.
import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/app/_server/content-security-policy";
import { isSameOrigin, ownOrigin } from "@/app/_server/same-origin";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const ONE_YEAR_SEC = 31_536_000;

/** Bearer tokens, not cookies, pay for what lies under it. */
function isApi(path: string): boolean {
  return path === "/api/v1" || path.startsWith("/api/v1/");
}

export function proxy(request: NextRequest): NextResponse {
  const own = new URL(ownOrigin(process.env.NEXTAUTH_URL));
  const path = request.nextUrl.pathname;
  const isChange = !SAFE_METHODS.has(request.method);

  if (isChange && !isApi(path) && !isSameOrigin(request.headers.get("origin"), own.origin)) {
    return NextResponse.json(
      { error: "A change must come from the portal's own pages." },
      { status: 403 },
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
