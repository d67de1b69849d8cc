"use client";
// The password of a credential that was just issued, to be copied now.
import { useEffect, useRef } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

export interface IssuedPasswordProps {
  username: string;
  realm: string;
  password: string;
  onPutAway: () => void;
}

export function IssuedPassword({ username, realm, password, onPutAway }: IssuedPasswordProps) {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another password is another thing to read
  useEffect(() => ref.current?.focus(), [password]);
  const rows = [
    { name: "Username", value: username },
    { name: "Realm", value: realm },
    { name: "Password", value: password },
  ];
  return (
    <Banner
      ref={ref}
      tone="warn"
      role="status"
      tabIndex={-1}
      className="w-full"
      title="Copy this password now: it is shown once and not stored"
    >
      <dl className="mt-1 grid gap-1">
        {rows.map(({ name, value }) => (
          <div key={name} className="flex flex-wrap items-center gap-x-2">
            <dt className="w-20 text-[0.8125rem] text-ink-soft">{name}</dt>
            <dd className="flex min-w-0 items-center gap-1">
              <code className="font-mono wrap-anywhere select-all">{value}</code>
              <CopyButton value={value} label={name.toLowerCase()} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">
        Give the password to the carrier by another channel than the username, and note below to
        whom. If it is lost, issue another credential and revoke this one.
      </p>
      <div className="mt-2">
        <Button size="sm" onClick={onPutAway}>
          I have copied it
        </Button>
      </div>
    </Banner>
  );
}
