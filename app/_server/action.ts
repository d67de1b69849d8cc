// Makes a server action: same origin, session, verb, and an answer that the form can show.
import "server-only";
import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { ActionState, FormAction } from "@/components/forms/action-state";
import { requestId, requireStaffActor } from "@/lib/auth/session";
import { Refused, StaleEdit, toPublicError } from "@/lib/core/errors";
import { getConfigStatus } from "@/lib/services/agents/get-config-status";
import type { Context } from "@/lib/services/context";
import { contextFor } from "@/lib/services/runtime";
import { formObject, rowValues, submittedValues } from "./form-values";
import { reportFailure } from "./report-failure";
import { isSameOrigin, ownOrigin } from "./same-origin";

export interface ActionPlan<Result> {
  /** From the form to the verb's input, which the verb checks; left out, the form as one object. */
  readonly input?: (form: FormData) => unknown | Promise<unknown>;
  readonly run: (context: Context, input: unknown) => Promise<Result>;
  /** Where to go once saved; stay where nothing is said. */
  readonly goTo?: (result: Result) => string;
  /** What the form shows once saved, and no page shows again, such as a password that is not stored. */
  readonly show?: (result: Result) => Readonly<Record<string, string>>;
  /** It only asks: nothing has to become live, and no page is drawn anew. */
  readonly asksOnly?: boolean;
  /** It changes nothing that the agents apply: the page is drawn anew, and nobody waits for it to be live. */
  readonly keepsConfig?: boolean;
}

function versionOf(value: unknown): number | null {
  if (typeof value !== "object" || value === null || !("version" in value)) return null;
  return typeof value.version === "number" ? value.version : null;
}

/** The configuration version after the change; null where it cannot be read: the change itself is saved. */
async function configVersionNow(context: Context): Promise<string | null> {
  try {
    return (await getConfigStatus(context)).version;
  } catch (error) {
    reportFailure(error, context.requestId);
    return null;
  }
}

/**
 * A server action around one verb. Whoever calls it from another origin, or from none, is refused before anything is
 * read. Everything it answers may be shown.
 */
export function action<Result>(plan: ActionPlan<Result>): FormAction {
  return async (_previous: ActionState, form: FormData): Promise<ActionState> => {
    const reference = await requestId();
    try {
      const origin = (await headers()).get("origin");
      if (!isSameOrigin(origin, ownOrigin(process.env.NEXTAUTH_URL))) {
        throw new Refused("same-origin", `origin ${JSON.stringify(origin)}`);
      }
      const context = contextFor(await requireStaffActor(), reference);
      const result = await plan.run(context, await (plan.input ?? formObject)(form));
      const configVersion =
        plan.asksOnly || plan.keepsConfig ? null : await configVersionNow(context);
      if (!plan.asksOnly) revalidatePath("/", "layout");
      return {
        status: "saved",
        configVersion,
        rowVersion: versionOf(result),
        redirectTo: plan.goTo?.(result) ?? null,
        shown: plan.show?.(result) ?? null,
      };
    } catch (error) {
      unstable_rethrow(error);
      reportFailure(error, reference);
      const shown = toPublicError(error, reference);
      const version = error instanceof StaleEdit ? versionOf(error.current) : null;
      const stale =
        error instanceof StaleEdit && version !== null
          ? { version, values: rowValues(error.current as object) }
          : null;
      return {
        status: "failed",
        kind: shown.kind,
        message: shown.message,
        reference: shown.reference,
        fields: shown.fields,
        conditions: shown.conditions,
        stale,
        values: submittedValues(form),
      };
    }
  };
}
