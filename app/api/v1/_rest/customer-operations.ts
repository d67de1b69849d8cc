// REST: customers, trunks and numbers.
import { CreateCustomer, Customer, ListCustomers, UpdateCustomer } from "@/lib/schemas/customer";
import { ById, ByVersion } from "@/lib/schemas/fields";
import { AddNumber, ListNumbers, PhoneNumber, UpdateNumber } from "@/lib/schemas/phone-number";
import { ChangeTrunkState, CreateTrunk, ListTrunks, Trunk, UpdateTrunk } from "@/lib/schemas/trunk";
import { TrunkGate } from "@/lib/schemas/trunk-gate";
import { createCustomer } from "@/lib/services/customers/create-customer";
import { getCustomer } from "@/lib/services/customers/get-customer";
import { listCustomers } from "@/lib/services/customers/list-customers";
import { updateCustomer } from "@/lib/services/customers/update-customer";
import { addNumber } from "@/lib/services/numbers/add-number";
import { listNumbers } from "@/lib/services/numbers/list-numbers";
import { removeNumber } from "@/lib/services/numbers/remove-number";
import { updateNumber } from "@/lib/services/numbers/update-number";
import { changeTrunkState } from "@/lib/services/trunks/change-trunk-state";
import { createTrunk } from "@/lib/services/trunks/create-trunk";
import { getTrunk } from "@/lib/services/trunks/get-trunk";
import { getTrunkGate } from "@/lib/services/trunks/get-trunk-gate";
import { listTrunks } from "@/lib/services/trunks/list-trunks";
import { updateTrunk } from "@/lib/services/trunks/update-trunk";
import { type Operation, operation } from "./operation";
import { CustomerDetail, NamedNumber, NamedTrunk, pageOf, TrunkDetail } from "./shapes";

export const customerOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/customers",
    tag: "Customers",
    summary: "List customers by name",
    verb: listCustomers,
    input: ListCustomers,
    output: pageOf(Customer),
  }),
  operation({
    method: "post",
    path: "/customers",
    tag: "Customers",
    summary: "Create a customer",
    verb: createCustomer,
    input: CreateCustomer,
    output: Customer,
  }),
  operation({
    method: "get",
    path: "/customers/{id}",
    tag: "Customers",
    summary: "Show a customer with trunks and numbers",
    verb: getCustomer,
    input: ById,
    output: CustomerDetail,
  }),
  operation({
    method: "patch",
    path: "/customers/{id}",
    tag: "Customers",
    summary: "Change a customer",
    verb: updateCustomer,
    input: UpdateCustomer,
    output: Customer,
  }),
  operation({
    method: "get",
    path: "/trunks",
    tag: "Trunks",
    summary: "List trunks",
    verb: listTrunks,
    input: ListTrunks,
    output: pageOf(NamedTrunk),
  }),
  operation({
    method: "post",
    path: "/trunks",
    tag: "Trunks",
    summary: "Create a trunk: one customer on one carrier",
    verb: createTrunk,
    input: CreateTrunk,
    output: Trunk,
  }),
  operation({
    method: "get",
    path: "/trunks/{id}",
    tag: "Trunks",
    summary: "Show a trunk with its FQDN, numbers and gates",
    verb: getTrunk,
    input: ById,
    output: TrunkDetail,
  }),
  operation({
    method: "get",
    path: "/trunks/{id}/gate",
    tag: "Trunks",
    summary: "Show every condition of a trunk's gates with its proof, and what is missing",
    verb: getTrunkGate,
    input: ById,
    output: TrunkGate,
  }),
  operation({
    method: "patch",
    path: "/trunks/{id}",
    tag: "Trunks",
    summary: "Change a trunk",
    verb: updateTrunk,
    input: UpdateTrunk,
    output: Trunk,
  }),
  operation({
    method: "post",
    path: "/trunks/{id}/state",
    tag: "Trunks",
    summary: "Take a trunk to another state",
    verb: changeTrunkState,
    input: ChangeTrunkState,
    output: Trunk,
  }),
  operation({
    method: "get",
    path: "/numbers",
    tag: "Numbers",
    summary: "List numbers",
    verb: listNumbers,
    input: ListNumbers,
    output: pageOf(NamedNumber),
  }),
  operation({
    method: "post",
    path: "/numbers",
    tag: "Numbers",
    summary: "Add a BYOC or Cradle number",
    verb: addNumber,
    input: AddNumber,
    output: PhoneNumber,
  }),
  operation({
    method: "patch",
    path: "/numbers/{id}",
    tag: "Numbers",
    summary: "Change a number",
    verb: updateNumber,
    input: UpdateNumber,
    output: PhoneNumber,
  }),
  operation({
    method: "delete",
    path: "/numbers/{id}",
    tag: "Numbers",
    summary: "Remove a number",
    verb: removeNumber,
    input: ByVersion,
    output: PhoneNumber,
  }),
];
