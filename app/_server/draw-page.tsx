// Draws a page from its verbs, and what stands in its place when one of them fails.
import "server-only";
import { notFound, unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { requestId } from "@/lib/auth/session";
import { InvalidInput, NotFound, toPublicError } from "@/lib/core/errors";
import { type PageContext, pageContext } from "./page-context";
import { reportFailure } from "./report-failure";

const TITLES = {
  outage: "Service interrupted",
  refused: "Not allowed",
  unexpected: "Something went wrong",
} as const;

/**
 * Runs `draw` with the session's context. What does not exist is a 404; an outage says so and never looks like a
 * refusal; anything unforeseen is logged under the reference that the visitor sees.
 */
export async function drawPage(
  draw: (context: PageContext) => Promise<ReactNode>,
): Promise<ReactNode> {
  try {
    return await draw(await pageContext());
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof NotFound || error instanceof InvalidInput) notFound();
    const reference = await requestId();
    reportFailure(error, reference);
    const shown = toPublicError(error, reference);
    const kind = shown.kind === "outage" || shown.kind === "refused" ? shown.kind : "unexpected";
    return (
      <Banner tone={kind === "outage" ? "warn" : "bad"} role="alert" title={TITLES[kind]}>
        <p>{shown.message}</p>
        <p className="mt-1 text-[0.8125rem] text-ink-soft">
          Reference <code className="font-mono">{shown.reference}</code>
        </p>
      </Banner>
    );
  }
}

/**
 * Draws what stands around a page. Fails quietly: the page itself runs into the same failure and says so once.
 * Who is not signed in is sent on, what does not exist is a 404, as for the page.
 */
export async function drawAround(
  draw: (context: PageContext) => Promise<ReactNode>,
): Promise<ReactNode> {
  try {
    return await draw(await pageContext());
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof NotFound || error instanceof InvalidInput) notFound();
    return null;
  }
}
