"use server";
// What can be done to numbers.
import { action } from "@/app/_server/action";
import { addNumber } from "@/lib/services/numbers/add-number";
import { addNumberRange } from "@/lib/services/numbers/add-number-range";
import { removeNumber } from "@/lib/services/numbers/remove-number";
import { updateNumber } from "@/lib/services/numbers/update-number";
import { type ImportShown, importStep } from "./import-step";

const show = (shown: ImportShown) => ({ ...shown });

export const addNumberAction = action({ run: addNumber });
export const addNumberRangeAction = action({ run: addNumberRange });
export const updateNumberAction = action({ run: updateNumber });
export const removeNumberAction = action({ run: removeNumber });
export const previewImportAction = action({ run: importStep, asksOnly: true, show });
export const importAction = action({ run: importStep, show });
