"use client";
// A form's one small button, for what is done at once.
import { Button } from "@/components/ui/button";
import { useFormContext } from "./form-context";

export function PressButton({
  label,
  longLabel,
  look = "secondary",
}: {
  label: string;
  longLabel?: string;
  look?: "secondary" | "quiet" | "danger-quiet";
}) {
  const { pending } = useFormContext();
  return (
    <Button type="submit" look={look} size="sm" aria-label={longLabel} pending={pending}>
      {pending ? "Working…" : label}
    </Button>
  );
}
