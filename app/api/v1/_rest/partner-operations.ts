// REST: contacts of carriers and customers, what was sent to and received from them, and carriers' SIP credentials.
import { AddContact, Contact, ListContacts, UpdateContact } from "@/lib/schemas/contact";
import { Exchange, ListExchanges, NamedExchange, RecordExchange } from "@/lib/schemas/exchange";
import { ByVersion } from "@/lib/schemas/fields";
import {
  CredentialInUse,
  IssueCredential,
  IssuedCredential,
  ListCredentials,
  NoteCredentialHandOver,
  RetireCredential,
  RevokeCredential,
  SipCredential,
} from "@/lib/schemas/sip-credential";
import { addContact } from "@/lib/services/contacts/add-contact";
import { deactivateContact } from "@/lib/services/contacts/deactivate-contact";
import { listContacts } from "@/lib/services/contacts/list-contacts";
import { updateContact } from "@/lib/services/contacts/update-contact";
import { issueCredential } from "@/lib/services/credentials/issue-credential";
import { listCredentials } from "@/lib/services/credentials/list-credentials";
import { noteCredentialHandOver } from "@/lib/services/credentials/note-credential-hand-over";
import { retireCredential } from "@/lib/services/credentials/retire-credential";
import { revokeCredential } from "@/lib/services/credentials/revoke-credential";
import { listExchanges } from "@/lib/services/exchanges/list-exchanges";
import { recordExchange } from "@/lib/services/exchanges/record-exchange";
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
  operation({
    method: "get",
    path: "/credentials",
    tag: "SIP credentials",
    summary: "List SIP credentials, newest first, without passwords",
    verb: listCredentials,
    input: ListCredentials,
    output: pageOf(CredentialInUse),
  }),
  operation({
    method: "post",
    path: "/credentials",
    tag: "SIP credentials",
    summary: "Issue a SIP credential; the answer carries its password, this once",
    verb: issueCredential,
    input: IssueCredential,
    output: IssuedCredential,
  }),
  operation({
    method: "patch",
    path: "/credentials/{id}",
    tag: "SIP credentials",
    summary: "Note to whom a password was handed over",
    verb: noteCredentialHandOver,
    input: NoteCredentialHandOver,
    output: SipCredential,
  }),
  operation({
    method: "post",
    path: "/credentials/{id}/retirement",
    tag: "SIP credentials",
    summary: "Let a SIP credential end at a date",
    verb: retireCredential,
    input: RetireCredential,
    output: SipCredential,
  }),
  operation({
    method: "delete",
    path: "/credentials/{id}",
    tag: "SIP credentials",
    summary: "Revoke a SIP credential at once",
    verb: revokeCredential,
    input: RevokeCredential,
    output: SipCredential,
  }),
  operation({
    method: "get",
    path: "/exchanges",
    tag: "Exchanges",
    summary: "List what was sent and received, newest first",
    verb: listExchanges,
    input: ListExchanges,
    output: pageOf(NamedExchange),
  }),
  operation({
    method: "post",
    path: "/exchanges",
    tag: "Exchanges",
    summary: "Record what was sent to or received from a carrier or a customer",
    verb: recordExchange,
    input: RecordExchange,
    output: Exchange,
  }),
];
