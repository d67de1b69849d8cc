// Verifications: an area that later work builds.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { Later } from "@/components/ui/later";

export const metadata: Metadata = { title: "Verifications" };

export default function VerificationsPage() {
  return drawPage(async () => (
    <Later title="Verifications">
      Here carriers will confirm which Cradle numbers may be A-numbers on them.
    </Later>
  ));
}
