// The form of a carrier's answer: shared fields, and a choice beside each number.
import { formObject, type Plain } from "@/app/_server/form-values";

/** `answer.<item id>` is "" (not answered yet), "shared", "verified" or "rejected"; `version.<item id>` goes with it. */
export function answerInput(form: FormData): Plain {
  const { answer, version: versions, ...shared } = formObject(form);
  const choices = typeof answer === "object" && answer !== null ? Object.entries(answer) : [];
  const items = choices
    .filter(([, choice]) => choice !== "")
    .map(([id, choice]) => ({
      id,
      version: (versions as Plain | undefined)?.[id],
      ...(choice === "shared" ? {} : { to: choice }),
    }));
  return { ...shared, items };
}
