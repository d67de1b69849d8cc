// A new verification request, empty or as the renewal of another.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { readParams } from "@/app/_server/search-params";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { NewRequestForm } from "@/components/verifications/new-request-form";
import type { Context } from "@/lib/services/context";
import { requirePermission } from "@/lib/services/permit";
import { getVerificationRequest } from "@/lib/services/verifications/get-verification-request";
import { createVerificationRequestAction } from "../actions";

export const metadata: Metadata = { title: "New verification request" };

/** A renewal asks the same carrier about the same numbers, as far as they are in use and not under way. */
async function renewalOf(context: Context, id: string | undefined) {
  if (id === undefined) return { carrier: null, numbers: [] };
  const { request, carrierName, items } = await getVerificationRequest(context, { id });
  return {
    carrier: { value: request.carrierId, label: carrierName },
    numbers: items
      .filter(({ state, active }) => active && state !== "draft" && state !== "submitted")
      .map((item) => item.e164),
  };
}

export default function NewRequestPage({ searchParams }: PageProps<"/verifications/new">) {
  return drawPage(async (context) => {
    requirePermission(context.actor, "verification.write");
    const { renew } = readParams(await searchParams, ["renew"]);
    const { carrier, numbers } = await renewalOf(context, renew);
    return (
      <>
        <PageHeader
          title="New verification request"
          trail={[{ label: "Verifications", href: "/verifications" }]}
        />
        <Section title="Request">
          <NewRequestForm
            action={createVerificationRequestAction}
            carrier={carrier}
            numbers={numbers}
          />
        </Section>
      </>
    );
  });
}
