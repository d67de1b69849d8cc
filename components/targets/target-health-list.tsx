// The health of gateways or core endpoints, each with its agents, its last day, and a press for OPTIONS.
import { targetText } from "@/components/carriers/target-text";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { PressButton } from "@/components/forms/press-button";
import { KeepFresh } from "@/components/layout/keep-fresh";
import type { TargetHealthView } from "@/lib/schemas/target-health";
import { AgentViewTable } from "./agent-view-table";
import { isOpen, OptionsAnswers } from "./options-answers";
import { StandingBadge } from "./standing-badge";

/** A gateway or core endpoint. */
export interface ShownTarget {
  readonly id: string;
  readonly host: string;
  readonly port: number | null;
  readonly transport: string;
}

export interface TargetHealthListProps {
  targets: readonly ShownTarget[];
  health: readonly TargetHealthView[];
  now: Date;
  /** Null where the visitor may not. */
  sendOptions: FormAction | null;
}

/** Digits and dots, or colons: no name. */
const isName = (host: string) => !/^[\d.]+$|:/.test(host);

function Target({
  target,
  view,
  now,
  sendOptions,
}: {
  target: ShownTarget;
  view: TargetHealthView;
  now: Date;
  sendOptions: FormAction | null;
}) {
  const text = targetText(target);
  return (
    <li className="border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0">
      <div className="mb-2 flex flex-wrap items-start justify-between gap-2">
        <div>
          <h3 className="font-mono text-[0.8125rem] font-medium wrap-anywhere">{text}</h3>
          <StandingBadge standing={view.standing} />
        </div>
        {sendOptions ? (
          <ActionForm
            action={sendOptions}
            label={`Send OPTIONS to ${text}`}
            hidden={{ targetId: target.id }}
          >
            <PressButton label="Send OPTIONS now" longLabel={`Send OPTIONS now to ${text}`} />
          </ActionForm>
        ) : null}
      </div>
      {view.agents.length === 0 ? null : (
        <AgentViewTable what={text} views={view.agents} isName={isName(target.host)} now={now} />
      )}
      <OptionsAnswers what={text} commands={view.commands} />
    </li>
  );
}

export function TargetHealthList({ targets, health, now, sendOptions }: TargetHealthListProps) {
  const isWaiting = health.some(({ commands }) => commands.some(isOpen));
  return (
    <>
      <KeepFresh everySec={isWaiting ? 1 : 10} />
      <ul>
        {targets.map((target) => {
          const view = health.find(({ targetId }) => targetId === target.id);
          return view === undefined ? null : (
            <Target
              key={target.id}
              target={target}
              view={view}
              now={now}
              sendOptions={sendOptions}
            />
          );
        })}
      </ul>
    </>
  );
}
