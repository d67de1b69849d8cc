"use client";
// E-mail and password, or one of the configured single sign-on providers.
import { signIn } from "next-auth/react";
import { type FormEvent, useId, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

export interface SignInFormProps {
  providers: readonly { id: string; name: string }[];
  /** Where to go afterwards, a path of our own. */
  target: string;
  /** What the way back from a provider said. */
  error?: string;
}

/** One sentence each; an unknown account and a wrong password share theirs. */
const SENTENCES: Readonly<Record<string, string>> = {
  unauthenticated: "E-mail or password is not right.",
  "invalid-input": "E-mail or password is not right.",
  throttled: "Too many attempts. Wait a few minutes and try again.",
  outage:
    "The database cannot be reached right now. Your password was not checked; try again in a moment.",
  "sso-refused": "This account is not invited, or not of an organisation that may sign in here.",
  OAuthCallback: "The sign-in provider did not confirm who you are. Try again.",
  OAuthSignin: "The sign-in provider cannot be reached right now.",
};

const UNFORESEEN = "Signing in did not work. Try again; if it stays so, tell an administrator.";

function sentence(error: string): string {
  return SENTENCES[error] ?? UNFORESEEN;
}

export function SignInForm({ providers, target, error }: SignInFormProps) {
  const [failure, setFailure] = useState(error ? sentence(error) : null);
  const [pending, setPending] = useState(false);
  const passwordRef = useRef<HTMLInputElement>(null);
  const emailRef = useRef<HTMLInputElement>(null);
  const id = useId();

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (pending) return;
    const email = emailRef.current?.value.trim() ?? "";
    const password = passwordRef.current?.value ?? "";
    if (email === "" || password === "") {
      setFailure("Enter your e-mail and password.");
      (email === "" ? emailRef : passwordRef).current?.focus();
      return;
    }
    setPending(true);
    setFailure(null);
    try {
      const answer = await signIn("password", { redirect: false, email, password });
      if (answer?.ok && !answer.error) {
        // A whole load: nothing drawn for a visitor without a session may linger.
        window.location.assign(target);
        return;
      }
      setFailure(sentence(answer?.error ?? ""));
    } catch {
      setFailure("The portal cannot be reached right now. Try again in a moment.");
    }
    setPending(false);
    passwordRef.current?.select();
  }

  return (
    <div className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <div role="alert" className="empty:hidden">
        {failure ? <Banner tone="bad">{failure}</Banner> : null}
      </div>
      <form
        aria-label="Sign in"
        method="post"
        noValidate
        className="grid gap-3"
        onSubmit={(event) => void submit(event)}
      >
        <div>
          <label htmlFor={`${id}-email`} className="mb-1 block text-[0.8125rem] font-medium">
            E-mail
          </label>
          <Input
            id={`${id}-email`}
            ref={emailRef}
            name="email"
            type="email"
            autoComplete="username"
          />
        </div>
        <div>
          <label htmlFor={`${id}-password`} className="mb-1 block text-[0.8125rem] font-medium">
            Password
          </label>
          <Input
            id={`${id}-password`}
            ref={passwordRef}
            name="password"
            type="password"
            autoComplete="current-password"
          />
        </div>
        <Button type="submit" look="primary" pending={pending}>
          {pending ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      {providers.length > 0 ? (
        <div className="grid gap-2 border-t border-line pt-3">
          {providers.map((provider) => (
            <Button
              key={provider.id}
              onClick={() => void signIn(provider.id, { callbackUrl: target })}
            >
              {`Sign in with ${provider.name}`}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
