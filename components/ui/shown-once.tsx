"use client";
// A secret that was just made, to be copied now: it lives in this component alone, until it is put away.
import { useEffect, useRef } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

export interface ShownOnceProps {
  title: string;
  rows: readonly { readonly name: string; readonly value: string }[];
  advice: string;
  onPutAway: () => void;
}

export function ShownOnce({ title, rows, advice, onPutAway }: ShownOnceProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <Banner ref={ref} tone="warn" role="status" tabIndex={-1} className="w-full" title={title}>
      <dl className="mt-1 grid gap-1">
        {rows.map(({ name, value }) => (
          <div key={name} className="flex flex-wrap items-center gap-x-2">
            <dt className="w-24 text-[0.8125rem] text-ink-soft">{name}</dt>
            <dd className="flex min-w-0 items-center gap-1">
              <code className="font-mono wrap-anywhere select-all">{value}</code>
              <CopyButton value={value} label={name.toLowerCase()} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">{advice}</p>
      <div className="mt-2">
        <Button size="sm" onClick={onPutAway}>
          I have copied it
        </Button>
      </div>
    </Banner>
  );
}
