// Looks at a form as the visitor sees it: its controls, their labels, what was typed.
import type { Difference } from "./stale-difference";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a form held, by control name. */
export type FormSnapshot = ReadonlyMap<string, string>;

function isControl(element: Element): element is Control {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

function visibleControl(form: HTMLFormElement, name: string): Control | null {
  for (const element of form.elements) {
    if (isControl(element) && element.name === name && element.type !== "hidden") return element;
  }
  return null;
}

/** Of several values with one name the last counts: a ticked box comes after its hidden no. */
export function snapshotOf(form: HTMLFormElement): FormSnapshot {
  const values = new Map<string, string>();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") values.set(name, value);
  }
  return values;
}

function shownValue(value: string, control: Control): string {
  if (control.type === "checkbox") return value === "on" ? "yes" : "no";
  if (control instanceof HTMLSelectElement) {
    return [...control.options].find((option) => option.value === value)?.text ?? value;
  }
  return value;
}

/**
 * Where the form and a row saved meanwhile differ, under the labels that the visitor knows. `drawn` is what the form
 * held at first: where the visitor changed nothing, there is nothing of theirs to lose.
 */
export function differencesOf(
  form: HTMLFormElement,
  drawn: FormSnapshot,
  saved: Readonly<Record<string, string>>,
): Difference[] {
  const typed = snapshotOf(form);
  return Object.entries(saved).flatMap(([name, savedValue]) => {
    const control = visibleControl(form, name);
    const typedValue = typed.get(name) ?? "";
    if (!control || typedValue === savedValue) return [];
    const isMine = typedValue !== (drawn.get(name) ?? "");
    return [
      {
        name,
        label: control.labels?.[0]?.textContent ?? name,
        saved: shownValue(savedValue, control),
        typed: isMine ? shownValue(typedValue, control) : null,
      },
    ];
  });
}

/** Takes over what was saved meanwhile in every field that the visitor left as it was. */
export function takeOver(
  form: HTMLFormElement,
  differences: readonly Difference[],
  saved: Readonly<Record<string, string>>,
): void {
  for (const { name, typed } of differences) {
    const control = visibleControl(form, name);
    const value = saved[name];
    if (typed !== null || !control || value === undefined) continue;
    if (control instanceof HTMLInputElement && control.type === "checkbox") {
      control.checked = value === "on";
    } else control.value = value;
  }
}

/** Whether one of the form's fields shows the fault of this path. */
export function showsFault(form: HTMLFormElement, path: string): boolean {
  return path !== "" && form.querySelector(`[data-fault="${CSS.escape(path)}"]`) !== null;
}
