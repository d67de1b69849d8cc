// REST: contacts of carriers and customers.
import { AddContact, Contact, ListContacts, UpdateContact } from "@/lib/schemas/contact";
import { ByVersion } from "@/lib/schemas/fields";
import { addContact } from "@/lib/services/contacts/add-contact";
import { deactivateContact } from "@/lib/services/contacts/deactivate-contact";
import { listContacts } from "@/lib/services/contacts/list-contacts";
import { updateContact } from "@/lib/services/contacts/update-contact";
import { type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

export const partnerOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/contacts",
    tag: "Contacts",
    summary: "List contacts by name",
    verb: listContacts,
    input: ListContacts,
    output: pageOf(Contact),
  }),
  operation({
    method: "post",
    path: "/contacts",
    tag: "Contacts",
    summary: "Add a contact of a carrier or a customer",
    verb: addContact,
    input: AddContact,
    output: Contact,
  }),
  operation({
    method: "patch",
    path: "/contacts/{id}",
    tag: "Contacts",
    summary: "Change a contact",
    verb: updateContact,
    input: UpdateContact,
    output: Contact,
  }),
  operation({
    method: "delete",
    path: "/contacts/{id}",
    tag: "Contacts",
    summary: "Take a contact out of use",
    verb: deactivateContact,
    input: ByVersion,
    output: Contact,
  }),
];
