// Where a carrier or trunk can go from here: what stands in the way by name, the press, and the admin's override.

import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { capitalise } from "@/components/forms/capitalise";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { unreachable } from "@/lib/core/unreachable";
import { AtOnce } from "./at-once";
import { ConditionList } from "./condition-list";
import type { StateStep } from "./state-step";

export interface StateStepsProps {
  /** "trunk" or "carrier". */
  what: string;
  name: string;
  id: string;
  version: number;
  steps: readonly StateStep[];
  mayOverride: boolean;
  action: FormAction;
}

type StepProps = Omit<StateStepsProps, "steps"> & { step: StateStep };

function Press({ step, id, version, action }: StepProps) {
  return (
    <ActionForm action={action} label={step.label} version={version} hidden={{ id, to: step.to }}>
      <FormButtons submit={step.label} submitting="Working…" />
    </ActionForm>
  );
}

function Confirmed({ step, what, name, id, version, action }: StepProps) {
  return (
    <ConfirmDialog
      open={step.label}
      look={step.weight === "type-name" ? "danger-quiet" : "secondary"}
      size="md"
      title={`${step.label} ${name}?`}
      consequence={step.consequence}
    >
      <ConfirmForm
        action={action}
        submit={`${step.label} ${what}`}
        version={version}
        hidden={{ id, to: step.to }}
        reason={{ name: "reason", label: "Reason", required: false }}
        {...(step.weight === "type-name" ? { phrase: name } : {})}
      />
    </ConfirmDialog>
  );
}

function Gate({ mayOverride, ...props }: StepProps) {
  const { step, what, name, id, version, action } = props;
  return (
    <div className="rounded-md border border-line p-3">
      <p className="font-medium">{`Not yet: ${step.label.toLowerCase()}`}</p>
      <ConditionList conditions={step.conditions} held={step.held} />
      {mayOverride && step.overridable ? (
        <div className="mt-2">
          <ConfirmDialog
            open={`Override: ${step.label.toLowerCase()}`}
            look="secondary"
            title={`Override the gate of ${name}?`}
            consequence={
              <>
                <p>These conditions do not hold. The reason stays on the page and in the audit.</p>
                <ul className="mt-1 list-disc pl-5">
                  {step.conditions.map((condition) => (
                    <li key={condition.message}>{capitalise(condition.message)}</li>
                  ))}
                </ul>
              </>
            }
          >
            <ConfirmForm
              action={action}
              submit={`Override and ${step.label.toLowerCase()}`}
              version={version}
              hidden={{ id, to: step.to }}
              reason={{ name: "overrideReason", label: "Reason for the override", required: true }}
            />
          </ConfirmDialog>
        </div>
      ) : null}
      {mayOverride && !step.overridable ? (
        <p className="mt-1 text-[0.8125rem] text-ink-soft">
          {`This ${what} cannot pass by override: set what is missing first.`}
        </p>
      ) : null}
    </div>
  );
}

function Step(props: StepProps) {
  const { step, name, id, version, action } = props;
  switch (step.weight) {
    case "press":
      return <Press {...props} />;
    case "at-once":
      return (
        <AtOnce
          label={step.label}
          longLabel={`${step.label} ${name}`}
          id={id}
          to={step.to}
          version={version}
          action={action}
          withReason
        />
      );
    case "confirm":
    case "type-name":
      return <Confirmed {...props} />;
    default:
      return unreachable(step.weight);
  }
}

export function StateSteps({ steps, ...rest }: StateStepsProps) {
  const permitted = steps.filter((step) => step.permitted);
  const open = permitted.filter((step) => step.conditions.length === 0);
  const gated = steps.filter((step) => step.conditions.length > 0);
  if (open.length === 0 && gated.length === 0) return null;
  return (
    <div className="grid gap-3">
      {gated.map((step) => (
        <Gate
          key={step.to}
          step={step}
          {...rest}
          mayOverride={rest.mayOverride && step.permitted}
        />
      ))}
      {open.map((step) =>
        step.held && step.held.length > 0 ? (
          <div key={step.to} className="rounded-md border border-line p-3">
            <p className="font-medium">{`Ready: ${step.label.toLowerCase()}`}</p>
            <ConditionList conditions={[]} held={step.held} />
          </div>
        ) : null,
      )}
      <div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {open.map((step) => (
            <Step key={step.to} step={step} {...rest} />
          ))}
        </div>
        {/* What asks nothing first says here what it does. */}
        {open.map((step) =>
          step.weight === "at-once" && step.consequence !== "" ? (
            <p key={step.to} className="mt-1.5 text-[0.8125rem] text-ink-soft">
              {`${step.label}: ${step.consequence}`}
            </p>
          ) : null,
        )}
      </div>
    </div>
  );
}
