// The numbers: found by digits, label and kind.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { presentParams, readParams } from "@/app/_server/search-params";
import { FilterBar } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { AddNumberForm } from "@/components/numbers/add-number-form";
import { AddRangeForm } from "@/components/numbers/add-range-form";
import { NUMBER_KIND_WORDS, NumberList } from "@/components/numbers/number-list";
import { ButtonLink, buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { PageHeader } from "@/components/ui/page-header";
import { mayDo } from "@/lib/auth/permissions";
import { listNumbers } from "@/lib/services/numbers/list-numbers";
import {
  addNumberAction,
  addNumberRangeAction,
  removeNumberAction,
  updateNumberAction,
} from "./actions";
import { NUMBER_FILTERS } from "./number-filters";

export const metadata: Metadata = { title: "Numbers" };

const KINDS = Object.entries(NUMBER_KIND_WORDS).map(([value, label]) => ({ value, label }));

export default function NumbersPage({ searchParams }: PageProps<"/numbers">) {
  return drawPage(async (context) => {
    const params = readParams(await searchParams, [...NUMBER_FILTERS, "cursor"]);
    const { cursor, ...filters } = params;
    const page = await listNumbers(context, presentParams(params));
    const mayWrite = mayDo(context.actor, "number.write");
    const isFiltered = Object.values(filters).some((value) => value !== undefined);
    return (
      <>
        <PageHeader
          title="Numbers"
          actions={
            <>
              {page.items.length === 0 ? null : (
                <a
                  href={`/numbers/export?${new URLSearchParams(presentParams(filters))}`}
                  download
                  className={buttonStyle()}
                >
                  Export as CSV
                </a>
              )}
              {mayWrite ? (
                <>
                  <ButtonLink href="/numbers/import">Import</ButtonLink>
                  <FormDialog open="Add range" size="md" title="Add a range of numbers">
                    <AddRangeForm action={addNumberRangeAction} />
                  </FormDialog>
                  <FormDialog open="Add number" look="primary" size="md" title="Add number">
                    <AddNumberForm action={addNumberAction} />
                  </FormDialog>
                </>
              ) : null}
            </>
          }
        />
        <FilterBar
          path="/numbers"
          search={{ name: "search", label: "Search by digits or label", value: filters.search }}
          filters={[{ name: "kind", label: "Kind", value: filters.kind, options: KINDS }]}
        />
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered ? "No number matches" : "No number yet"} />
        ) : (
          <NumberList
            numbers={page.items}
            actions={mayWrite ? { update: updateNumberAction, remove: removeNumberAction } : null}
          />
        )}
        <Pager path="/numbers" params={filters} cursor={cursor} nextCursor={page.nextCursor} />
      </>
    );
  });
}
