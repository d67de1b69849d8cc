// REST: carriers with their ACL entries and gateways.

import { z } from "zod";
import {
  AclChangePreview,
  AclReach,
  PreviewAclChange,
  PreviewAclEntry,
  SaveAclChange,
  SavedAclChange,
} from "@/lib/schemas/acl-change";
import {
  AclEntry,
  AddAclEntry,
  ListAclEntries,
  RemoveAclEntry,
  UpdateAclEntry,
} from "@/lib/schemas/acl-entry";
import { AclAsOf, AclHistory, GetAclAsOf, ListAclHistory } from "@/lib/schemas/acl-history";
import {
  Carrier,
  ChangeCarrierState,
  CreateCarrier,
  ListCarriers,
  ListRequirementChecks,
  RecordRequirement,
  RequirementCheck,
  RequirementCheckDetail,
  UpdateCarrier,
} from "@/lib/schemas/carrier";
import { ById, ByVersion } from "@/lib/schemas/fields";
import { AddGateway, Gateway, ListGateways, UpdateGateway } from "@/lib/schemas/gateway";
import { addAclEntry } from "@/lib/services/acl/add-acl-entry";
import { getAclAsOf } from "@/lib/services/acl/get-acl-as-of";
import { listAclEntries } from "@/lib/services/acl/list-acl-entries";
import { listAclHistory } from "@/lib/services/acl/list-acl-history";
import { previewAclChange } from "@/lib/services/acl/preview-acl-change";
import { previewAclEntry } from "@/lib/services/acl/preview-acl-entry";
import { removeAclEntry } from "@/lib/services/acl/remove-acl-entry";
import { saveAclChange } from "@/lib/services/acl/save-acl-change";
import { updateAclEntry } from "@/lib/services/acl/update-acl-entry";
import { changeCarrierState } from "@/lib/services/carriers/change-carrier-state";
import { createCarrier } from "@/lib/services/carriers/create-carrier";
import { getCarrier } from "@/lib/services/carriers/get-carrier";
import { listCarriers } from "@/lib/services/carriers/list-carriers";
import { updateCarrier } from "@/lib/services/carriers/update-carrier";
import { addGateway } from "@/lib/services/gateways/add-gateway";
import { listGateways } from "@/lib/services/gateways/list-gateways";
import { removeGateway } from "@/lib/services/gateways/remove-gateway";
import { updateGateway } from "@/lib/services/gateways/update-gateway";
import { listRequirementChecks } from "@/lib/services/requirements/list-requirement-checks";
import { recordRequirement } from "@/lib/services/requirements/record-requirement";
import { type Operation, operation } from "./operation";
import { CarrierDetail, CarrierSummary, pageOf } from "./shapes";

export const carrierOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/carriers",
    tag: "Carriers",
    summary: "List carriers by name",
    verb: listCarriers,
    input: ListCarriers,
    output: pageOf(CarrierSummary),
  }),
  operation({
    method: "post",
    path: "/carriers",
    tag: "Carriers",
    summary: "Create a carrier",
    verb: createCarrier,
    input: CreateCarrier,
    output: Carrier,
  }),
  operation({
    method: "get",
    path: "/carriers/{id}",
    tag: "Carriers",
    summary: "Show a carrier with all that belongs to it",
    verb: getCarrier,
    input: ById,
    output: CarrierDetail,
  }),
  operation({
    method: "patch",
    path: "/carriers/{id}",
    tag: "Carriers",
    summary: "Change a carrier",
    verb: updateCarrier,
    input: UpdateCarrier,
    output: Carrier,
  }),
  operation({
    method: "post",
    path: "/carriers/{id}/state",
    tag: "Carriers",
    summary: "Take a carrier to another state",
    verb: changeCarrierState,
    input: ChangeCarrierState,
    output: Carrier,
  }),
  operation({
    method: "get",
    path: "/carriers/{carrierId}/requirements",
    tag: "Carriers",
    summary: "List what a carrier is checked against, and what was found",
    verb: listRequirementChecks,
    input: ListRequirementChecks,
    output: z.array(RequirementCheckDetail),
  }),
  operation({
    method: "post",
    path: "/carriers/{carrierId}/requirements/{code}/state",
    tag: "Carriers",
    summary: "Record what a carrier declared of a requirement",
    verb: recordRequirement,
    input: RecordRequirement,
    output: RequirementCheck,
  }),
  operation({
    method: "get",
    path: "/acl-entries",
    tag: "ACL entries",
    summary: "List the ACL entries in force",
    verb: listAclEntries,
    input: ListAclEntries,
    output: pageOf(AclEntry),
  }),
  operation({
    method: "post",
    path: "/acl-entries",
    tag: "ACL entries",
    summary: "Accept calls of a carrier from an address or block",
    verb: addAclEntry,
    input: AddAclEntry,
    output: AclEntry,
  }),
  operation({
    method: "post",
    path: "/acl-entries/previews",
    tag: "ACL entries",
    summary: "Say whom one entry added, edited or removed would reach; nothing is stored",
    verb: previewAclEntry,
    input: PreviewAclEntry,
    output: AclReach,
  }),
  operation({
    method: "get",
    path: "/carriers/{carrierId}/acl-history",
    tag: "ACL entries",
    summary: "What was changed of a carrier's ACL",
    verb: listAclHistory,
    input: ListAclHistory,
    output: AclHistory,
  }),
  operation({
    method: "get",
    path: "/carriers/{carrierId}/acl-as-of",
    tag: "ACL entries",
    summary: "A carrier's ACL as it stood at a moment",
    verb: getAclAsOf,
    input: GetAclAsOf,
    output: AclAsOf,
  }),
  operation({
    method: "post",
    path: "/acl-changes/previews",
    tag: "ACL entries",
    summary: "Say what a list of addresses would make of a carrier's ACL; nothing is stored",
    verb: previewAclChange,
    input: PreviewAclChange,
    output: AclChangePreview,
    maxBodyBytes: 1_000_000,
  }),
  operation({
    method: "post",
    path: "/acl-changes",
    tag: "ACL entries",
    summary: "Make of a carrier's ACL what a preview has shown",
    verb: saveAclChange,
    input: SaveAclChange,
    output: SavedAclChange,
    maxBodyBytes: 1_000_000,
  }),
  operation({
    method: "patch",
    path: "/acl-entries/{id}",
    tag: "ACL entries",
    summary: "Change an ACL entry",
    verb: updateAclEntry,
    input: UpdateAclEntry,
    output: AclEntry,
  }),
  operation({
    method: "delete",
    path: "/acl-entries/{id}",
    tag: "ACL entries",
    summary: "Remove an ACL entry",
    verb: removeAclEntry,
    input: RemoveAclEntry,
    output: AclEntry,
  }),
  operation({
    method: "get",
    path: "/gateways",
    tag: "Gateways",
    summary: "List gateways",
    verb: listGateways,
    input: ListGateways,
    output: pageOf(Gateway),
  }),
  operation({
    method: "post",
    path: "/gateways",
    tag: "Gateways",
    summary: "Add a gateway to a carrier",
    verb: addGateway,
    input: AddGateway,
    output: Gateway,
  }),
  operation({
    method: "patch",
    path: "/gateways/{id}",
    tag: "Gateways",
    summary: "Change a gateway",
    verb: updateGateway,
    input: UpdateGateway,
    output: Gateway,
  }),
  operation({
    method: "delete",
    path: "/gateways/{id}",
    tag: "Gateways",
    summary: "Remove a gateway",
    verb: removeGateway,
    input: ByVersion,
    output: Gateway,
  }),
];
