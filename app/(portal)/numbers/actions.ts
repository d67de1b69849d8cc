"use server";
// What can be done to numbers.
import { action } from "@/app/_server/action";
import { addNumber } from "@/lib/services/numbers/add-number";
import { removeNumber } from "@/lib/services/numbers/remove-number";
import { updateNumber } from "@/lib/services/numbers/update-number";

export const addNumberAction = action({ run: addNumber });
export const updateNumberAction = action({ run: updateNumber });
export const removeNumberAction = action({ run: removeNumber });
