// Call check: an area that later work builds.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { Later } from "@/components/ui/later";

export const metadata: Metadata = { title: "Call check" };

export default function CallCheckPage() {
  return drawPage(async () => (
    <Later title="Call check">
      Here a call can be tried on the rules before anyone places it. The decision of each call that
      was placed is on its page under Calls.
    </Later>
  ));
}
