// The numbers: found by digits, label and kind.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { openList } from "@/app/_server/list-views";
import { FilterBar } from "@/components/data-table/filter-bar";
import { isFiltered, listQuery, sortingOf } from "@/components/data-table/list-address";
import { ListPager } from "@/components/data-table/list-pager";
import { AddNumberForm } from "@/components/numbers/add-number-form";
import { AddRangeForm } from "@/components/numbers/add-range-form";
import { NUMBER_KIND_WORDS, NumberList } from "@/components/numbers/number-list";
import { ButtonLink } from "@/components/ui/button";
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

export const metadata: Metadata = { title: "Numbers" };

const KINDS = Object.entries(NUMBER_KIND_WORDS).map(([value, label]) => ({ value, label }));

export default function NumbersPage({ searchParams }: PageProps<"/numbers">) {
  return drawPage(async (context) => {
    const { list, bar } = await openList(context, "numbers", await searchParams);
    const { filters } = list;
    const page = await listNumbers(context, { ...listQuery(list), count: "true" });
    const mayWrite = mayDo(context.actor, "number.write");
    return (
      <>
        <PageHeader
          title="Numbers"
          actions={
            mayWrite ? (
              <>
                <ButtonLink href="/numbers/import">Import</ButtonLink>
                <FormDialog open="Add range" size="md" title="Add a range of numbers">
                  <AddRangeForm action={addNumberRangeAction} />
                </FormDialog>
                <FormDialog open="Add number" look="primary" size="md" title="Add number">
                  <AddNumberForm action={addNumberAction} />
                </FormDialog>
              </>
            ) : null
          }
        />
        {bar}
        <FilterBar
          path="/numbers"
          kept={{ sort: list.sort, limit: list.limit, view: list.view }}
          search={{ name: "search", label: "Search by digits or label", value: filters.search }}
          filters={[{ name: "kind", label: "Kind", value: filters.kind, options: KINDS }]}
        />
        {page.items.length === 0 ? (
          <EmptyState title={isFiltered(list) ? "No number matches" : "No number yet"} />
        ) : (
          <NumberList
            numbers={page.items}
            sorting={sortingOf(list)}
            actions={mayWrite ? { update: updateNumberAction, remove: removeNumberAction } : null}
          />
        )}
        <ListPager list={list} page={page} nouns={["number", "numbers"]} />
      </>
    );
  });
}
