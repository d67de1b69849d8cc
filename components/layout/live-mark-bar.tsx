"use client";
// After a save: "Live on 1 of 1 agents", once the agents say that they apply the saved version.
import { CircleCheck, CircleDashed, TriangleAlert, X } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { LiveMarkContext } from "./live-mark";

interface LiveAnswer {
  readonly live: number;
  readonly total: number;
}

const EAGER_MS = 150;
const PATIENT_MS = 2000;
/** Eager for the first seconds; an agent that takes longer is away. */
const EAGER_POLLS = 30;

function isLiveAnswer(value: unknown): value is LiveAnswer {
  return (
    typeof value === "object" &&
    value !== null &&
    "live" in value &&
    typeof value.live === "number" &&
    "total" in value &&
    typeof value.total === "number"
  );
}

function message(answer: LiveAnswer | null, unreachable: boolean): string {
  if (unreachable) return "Saved. Cannot tell yet whether it is live: the portal does not answer.";
  if (!answer) return "Saved. Asking the agents…";
  if (answer.total === 0) return "Saved. No agent is running: not live on any yet.";
  if (answer.live < answer.total) return `Saved. Live on ${answer.live} of ${answer.total} agents`;
  return `Live on ${answer.live} of ${answer.total} agents`;
}

export function LiveMarkProvider({ children }: { children: ReactNode }) {
  const [version, setVersion] = useState<string | null>(null);
  const [answer, setAnswer] = useState<LiveAnswer | null>(null);
  const [unreachable, setUnreachable] = useState(false);

  const clear = useCallback(() => setVersion(null), []);
  const expect = useCallback((configVersion: string) => {
    setAnswer(null);
    setUnreachable(false);
    setVersion(configVersion);
  }, []);
  const control = useMemo(() => ({ clear, expect }), [clear, expect]);

  useEffect(() => {
    if (version === null) return;
    const stop = new AbortController();
    let polls = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      polls += 1;
      try {
        const response = await fetch("/api/live", { signal: stop.signal });
        const body: unknown = response.ok ? await response.json() : null;
        if (stop.signal.aborted) return;
        setUnreachable(!isLiveAnswer(body));
        if (isLiveAnswer(body)) {
          setAnswer(body);
          if (body.total > 0 && body.live >= body.total) return;
        }
      } catch {
        if (stop.signal.aborted) return;
        setUnreachable(true);
      }
      timer = setTimeout(() => void ask(), polls < EAGER_POLLS ? EAGER_MS : PATIENT_MS);
    }
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [version]);

  const done = answer !== null && answer.total > 0 && answer.live >= answer.total && !unreachable;
  const idle = unreachable || answer?.total === 0;
  const Icon = done ? CircleCheck : idle ? TriangleAlert : CircleDashed;
  return (
    <LiveMarkContext value={control}>
      {children}
      <div
        role="status"
        aria-label="Live on agents"
        className="pointer-events-none fixed inset-x-3 bottom-3 z-30 flex justify-center lg:left-56 print:hidden"
      >
        {version === null ? null : (
          <div
            data-config-version={version}
            data-live={done}
            className="pointer-events-auto flex items-center gap-2 rounded-full border border-line bg-surface py-1 pr-1 pl-3 shadow-lg"
          >
            <Icon
              aria-hidden
              className={
                done ? "size-4 text-good" : idle ? "size-4 text-warn" : "size-4 text-accent"
              }
            />
            <span className="font-medium tabular-nums">{message(answer, unreachable)}</span>
            <Button look="quiet" size="sm" className="px-1.5" aria-label="Dismiss" onClick={clear}>
              <X aria-hidden />
            </Button>
          </div>
        )}
      </div>
    </LiveMarkContext>
  );
}
