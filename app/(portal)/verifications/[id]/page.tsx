// One verification request: its numbers with their outcomes, the carrier's answer, the letter and the evidence.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { AddDocumentForm } from "@/components/documents/add-document-form";
import { DocumentList } from "@/components/documents/document-list";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextField } from "@/components/forms/fields";
import { KeepFresh } from "@/components/layout/keep-fresh";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { AnswerForm } from "@/components/verifications/answer-form";
import { ItemTable } from "@/components/verifications/item-table";
import { SubmitRequestForm } from "@/components/verifications/submit-request-form";
import { REQUEST_STATE_WORDS } from "@/components/verifications/verification-words";
import { mayDo } from "@/lib/auth/permissions";
import { stateAt } from "@/lib/lifecycle/verification-request";
import { listContacts } from "@/lib/services/contacts/list-contacts";
import { getVerificationRequest } from "@/lib/services/verifications/get-verification-request";
import { uploadDocumentAction } from "../../documents/actions";
import {
  answerVerificationItemsAction,
  changeVerificationStateAction,
  submitVerificationRequestAction,
  withdrawVerificationRequestAction,
} from "../actions";

export const metadata: Metadata = { title: "Verification request" };

export default function VerificationRequestPage({ params }: PageProps<"/verifications/[id]">) {
  return drawPage(async (context) => {
    const { id } = await params;
    const detail = await getVerificationRequest(context, { id });
    const { request, carrierName, sentToName, state, documents } = detail;
    const items = detail.items.map((item) => ({ ...item, stateNow: stateAt(item, context.now()) }));
    const drafts = items.filter((item) => item.state === "draft");
    const asked = items.filter((item) => item.state === "submitted");
    const mayWrite = mayDo(context.actor, "verification.write");
    const { items: contacts } =
      drafts.length > 0 && mayWrite
        ? await listContacts(context, { carrierId: request.carrierId, active: true, limit: 100 })
        : { items: [] };
    const words = REQUEST_STATE_WORDS[state];
    const open = drafts.length + asked.length > 0;
    const isLetterDue =
      request.submittedAt !== null && documents.every((document) => document.purpose !== "loa");
    return (
      <>
        {isLetterDue ? <KeepFresh everySec={3} /> : null}
        <PageHeader
          title={request.reference}
          trail={[{ label: "Verifications", href: "/verifications" }]}
          aside={<Badge tone={words.tone}>{words.label}</Badge>}
          actions={
            mayWrite ? (
              open ? (
                <ConfirmDialog
                  open="Withdraw"
                  size="md"
                  title={`Withdraw ${request.reference}?`}
                  consequence="Everything that the carrier has not answered is withdrawn. What is verified stays so."
                >
                  <ConfirmForm
                    action={withdrawVerificationRequestAction}
                    submit="Withdraw request"
                    version={request.version}
                    hidden={{ id }}
                  >
                    <TextField name="note" label="Why" maxLength={2000} />
                  </ConfirmForm>
                </ConfirmDialog>
              ) : (
                <ButtonLink href={`/verifications/new?renew=${id}`}>Ask again</ButtonLink>
              )
            ) : null
          }
        />
        <Section title="Request">
          <Facts
            facts={[
              {
                name: "Carrier",
                value: <TextLink href={`/carriers/${request.carrierId}`}>{carrierName}</TextLink>,
              },
              {
                name: "Submitted",
                value:
                  request.submittedAt === null ? "not yet" : <Timestamp at={request.submittedAt} />,
              },
              {
                name: "Letter of authorisation",
                value: <TextLink href={`/verifications/${id}/letter`}>Read or print it</TextLink>,
              },
              ...(request.submittedAt === null
                ? []
                : [
                    {
                      name: "Letter mailed to",
                      value: sentToName ?? "nobody: download it below and send it yourself",
                    },
                  ]),
              { name: "Note on the letter", value: request.note || "none" },
              {
                name: "Audit trail",
                value: (
                  <TextLink href={`/audit?entityTable=verification_request&entityId=${id}`}>
                    What was done to it
                  </TextLink>
                ),
              },
            ]}
          />
        </Section>
        {drafts.length > 0 && mayWrite ? (
          <Section
            title="Submit to the carrier"
            description="All numbers that are still drafts, in one letter."
          >
            <SubmitRequestForm
              action={submitVerificationRequestAction}
              id={id}
              version={request.version}
              carrierId={request.carrierId}
              contacts={contacts.filter((contact) => contact.email !== null)}
            />
          </Section>
        ) : null}
        {asked.length > 0 && mayDo(context.actor, "verification.answer") ? (
          <Section
            title="The carrier’s answer"
            description="Recorded for all numbers at once, or differently for single ones."
          >
            <AnswerForm
              key={asked.map((item) => item.id).join()}
              action={answerVerificationItemsAction}
              items={asked}
            />
          </Section>
        ) : null}
        <Section
          title="Numbers"
          description="A number that changes customer has its verification revoked, and what is under way withdrawn."
        >
          <ItemTable items={items} action={mayWrite ? changeVerificationStateAction : null} />
        </Section>
        <Section
          title="Letter and evidence"
          actions={
            mayWrite ? (
              <AddDocumentForm
                action={uploadDocumentAction}
                owner={{ kind: "verificationRequestId", id }}
                open="Add evidence"
                title="Add evidence"
              />
            ) : null
          }
        >
          <DocumentList
            documents={documents}
            whenEmpty={
              isLetterDue
                ? "The letter is being drawn as PDF."
                : "The letter is drawn as PDF once the request is submitted."
            }
          />
        </Section>
      </>
    );
  });
}
