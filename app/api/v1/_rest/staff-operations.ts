// REST: members of staff and API tokens.
import { z } from "zod";
import { ApiToken, CreateToken } from "@/lib/schemas/api-token";
import { ById, ByVersion } from "@/lib/schemas/fields";
import { ChangeRole, InviteStaff, StaffUser } from "@/lib/schemas/staff";
import { changeRole } from "@/lib/services/staff/change-role";
import { disableStaff } from "@/lib/services/staff/disable-staff";
import { enableStaff } from "@/lib/services/staff/enable-staff";
import { inviteStaff } from "@/lib/services/staff/invite-staff";
import { listStaff } from "@/lib/services/staff/list-staff";
import { createToken } from "@/lib/services/tokens/create-token";
import { listTokens } from "@/lib/services/tokens/list-tokens";
import { revokeToken } from "@/lib/services/tokens/revoke-token";
import { type Operation, operation } from "./operation";

export const staffOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/staff",
    tag: "Staff",
    summary: "List the accounts of staff",
    verb: listStaff,
    input: null,
    output: z.array(StaffUser),
  }),
  operation({
    method: "post",
    path: "/staff",
    tag: "Staff",
    summary: "Let someone in, by SSO or with a first password that is shown once",
    verb: inviteStaff,
    input: InviteStaff,
    output: StaffUser.extend({ firstPassword: z.string().nullable() }),
  }),
  operation({
    method: "patch",
    path: "/staff/{id}/role",
    tag: "Staff",
    summary: "Give someone else another role",
    verb: changeRole,
    input: ChangeRole,
    output: StaffUser,
  }),
  operation({
    method: "post",
    path: "/staff/{id}/disable",
    tag: "Staff",
    summary: "Shut an account and end its sessions",
    verb: disableStaff,
    input: ByVersion,
    output: StaffUser,
    status: 200,
  }),
  operation({
    method: "post",
    path: "/staff/{id}/enable",
    tag: "Staff",
    summary: "Open a disabled account again",
    verb: enableStaff,
    input: ByVersion,
    output: StaffUser,
    status: 200,
  }),
  operation({
    method: "get",
    path: "/tokens",
    tag: "API tokens",
    summary: "List API tokens without their secrets, newest first",
    verb: listTokens,
    input: null,
    output: z.array(ApiToken),
  }),
  operation({
    method: "post",
    path: "/tokens",
    tag: "API tokens",
    summary: "Make an API token; its secret is shown once",
    verb: createToken,
    input: CreateToken,
    output: z.object({ token: ApiToken, secret: z.string() }),
  }),
  operation({
    method: "delete",
    path: "/tokens/{id}",
    tag: "API tokens",
    summary: "Revoke an API token",
    verb: revokeToken,
    input: ById,
    output: ApiToken,
  }),
];
