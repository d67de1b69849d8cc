// Call check: what the agents would do with a call, rule by rule, before anyone places it.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { CallCheckForm } from "@/components/calls/call-check-form";
import { CallCheckResult } from "@/components/calls/call-check-result";
import { CREDENTIALS } from "@/components/calls/call-check-words";
import { PasteCheckForm } from "@/components/calls/paste-check-form";
import type { Option } from "@/components/forms/fields";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Conflict, type FieldError, InvalidInput } from "@/lib/core/errors";
import type { CallCheck } from "@/lib/schemas/call-check";
import { checkCall } from "@/lib/services/call-check/check-call";
import type { Context } from "@/lib/services/context";
import { listCredentials } from "@/lib/services/credentials/list-credentials";
import { checkMessageAction } from "./actions";

export const metadata: Metadata = { title: "Call check" };

const FIELDS = [
  ...(["direction", "aNumber", "bNumber", "calledHost", "sourceAddress", "sourcePort"] as const),
  ...(["transport", "privacy", "assertedIdentity", "diversion", "credentials", "at"] as const),
] as const;

type Outcome =
  | { readonly kind: "not-asked" }
  | { readonly kind: "checked"; readonly check: CallCheck }
  | { readonly kind: "refused"; readonly message: string; readonly fields: readonly FieldError[] };

/** What cannot be checked is said beside the form, which keeps what was typed. */
async function ask(context: Context, input: Record<string, string>): Promise<Outcome> {
  try {
    return { kind: "checked", check: await checkCall(context, input) };
  } catch (error) {
    if (!(error instanceof InvalidInput) && !(error instanceof Conflict)) throw error;
    return { kind: "refused", message: error.publicMessage, fields: error.fields };
  }
}

/** The carrier's credentials that could be answered right; one that was chosen before stays to be chosen. */
async function credentialOptions(
  context: Context,
  carrierId: string | null,
  chosen: string | undefined,
): Promise<Option[]> {
  const found = carrierId === null ? [] : (await listCredentials(context, { carrierId })).items;
  const options = found
    .filter(({ state }) => state !== "revoked")
    .map(({ id, username }) => ({ value: id, label: `Right, as ${username}` }));
  const isOffered = [...CREDENTIALS, ...options].some(({ value }) => value === chosen);
  if (chosen !== undefined && !isOffered)
    options.push({ value: chosen, label: "As chosen before" });
  return options;
}

export default function CallCheckPage({ searchParams }: PageProps<"/call-check">) {
  return drawPage(async (context) => {
    const params = await searchParams;
    const values = readParams(params, FIELDS);
    const { check: isAsked } = readParams(params, ["check"]);
    const outcome: Outcome = isAsked
      ? await ask(context, presentParams(values))
      : { kind: "not-asked" };
    const carrierId = outcome.kind === "checked" ? (outcome.check.carrier?.id ?? null) : null;
    const credentials = await credentialOptions(context, carrierId, values.credentials);
    const faults = outcome.kind === "refused" ? outcome.fields : [];
    return (
      <>
        <PageHeader
          title="Call check"
          description="What the agents would do with a call, by their own code. Nothing is sent or stored."
        />
        {outcome.kind === "refused" ? (
          <Banner tone="bad" role="alert" title="Not checked" className="mb-4">
            {faults.length > 0 ? "Check the marked fields." : outcome.message}
          </Banner>
        ) : null}
        {outcome.kind === "checked" ? <CallCheckResult check={outcome.check} /> : null}
        <Section title="Describe a call">
          <CallCheckForm values={values} faults={faults} credentials={credentials} />
        </Section>
        <Section title="Paste a SIP message">
          <PasteCheckForm action={checkMessageAction} />
        </Section>
      </>
    );
  });
}
