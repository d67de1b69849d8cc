"use server";
// What can be done to saved views. Where they lead is the list itself.
import { action } from "@/app/_server/action";
import { LISTS } from "@/app/_server/lists";
import { ListName } from "@/lib/schemas/list-name";
import type { SavedView } from "@/lib/schemas/saved-view";
import { removeView } from "@/lib/services/views/remove-view";
import { saveView } from "@/lib/services/views/save-view";
import { setDefaultView } from "@/lib/services/views/set-default-view";
import { updateView } from "@/lib/services/views/update-view";

const opened = ({ id, list, query }: SavedView) =>
  `${LISTS[ListName.parse(list)].path}?${query}${query === "" ? "" : "&"}view=${id}`;
const whole = ({ list }: SavedView) => `${LISTS[ListName.parse(list)].path}?view=all`;

export const saveViewAction = action({ run: saveView, goTo: opened, keepsConfig: true });
export const updateViewAction = action({ run: updateView, goTo: opened, keepsConfig: true });
export const removeViewAction = action({ run: removeView, goTo: whole, keepsConfig: true });
export const setDefaultViewAction = action({ run: setDefaultView, keepsConfig: true });
