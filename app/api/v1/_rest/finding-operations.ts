// REST: finding things.
import { z } from "zod";
import { textAnswer } from "@/app/_server/file-answer";
import { ByVersion } from "@/lib/schemas/fields";
import { ExportList } from "@/lib/schemas/list-name";
import {
  ListViews,
  SavedView,
  SaveView,
  SetDefaultView,
  UpdateView,
  ViewOfActor,
} from "@/lib/schemas/saved-view";
import { SearchAll, SearchAnswer } from "@/lib/schemas/search";
import { exportList } from "@/lib/services/exports/export-list";
import { searchAll } from "@/lib/services/search/search-all";
import { listViews } from "@/lib/services/views/list-views";
import { removeView } from "@/lib/services/views/remove-view";
import { saveView } from "@/lib/services/views/save-view";
import { setDefaultView } from "@/lib/services/views/set-default-view";
import { updateView } from "@/lib/services/views/update-view";
import { download, type Operation, operation } from "./operation";

export const findingOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/search",
    tag: "Search",
    summary:
      "Find carriers, customers, trunks, numbers, addresses, quotes and calls by what is pasted",
    verb: searchAll,
    input: SearchAll,
    output: SearchAnswer,
  }),
  download({
    path: "/exports/{list}",
    tag: "Search",
    summary: "Download a list as CSV, with the filter and sort of the list itself",
    verb: exportList,
    input: ExportList,
    answer: (pieces) => textAnswer({ fileName: "export.csv", contentType: "text/csv" }, pieces),
  }),
  operation({
    method: "get",
    path: "/views",
    tag: "Views",
    summary: "List the token's saved views and those shared with all",
    verb: listViews,
    input: ListViews,
    output: z.array(ViewOfActor),
  }),
  operation({
    method: "post",
    path: "/views",
    tag: "Views",
    summary: "Keep a list's filter and order under a name",
    verb: saveView,
    input: SaveView,
    output: SavedView,
  }),
  operation({
    method: "patch",
    path: "/views/{id}",
    tag: "Views",
    summary: "Change a saved view",
    verb: updateView,
    input: UpdateView,
    output: SavedView,
  }),
  operation({
    method: "delete",
    path: "/views/{id}",
    tag: "Views",
    summary: "Remove a saved view",
    verb: removeView,
    input: ByVersion,
    output: SavedView,
  }),
  operation({
    method: "post",
    path: "/default-views",
    tag: "Views",
    summary: "Choose the view that a list opens with",
    verb: setDefaultView,
    input: SetDefaultView,
    output: z.object({ list: z.string(), viewId: z.string().nullable() }),
    status: 200,
  }),
];
