"use server";
// What can be done to carriers, their ACL entries and gateways.
import { action } from "@/app/_server/action";
import { stateChange } from "@/app/_server/form-values";
import { onboardingInput } from "@/app/_server/onboarding-input";
import { addAclEntry } from "@/lib/services/acl/add-acl-entry";
import { previewAclEntry } from "@/lib/services/acl/preview-acl-entry";
import { removeAclEntry } from "@/lib/services/acl/remove-acl-entry";
import { updateAclEntry } from "@/lib/services/acl/update-acl-entry";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import { onboardCarrier } from "@/lib/services/carriers/onboard-carrier";
import { updateCarrier } from "@/lib/services/carriers/update-carrier";
import { addGateway } from "@/lib/services/gateways/add-gateway";
import { removeGateway } from "@/lib/services/gateways/remove-gateway";
import { updateGateway } from "@/lib/services/gateways/update-gateway";
import { recordRequirement } from "@/lib/services/requirements/record-requirement";
import { type AclChangeShown, aclChangeStep } from "./acl-change-step";

export const onboardCarrierAction = action({
  input: onboardingInput,
  run: onboardCarrier,
  goTo: ({ carrier }) => `/carriers/${carrier.id}`,
});
export const updateCarrierAction = action({ run: updateCarrier });
export const changeCarrierStateAction = action({
  input: stateChange,
  run: changeCarrierState,
});
export const recordRequirementAction = action({ run: recordRequirement });
export const previewAclEntryAction = action({
  run: previewAclEntry,
  asksOnly: true,
  show: (reach) => ({ preview: JSON.stringify(reach) }),
});
export const addAclEntryAction = action({ run: addAclEntry });
export const updateAclEntryAction = action({ run: updateAclEntry });
export const removeAclEntryAction = action({ run: removeAclEntry });
const showAclChange = (shown: AclChangeShown) => ({ ...shown });
export const previewAclChangeAction = action({
  run: aclChangeStep,
  asksOnly: true,
  show: showAclChange,
});
export const saveAclChangeAction = action({ run: aclChangeStep, show: showAclChange });
export const addGatewayAction = action({ run: addGateway });
export const updateGatewayAction = action({ run: updateGateway });
export const removeGatewayAction = action({ run: removeGateway });
