"use server";
// What can be done to trunks.
import { action } from "@/app/_server/action";
import { stateChange } from "@/app/_server/form-values";
import { changeTrunkState } from "@/lib/services/trunks/change-trunk-state";
import { createTrunk } from "@/lib/services/trunks/create-trunk";
import { updateTrunk } from "@/lib/services/trunks/update-trunk";

export const createTrunkAction = action({
  run: createTrunk,
  goTo: (trunk) => `/trunks/${trunk.id}`,
});
export const updateTrunkAction = action({ run: updateTrunk });
export const changeTrunkStateAction = action({
  input: stateChange,
  run: changeTrunkState,
});
