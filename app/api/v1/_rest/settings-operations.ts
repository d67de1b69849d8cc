// REST: platform settings and our own addresses.
import { ByVersion } from "@/lib/schemas/fields";
import {
  AddCoreEndpoint,
  AddCoreSource,
  AddEgressAddress,
  AddLabNetwork,
  CoreEndpoint,
  EgressAddress,
  NamedBlock,
  PlatformSettings,
  UpdateCoreEndpoint,
  UpdateEgressAddress,
  UpdateSettings,
} from "@/lib/schemas/settings";
import { addCoreEndpoint } from "@/lib/services/settings/add-core-endpoint";
import { addCoreSource } from "@/lib/services/settings/add-core-source";
import { addEgressAddress } from "@/lib/services/settings/add-egress-address";
import { addLabNetwork } from "@/lib/services/settings/add-lab-network";
import { getSettings } from "@/lib/services/settings/get-settings";
import { removeCoreEndpoint } from "@/lib/services/settings/remove-core-endpoint";
import { removeCoreSource } from "@/lib/services/settings/remove-core-source";
import { removeEgressAddress } from "@/lib/services/settings/remove-egress-address";
import { removeLabNetwork } from "@/lib/services/settings/remove-lab-network";
import { updateCoreEndpoint } from "@/lib/services/settings/update-core-endpoint";
import { updateEgressAddress } from "@/lib/services/settings/update-egress-address";
import { updateSettings } from "@/lib/services/settings/update-settings";
import { type Operation, operation } from "./operation";
import { SettingsDetail } from "./shapes";

export const settingsOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/platform-settings",
    tag: "Platform settings",
    summary: "Show the platform settings with all our own addresses",
    verb: getSettings,
    input: null,
    output: SettingsDetail,
  }),
  operation({
    method: "patch",
    path: "/platform-settings",
    tag: "Platform settings",
    summary: "Change the platform settings",
    verb: updateSettings,
    input: UpdateSettings,
    output: PlatformSettings,
  }),
  operation({
    method: "post",
    path: "/platform-settings/egress-addresses",
    tag: "Platform settings",
    summary: "Add an address that Cradle sends from",
    verb: addEgressAddress,
    input: AddEgressAddress,
    output: EgressAddress,
  }),
  operation({
    method: "patch",
    path: "/platform-settings/egress-addresses/{id}",
    tag: "Platform settings",
    summary: "Change an egress address's label, or from when and until when it is used",
    verb: updateEgressAddress,
    input: UpdateEgressAddress,
    output: EgressAddress,
  }),
  operation({
    method: "delete",
    path: "/platform-settings/egress-addresses/{id}",
    tag: "Platform settings",
    summary: "Remove an egress address",
    verb: removeEgressAddress,
    input: ByVersion,
    output: EgressAddress,
  }),
  operation({
    method: "post",
    path: "/platform-settings/core-endpoints",
    tag: "Platform settings",
    summary: "Add a core endpoint, where terminated calls go",
    verb: addCoreEndpoint,
    input: AddCoreEndpoint,
    output: CoreEndpoint,
  }),
  operation({
    method: "patch",
    path: "/platform-settings/core-endpoints/{id}",
    tag: "Platform settings",
    summary: "Change a core endpoint",
    verb: updateCoreEndpoint,
    input: UpdateCoreEndpoint,
    output: CoreEndpoint,
  }),
  operation({
    method: "delete",
    path: "/platform-settings/core-endpoints/{id}",
    tag: "Platform settings",
    summary: "Remove a core endpoint",
    verb: removeCoreEndpoint,
    input: ByVersion,
    output: CoreEndpoint,
  }),
  operation({
    method: "post",
    path: "/platform-settings/core-sources",
    tag: "Platform settings",
    summary: "Add a source of originated calls",
    verb: addCoreSource,
    input: AddCoreSource,
    output: NamedBlock,
  }),
  operation({
    method: "delete",
    path: "/platform-settings/core-sources/{id}",
    tag: "Platform settings",
    summary: "Remove a core source",
    verb: removeCoreSource,
    input: ByVersion,
    output: NamedBlock,
  }),
  operation({
    method: "post",
    path: "/platform-settings/lab-networks",
    tag: "Platform settings",
    summary: "Allow a block that is not public in ACL entries",
    verb: addLabNetwork,
    input: AddLabNetwork,
    output: NamedBlock,
  }),
  operation({
    method: "delete",
    path: "/platform-settings/lab-networks/{id}",
    tag: "Platform settings",
    summary: "Remove a lab network",
    verb: removeLabNetwork,
    input: ByVersion,
    output: NamedBlock,
  }),
];
