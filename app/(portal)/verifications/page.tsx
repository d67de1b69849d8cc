// Verification requests: found by carrier's reference, number, state and coming end.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { FilterBar } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RequestTable } from "@/components/verifications/request-table";
import { REQUEST_STATE_WORDS } from "@/components/verifications/verification-words";
import { mayDo } from "@/lib/auth/permissions";
import { listVerificationRequests } from "@/lib/services/verifications/list-verification-requests";

export const metadata: Metadata = { title: "Verifications" };

const STATES = Object.entries(REQUEST_STATE_WORDS).map(([value, { label }]) => ({ value, label }));
const EXPIRING = [{ value: "true", label: "Within 30 days" }];

export default function VerificationsPage({ searchParams }: PageProps<"/verifications">) {
  return drawPage(async (context) => {
    const params = readParams(await searchParams, [
      ...(["search", "state", "expiring", "carrierId", "cursor"] as const),
    ]);
    const { cursor, ...filters } = params;
    const page = await listVerificationRequests(context, presentParams(params));
    const isFiltered = Object.values(filters).some((value) => value !== undefined);
    return (
      <>
        <PageHeader
          title="Verifications"
          description="Which Cradle numbers carriers have confirmed, so that they may be A-numbers there."
          actions={
            mayDo(context.actor, "verification.write") ? (
              <ButtonLink href="/verifications/new" look="primary">
                New request
              </ButtonLink>
            ) : null
          }
        />
        <FilterBar
          path="/verifications"
          search={{ name: "search", label: "Reference or number", value: filters.search }}
          filters={[
            { name: "state", label: "State", value: filters.state, options: STATES },
            { name: "expiring", label: "Ends", value: filters.expiring, options: EXPIRING },
          ]}
        />
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered ? "No request matches" : "No request yet"}>
            {isFiltered ? null : "A request asks one carrier to confirm that Cradle owns numbers."}
          </EmptyState>
        ) : (
          <RequestTable requests={page.items} />
        )}
        <Pager
          path="/verifications"
          params={filters}
          cursor={cursor}
          nextCursor={page.nextCursor}
        />
      </>
    );
  });
}
