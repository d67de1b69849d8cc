// From a submitted form to the plain values that a verb's schema checks, and from a row back to what a form shows.

import { InvalidInput } from "@/lib/core/errors";

export type Plain = { [key: string]: unknown };

/** What was typed, by control name. Of several controls with one name the last counts; files are left out. */
export function submittedValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !name.startsWith("$ACTION")) values[name] = value;
  }
  return values;
}

/** As one object: a dotted name (`gateway.port`) nests. All values are text; the schema reads numbers and dates. */
export function formObject(form: FormData): Plain {
  const result: Plain = Object.create(null);
  for (const [name, value] of Object.entries(submittedValues(form))) {
    const path = name.split(".");
    const last = path.pop() ?? name;
    let place = result;
    for (const step of path) {
      const next = place[step];
      const inner: Plain =
        typeof next === "object" && next !== null ? (next as Plain) : Object.create(null);
      place[step] = inner;
      place = inner;
    }
    place[last] = value;
  }
  return result;
}

/**
 * As `formObject`; where the form has a field for an override's reason it must be filled. Left empty it would mean "no
 * override", and the answer would name the gate instead of the field.
 */
export function stateChange(form: FormData): Plain {
  const given = formObject(form);
  if (given.overrideReason === "") {
    throw new InvalidInput([{ path: "overrideReason", message: "must say why, in a few words" }]);
  }
  return given;
}

/** A moment as a `datetime-local` control shows it, in UTC. */
function momentValue(at: Date | null): string {
  return at === null ? "" : at.toISOString().slice(0, 16);
}

function formValue(value: unknown): string | null {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "on" : "false";
  if (value instanceof Date) return momentValue(value);
  if (Array.isArray(value)) return value.join(", ");
  return null;
}

function isRowList(value: unknown): value is object[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Object);
}

function isGroup(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

/**
 * A stored row as its form's controls would show it; what no control can show is left out. Rows within it take the
 * names of their own controls: `lines.0.quantity`; so do groups of fields: `settings.gateway.port`.
 */
export function rowValues(row: object): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(row)) {
    if (isRowList(value)) {
      for (const [at, inner] of value.entries()) {
        for (const [field, shown] of Object.entries(rowValues(inner))) {
          values[`${name}.${at}.${field}`] = shown;
        }
      }
      continue;
    }
    if (isGroup(value)) {
      for (const [field, shown] of Object.entries(rowValues(value))) {
        values[`${name}.${field}`] = shown;
      }
      continue;
    }
    const shown = formValue(value);
    if (shown !== null) values[name] = shown;
  }
  return values;
}
