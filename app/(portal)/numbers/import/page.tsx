// Imports a list of numbers.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { ImportForm } from "@/components/numbers/import-form";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { requirePermission } from "@/lib/services/permit";
import { importAction, previewImportAction } from "../actions";

export const metadata: Metadata = { title: "Import numbers" };

export default function ImportNumbersPage() {
  return drawPage(async (context) => {
    requirePermission(context.actor, "number.write");
    return (
      <>
        <PageHeader
          title="Import numbers"
          trail={[{ label: "Numbers", href: "/numbers" }]}
          description="Up to 20,000 rows. Each row gets its verdict before anything is stored."
        />
        <Section title="List">
          <ImportForm preview={previewImportAction} store={importAction} />
        </Section>
      </>
    );
  });
}
