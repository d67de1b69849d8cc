// Native text inputs, selects and checkboxes in the portal's dress.
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const CONTROL =
  "w-full rounded-md border border-line-strong bg-surface px-2.5 text-ink placeholder:text-ink-soft/80 aria-invalid:border-bad aria-invalid:outline-bad max-sm:text-base";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return <input {...rest} type={type} className={classNames(CONTROL, "h-9", className)} />;
}

export function TextArea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} rows={rows} className={classNames(CONTROL, "py-1.5", className)} />;
}

export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={classNames(CONTROL, "h-9 pr-7", className)} />;
}

export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      {...rest}
      type="checkbox"
      className={classNames("mt-0.5 size-4 shrink-0 accent-accent", className)}
    />
  );
}
