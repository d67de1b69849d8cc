"use server";
// What can be done to the platform's settings and Cradle's own addresses.
import { action } from "@/app/_server/action";
import { addCoreEndpoint } from "@/lib/services/settings/add-core-endpoint";
import { addCoreSource } from "@/lib/services/settings/add-core-source";
import { addEgressAddress } from "@/lib/services/settings/add-egress-address";
import { addLabNetwork } from "@/lib/services/settings/add-lab-network";
import { removeCoreEndpoint } from "@/lib/services/settings/remove-core-endpoint";
import { removeCoreSource } from "@/lib/services/settings/remove-core-source";
import { removeEgressAddress } from "@/lib/services/settings/remove-egress-address";
import { removeLabNetwork } from "@/lib/services/settings/remove-lab-network";
import { updateCoreEndpoint } from "@/lib/services/settings/update-core-endpoint";
import { updateEgressAddress } from "@/lib/services/settings/update-egress-address";
import { updateSettings } from "@/lib/services/settings/update-settings";

export const updateSettingsAction = action({ run: updateSettings });
export const addEgressAddressAction = action({ run: addEgressAddress });
export const removeEgressAddressAction = action({ run: removeEgressAddress });
export const updateEgressAddressAction = action({ run: updateEgressAddress });
export const addCoreEndpointAction = action({ run: addCoreEndpoint });
export const updateCoreEndpointAction = action({ run: updateCoreEndpoint });
export const removeCoreEndpointAction = action({ run: removeCoreEndpoint });
export const addCoreSourceAction = action({ run: addCoreSource });
export const removeCoreSourceAction = action({ run: removeCoreSource });
export const addLabNetworkAction = action({ run: addLabNetwork });
export const removeLabNetworkAction = action({ run: removeLabNetwork });
