// From the forms of a carrier's answers to what their verbs take.
import { formObject, type Plain } from "@/app/_server/form-values";

/** One box has the name of all: those that are ticked. */
export function chosenKeys(form: FormData): Plain {
  const { key: _last, ...given } = formObject(form);
  return { ...given, keys: form.getAll("key").map(String) };
}

export function previewInput(form: FormData): Plain {
  const { carrierId, text } = formObject(form);
  return { carrierId, text };
}

export function importInput(form: FormData): Plain {
  const { step: _step, ...given } = formObject(form);
  return given;
}
