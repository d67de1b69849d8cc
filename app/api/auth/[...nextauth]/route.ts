// next-auth's own addresses: sign-in by password, the way to a single sign-on provider and back.

import { type NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/_server/auth-options";
import { isSameOrigin, ownOrigin } from "@/app/_server/same-origin";

interface RouteContext {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const changes = request.method !== "GET";
  if (
    changes &&
    !isSameOrigin(request.headers.get("origin"), ownOrigin(process.env.NEXTAUTH_URL))
  ) {
    return NextResponse.json(
      { error: "A change must come from the portal's own pages." },
      { status: 403 },
    );
  }
  return NextAuth(request, context, authOptions());
}

export { handle as GET, handle as POST };
