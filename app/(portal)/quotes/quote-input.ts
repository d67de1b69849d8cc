// The form of a draft has its lines by number; the verb takes them as a list.
import { formObject, type Plain } from "@/app/_server/form-values";

/** Lines in the order of their numbers, so that the fault of the second is the second line's. */
export function quoteInput(form: FormData): Plain {
  const given = formObject(form);
  const lines = typeof given.lines === "object" && given.lines !== null ? given.lines : {};
  return {
    ...given,
    lines: Object.entries(lines)
      .sort(([one], [other]) => Number(one) - Number(other))
      .map(([, line]) => line),
  };
}
