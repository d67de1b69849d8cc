// Looks at a form as the visitor sees it: its controls, their labels, what was typed.
import type { Difference } from "./stale-difference";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function visibleControl(form: HTMLFormElement, name: string): Control | null {
  for (const element of form.elements) {
    const isControl =
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement;
    if (isControl && element.name === name && element.type !== "hidden") return element;
  }
  return null;
}

function shownValue(value: string, control: Control): string {
  if (control.type === "checkbox") return value === "on" ? "yes" : "no";
  if (control instanceof HTMLSelectElement) {
    return [...control.options].find((option) => option.value === value)?.text ?? value;
  }
  return value;
}

/** Where the form and a row saved meanwhile differ, under the labels that the visitor knows. */
export function differencesOf(
  form: HTMLFormElement,
  saved: Readonly<Record<string, string>>,
): Difference[] {
  const typed = new FormData(form);
  return Object.entries(saved).flatMap(([name, savedValue]) => {
    const control = visibleControl(form, name);
    if (!control) return [];
    const typedValue = String(typed.getAll(name).at(-1) ?? "");
    if (typedValue === savedValue) return [];
    return [
      {
        name,
        label: control.labels?.[0]?.textContent ?? name,
        saved: shownValue(savedValue, control),
        typed: shownValue(typedValue, control),
      },
    ];
  });
}

/** Whether one of the form's fields shows the fault of this path. */
export function showsFault(form: HTMLFormElement, path: string): boolean {
  return path !== "" && form.querySelector(`[data-fault="${CSS.escape(path)}"]`) !== null;
}
