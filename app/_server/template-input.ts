// The form of a carrier template: a setting that is left empty is not set.
import { formObject, type Plain } from "./form-values";

const GROUPS = ["carrier", "gateway", "trunk"];

/** Without the empty settings, so that the usual defaults take their place. */
export function templateInput(form: FormData): Plain {
  const given = formObject(form);
  const { settings } = given;
  if (typeof settings !== "object" || settings === null) return given;
  for (const group of GROUPS) {
    const values = (settings as Plain)[group];
    if (typeof values !== "object" || values === null) continue;
    for (const [name, value] of Object.entries(values)) {
      if (value === "") delete (values as Plain)[name];
    }
  }
  return given;
}
