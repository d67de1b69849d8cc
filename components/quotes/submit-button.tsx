"use client";
// A form's only press, as a plain button.
import type { ReactNode } from "react";
import { useFormContext } from "@/components/forms/form-context";
import { Button } from "@/components/ui/button";

export function SubmitButton({ children }: { children: ReactNode }) {
  const { pending } = useFormContext();
  return (
    <Button type="submit" pending={pending}>
      {children}
    </Button>
  );
}
