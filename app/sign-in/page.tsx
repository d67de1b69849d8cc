// The sign-in page: the only one without a session.
import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { canonicalOrigin, ownOrigin, ownPath } from "@/app/_server/same-origin";
import { ssoProviders } from "@/app/_server/sso-providers";
import { SignInForm } from "@/components/layout/sign-in-form";
import { loadStaffActor } from "@/lib/auth/session";
import { Outage } from "@/lib/core/errors";

export const metadata: Metadata = { title: "Sign in" };

/** Whether somebody is signed in already; while the database is away the page is shown and says so when asked. */
async function isSignedIn(): Promise<boolean> {
  try {
    return (await loadStaffActor()) !== null;
  } catch (error) {
    if (error instanceof Outage) return false;
    throw error;
  }
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { from, error } = await searchParams;
  const target = ownPath(from, ownOrigin(process.env.NEXTAUTH_URL));
  const elsewhere = canonicalOrigin(
    (await headers()).get("host"),
    ownOrigin(process.env.NEXTAUTH_URL),
  );
  if (elsewhere) redirect(`${elsewhere}/sign-in?from=${encodeURIComponent(target)}`);
  if (await isSignedIn()) redirect(target);
  const providers = ssoProviders(process.env).map(({ id, name }) => ({ id, name }));
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-center gap-4 p-4">
      <div>
        <p className="text-[0.8125rem] text-ink-soft">Cradle BYOC</p>
        <h1 className="text-xl font-semibold">Sign in</h1>
      </div>
      <SignInForm
        providers={providers}
        target={target}
        {...(typeof error === "string" ? { error } : {})}
      />
    </main>
  );
}
