// Quotes: an area that later work builds.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { Later } from "@/components/ui/later";

export const metadata: Metadata = { title: "Quotes" };

export default function QuotesPage() {
  return drawPage(async () => (
    <Later title="Quotes">
      Quotes will be drafted, sent and answered here. Until then an admin moves a trunk past its
      quote with an override and a reason.
    </Later>
  ));
}
