"use client";
// Labelled controls: label, hint and fault are tied to the control, and what was typed survives a refusal.
import { type ReactNode, useId } from "react";
import { Checkbox, Input, Select, TextArea } from "@/components/ui/input";
import { useFormContext } from "./form-context";

export interface CommonProps {
  name: string;
  label: string;
  hint?: ReactNode | undefined;
  /** Marked "(optional)" unless required. */
  required?: boolean;
}

/** A control's id, fault and what was submitted for it. */
export function useField(name: string, hint: ReactNode) {
  const id = useId();
  const { faults, values } = useFormContext();
  const fault = faults.get(name);
  const describedBy = [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean);
  return {
    id,
    fault,
    submitted: values?.[name],
    aria: {
      id,
      name,
      "aria-invalid": fault ? true : undefined,
      "aria-describedby": describedBy.length > 0 ? describedBy.join(" ") : undefined,
    } as const,
  };
}

function Fault({ id, name, children }: { id: string; name: string; children: string | undefined }) {
  return children ? (
    <p
      id={`${id}-fault`}
      data-fault={name}
      className="mt-1 text-[0.8125rem] font-medium text-bad wrap-anywhere"
    >
      {children}
    </p>
  ) : null;
}

/** Label, control, hint and fault, one under the other. */
export function Frame(props: {
  id: string;
  name: string;
  label: string;
  hint: ReactNode;
  required: boolean;
  fault: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <div className="mb-1 text-[0.8125rem]">
        <label htmlFor={props.id} className="font-medium">
          {props.label}
        </label>
        {props.required ? null : <span className="text-ink-soft"> (optional)</span>}
      </div>
      {props.children}
      {props.hint ? (
        <p id={`${props.id}-hint`} className="mt-1 text-[0.8125rem] text-ink-soft">
          {props.hint}
        </p>
      ) : null}
      <Fault id={props.id} name={props.name}>
        {props.fault}
      </Fault>
    </div>
  );
}

export interface TextFieldProps extends CommonProps {
  defaultValue?: string | undefined;
  type?: "text" | "email" | "datetime-local" | undefined;
  inputMode?: "text" | "numeric" | "tel";
  autoComplete?: string;
  placeholder?: string;
  mono?: boolean;
  maxLength?: number;
}

export function TextField({ name, label, hint, required = false, mono, ...rest }: TextFieldProps) {
  const field = useField(name, hint);
  return (
    <Frame
      id={field.id}
      name={name}
      label={label}
      hint={hint}
      required={required}
      fault={field.fault}
    >
      <Input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...field.aria}
        aria-required={required || undefined}
        defaultValue={field.submitted ?? rest.defaultValue}
        className={mono ? "font-mono text-[0.8125rem]" : undefined}
      />
    </Frame>
  );
}

export function TextAreaField({
  name,
  label,
  hint,
  required = false,
  defaultValue,
  rows,
}: CommonProps & { defaultValue?: string | undefined; rows?: number }) {
  const field = useField(name, hint);
  return (
    <Frame
      id={field.id}
      name={name}
      label={label}
      hint={hint}
      required={required}
      fault={field.fault}
    >
      <TextArea
        {...field.aria}
        {...(rows ? { rows } : {})}
        aria-required={required || undefined}
        defaultValue={field.submitted ?? defaultValue}
      />
    </Frame>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function SelectField({
  name,
  label,
  hint,
  required = false,
  defaultValue,
  options,
  onChange,
}: CommonProps & {
  defaultValue?: string | undefined;
  options: readonly Option[];
  onChange?: (value: string) => void;
}) {
  const field = useField(name, hint);
  return (
    <Frame
      id={field.id}
      name={name}
      label={label}
      hint={hint}
      required={required}
      fault={field.fault}
    >
      <Select
        {...field.aria}
        aria-required={required || undefined}
        defaultValue={field.submitted ?? defaultValue}
        onChange={onChange ? (event) => onChange(event.currentTarget.value) : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Frame>
  );
}

export function CheckboxField({
  name,
  label,
  hint,
  defaultChecked,
  onChange,
}: Omit<CommonProps, "required"> & {
  defaultChecked?: boolean | undefined;
  onChange?: (checked: boolean) => void;
}) {
  const field = useField(name, hint);
  const { values } = useFormContext();
  return (
    <div className="flex gap-2">
      {/* An unticked box sends nothing; without this the stored value would stay. */}
      <input type="hidden" name={name} value="false" />
      <Checkbox
        {...field.aria}
        defaultChecked={values ? field.submitted === "on" : defaultChecked}
        onChange={onChange ? (event) => onChange(event.currentTarget.checked) : undefined}
      />
      <div className="min-w-0">
        <label htmlFor={field.id}>{label}</label>
        {hint ? (
          <p id={`${field.id}-hint`} className="text-[0.8125rem] text-ink-soft">
            {hint}
          </p>
        ) : null}
        <Fault id={field.id} name={name}>
          {field.fault}
        </Fault>
      </div>
    </div>
  );
}

/** A set of fields side by side where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-2">{children}</div>;
}

/** A titled group of fields. */
export function FieldGroup({
  legend,
  hint,
  children,
}: {
  legend: string;
  hint?: ReactNode | undefined;
  children: ReactNode;
}) {
  return (
    <fieldset className="min-w-0 [fieldset+&]:border-t [fieldset+&]:border-line [fieldset+&]:pt-3">
      <legend className="float-left mb-2 w-full text-[0.9375rem] font-semibold">
        {legend}
        {hint ? (
          <span className="block text-[0.8125rem] font-normal text-ink-soft">{hint}</span>
        ) : null}
      </legend>
      <div className="clear-both grid gap-3">{children}</div>
    </fieldset>
  );
}
