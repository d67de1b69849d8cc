// The saved views over a list, and the one that it opens with.
import "server-only";
import { redirect } from "next/navigation";
import {
  removeViewAction,
  saveViewAction,
  setDefaultViewAction,
  updateViewAction,
} from "@/app/(portal)/views/actions";
import type { ListAddress } from "@/components/data-table/list-address";
import { ViewBar } from "@/components/views/view-bar";
import { mayDo } from "@/lib/auth/permissions";
import type { ListName } from "@/lib/schemas/list-name";
import { listViews } from "@/lib/services/views/list-views";
import type { PageContext } from "./page-context";
import { readList } from "./read-list";
import type { SearchParams } from "./search-params";

const ACTIONS = {
  save: saveViewAction,
  update: updateViewAction,
  remove: removeViewAction,
  setDefault: setDefaultViewAction,
};

/** The list that the address asks for; a bare address leads to the view that the visitor chose to begin with. */
export async function openList(context: PageContext, name: ListName, params: SearchParams) {
  const list: ListAddress = readList(name, params);
  const views = await listViews(context, { list: name });
  const first = views.find((view) => view.isDefault);
  if (first !== undefined && Object.keys(params).length === 0) {
    redirect(`${list.path}?${first.query}${first.query === "" ? "" : "&"}view=${first.id}`);
  }
  const bar = (
    <ViewBar
      name={name}
      list={list}
      views={views}
      mayShare={mayDo(context.actor, "view.share")}
      actions={ACTIONS}
    />
  );
  return { list, bar };
}
