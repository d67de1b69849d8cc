// REST: carrier templates.
import { z } from "zod";
import {
  CarrierTemplate,
  CreateCarrierTemplate,
  SaveCarrierAsTemplate,
  UpdateCarrierTemplate,
} from "@/lib/schemas/carrier-template";
import { ByVersion } from "@/lib/schemas/fields";
import { createCarrierTemplate } from "@/lib/services/carrier-templates/create-carrier-template";
import { listCarrierTemplates } from "@/lib/services/carrier-templates/list-carrier-templates";
import { removeCarrierTemplate } from "@/lib/services/carrier-templates/remove-carrier-template";
import { saveCarrierAsTemplate } from "@/lib/services/carrier-templates/save-carrier-as-template";
import { updateCarrierTemplate } from "@/lib/services/carrier-templates/update-carrier-template";
import { type Operation, operation } from "./operation";

const TAG = "Carrier templates";

export const templateOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/carrier-templates",
    tag: TAG,
    summary: "List the carrier templates by name",
    verb: listCarrierTemplates,
    input: null,
    output: z.array(CarrierTemplate),
  }),
  operation({
    method: "post",
    path: "/carrier-templates",
    tag: TAG,
    summary: "Make a carrier template",
    verb: createCarrierTemplate,
    input: CreateCarrierTemplate,
    output: CarrierTemplate,
  }),
  operation({
    method: "post",
    path: "/carriers/{carrierId}/template",
    tag: TAG,
    summary: "Make a template of a carrier's settings",
    verb: saveCarrierAsTemplate,
    input: SaveCarrierAsTemplate,
    output: CarrierTemplate,
  }),
  operation({
    method: "patch",
    path: "/carrier-templates/{id}",
    tag: TAG,
    summary: "Change a carrier template",
    verb: updateCarrierTemplate,
    input: UpdateCarrierTemplate,
    output: CarrierTemplate,
  }),
  operation({
    method: "delete",
    path: "/carrier-templates/{id}",
    tag: TAG,
    summary: "Remove a carrier template",
    verb: removeCarrierTemplate,
    input: ByVersion,
    output: CarrierTemplate,
  }),
];
