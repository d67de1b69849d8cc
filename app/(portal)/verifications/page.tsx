// Verification requests: found by carrier's reference, number, state and coming end.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
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
    const { list, bar } = await openList(context, "verifications", await searchParams);
    const { filters } = list;
    const page = await listVerificationRequests(context, { ...listQuery(list), count: "true" });
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
        {bar}
        <FilterBar
          path="/verifications"
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "search", label: "Reference or number", value: filters.search }}
          filters={[
            { name: "state", label: "State", value: filters.state, options: STATES },
            { name: "expiring", label: "Ends", value: filters.expiring, options: EXPIRING },
          ]}
        />
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No request matches" : "No request yet"}>
            {isFiltered(list)
              ? null
              : "A request asks one carrier to confirm that Cradle owns numbers."}
          </EmptyState>
        ) : (
          <RequestTable requests={page.items} sorting={sortingOf(list)} />
        )}
        <ListPager list={list} page={page} nouns={["request", "requests"]} />
      </>
    );
  });
}
