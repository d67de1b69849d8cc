"use client";
// What the fields of a form know of it: faults by control name, and values to start from.
import { createContext, useContext } from "react";

export interface FormContextValue {
  readonly faults: ReadonlyMap<string, string>;
  /** Values that take the place of the fields' own defaults, by control name. */
  readonly values: Readonly<Record<string, string>> | null;
  readonly pending: boolean;
}

const EMPTY: FormContextValue = { faults: new Map(), values: null, pending: false };

export const FormContext = createContext<FormContextValue>(EMPTY);

export function useFormContext(): FormContextValue {
  return useContext(FormContext);
}
