// The form of a new carrier has parts that may be left empty, and countries that follow the carrier's.
import { formObject, type Plain } from "./form-values";

/** Parts of the form, each with the controls that send something even where nothing was typed. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  aclEntry: [],
  gateway: ["transport"],
  customer: [],
  trunk: [],
  number: [],
};

/** What a template has filled in is not typed either. */
const FILLED_IN: Readonly<Record<string, readonly string[]>> = {
  gateway: ["transport", "port"],
  trunk: ["country", "maxChannels", "maxCallsPerSec", "allowedDestinations"],
};

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null;
}

/** Leaves out each part in which nothing was typed; one that is half filled stays, and the verb names its faults. */
export function onboardingInput(form: FormData): Plain {
  const given = formObject(form);
  const country = isPlain(given.carrier) ? given.carrier.country : "";
  for (const [part, defaults] of Object.entries(PARTS)) {
    const values = given[part];
    if (!isPlain(values)) continue;
    const sent = given.templateId ? [...defaults, ...(FILLED_IN[part] ?? [])] : defaults;
    const isTyped = Object.entries(values).some(
      ([name, value]) => value !== "" && !sent.includes(name),
    );
    if (!isTyped) delete given[part];
    else if (values.country === "") values.country = country;
  }
  return given;
}
