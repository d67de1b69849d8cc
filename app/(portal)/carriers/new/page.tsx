// A new carrier, with all that its first call needs.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { OnboardForm } from "@/components/carriers/onboard-form";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/auth/permissions";
import { requirePermission } from "@/lib/services/permit";
import { onboardCarrierAction } from "../actions";

export const metadata: Metadata = { title: "New carrier" };

export default function NewCarrierPage() {
  return drawPage(async ({ actor }) => {
    requirePermission(actor, "carrier.write");
    return (
      <>
        <PageHeader title="New carrier" trail={[{ label: "Carriers", href: "/carriers" }]} />
        <div className="rounded-lg border border-line bg-surface p-3 sm:p-4">
          <OnboardForm
            action={onboardCarrierAction}
            mayMakeCustomer={mayDo(actor, "customer.write")}
          />
        </div>
      </>
    );
  });
}
