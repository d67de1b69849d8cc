"use client";
import { ActionForm } from "@/components/forms/action-form";
// One press that records what was found of a requirement.
import type { FormAction } from "@/components/forms/action-state";
import { useFormContext } from "@/components/forms/form-context";
import { Button } from "@/components/ui/button";

export interface RequirementPressProps {
  action: FormAction;
  label: string;
  code: string;
  version: number;
  hidden: Readonly<Record<string, string>>;
}

function PressButton({ label, code }: { label: string; code: string }) {
  const { pending } = useFormContext();
  return (
    <Button
      type="submit"
      size="sm"
      pending={pending}
      aria-label={`${code}: ${label.toLowerCase()}`}
    >
      {label}
    </Button>
  );
}

export function RequirementPress(props: RequirementPressProps) {
  return (
    <ActionForm
      action={props.action}
      label={`${props.code}: ${props.label.toLowerCase()}`}
      version={props.version}
      hidden={props.hidden}
    >
      <PressButton label={props.label} code={props.code} />
    </ActionForm>
  );
}
