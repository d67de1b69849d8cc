// The steps of a rotation as a list: what is done, what to do now.
import { Circle, CircleCheck, CircleDot } from "lucide-react";
import { Timestamp } from "@/components/ui/timestamp";
import type { RotationStep } from "./rotation-steps";

const MARKS = {
  done: { Icon: CircleCheck, word: "Done", look: "text-good" },
  now: { Icon: CircleDot, word: "To do now", look: "text-accent" },
  later: { Icon: Circle, word: "Later", look: "text-ink-soft" },
} as const;

export function RotationGuide({ steps }: { steps: readonly RotationStep[] }) {
  return (
    <ol aria-label="Rotation, step by step" className="grid gap-1.5">
      {steps.map(({ what, state, at, proof }) => {
        const { Icon, word, look } = MARKS[state];
        return (
          <li key={what} className="flex gap-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${look}`} />
            <span className={state === "now" ? "font-medium" : undefined}>
              <span className="sr-only">{`${word}: `}</span>
              {what}
              {at === null || state !== "done" ? null : (
                <span className="font-normal text-ink-soft">
                  {", "}
                  <Timestamp at={at} />
                </span>
              )}
              {proof === null ? null : (
                <span className="block text-[0.8125rem] font-normal text-ink-soft">
                  {proof.words}
                  {proof.at === null ? null : (
                    <>
                      {" "}
                      <Timestamp at={proof.at} />
                    </>
                  )}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
