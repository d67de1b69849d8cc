"use server";
// What can be done to numbers.
import { action } from "@/app/_server/action";
import { addNumber } from "@/lib/services/numbers/add-number";
import { addNumberRange } from "@/lib/services/numbers/add-number-range";
import { removeNumber } from "@/lib/services/numbers/remove-number";
import { updateNumber } from "@/lib/services/numbers/update-number";
import { importStep } from "./import-step";

export const addNumberAction = action({ run: addNumber });
export const addNumberRangeAction = action({ run: addNumberRange });
export const updateNumberAction = action({ run: updateNumber });
export const removeNumberAction = action({ run: removeNumber });
export const importStepAction = action({ run: importStep, show: (shown) => ({ ...shown }) });
