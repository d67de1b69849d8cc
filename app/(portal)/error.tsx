"use client";
// What stands where a page broke in a way nobody foresaw.
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

export default function PortalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Banner tone="bad" role="alert" title="Something went wrong">
      <p>This page cannot be shown right now. What was saved is not affected.</p>
      {error.digest ? (
        <p className="mt-1 text-[0.8125rem] text-ink-soft">
          Reference <code className="font-mono">{error.digest}</code>
        </p>
      ) : null}
      <Button size="sm" className="mt-2" onClick={reset}>
        Try again
      </Button>
    </Banner>
  );
}
