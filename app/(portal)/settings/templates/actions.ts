"use server";
// What can be done to carrier templates.
import { action } from "@/app/_server/action";
import { templateInput } from "@/app/_server/template-input";
import { createCarrierTemplate } from "@/lib/services/carrier-templates/create-carrier-template";
import { removeCarrierTemplate } from "@/lib/services/carrier-templates/remove-carrier-template";
import { saveCarrierAsTemplate } from "@/lib/services/carrier-templates/save-carrier-as-template";
import { updateCarrierTemplate } from "@/lib/services/carrier-templates/update-carrier-template";

export const createTemplateAction = action({ input: templateInput, run: createCarrierTemplate });
export const updateTemplateAction = action({ input: templateInput, run: updateCarrierTemplate });
export const removeTemplateAction = action({ run: removeCarrierTemplate });
export const saveAsTemplateAction = action({
  run: saveCarrierAsTemplate,
  goTo: () => "/settings/templates",
});
