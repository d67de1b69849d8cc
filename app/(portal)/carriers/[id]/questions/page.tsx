// What the carrier must tell us: asked in the call or by mail, and carried over to where it belongs.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { AnswerList } from "@/components/answers/answer-list";
import { AnswersForm } from "@/components/answers/answers-form";
import { CarryOverForm } from "@/components/answers/carry-over-form";
import { SendQuestionsForm } from "@/components/answers/send-questions-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { mayDo } from "@/lib/auth/permissions";
import { isAsked, openQuestions, QUESTIONS } from "@/lib/schemas/carrier-questions";
import { getCarrierAnswers } from "@/lib/services/answers/get-carrier-answers";
import { previewCarryOver } from "@/lib/services/answers/preview-carry-over";
import { loadCarrier } from "../../load-carrier";
import { carryOverAction, saveAnswersAction, sendQuestionsAction } from "./actions";

export const metadata: Metadata = { title: "Questions" };

export default function QuestionsPage({ params }: PageProps<"/carriers/[id]/questions">) {
  return drawPage(async (context) => {
    const { carrier, contacts } = await loadCarrier((await params).id);
    const carrierId = carrier.id;
    const path = `/carriers/${carrierId}/questions`;
    const [known, plan] = await Promise.all([
      getCarrierAnswers(context, { carrierId }),
      previewCarryOver(context, { carrierId }),
    ]);
    const may = carrier.state !== "closed" && mayDo(context.actor, "answers.write");
    const reachable = contacts.filter((contact) => contact.active && contact.email !== null);
    const asked = QUESTIONS.filter((question) => isAsked(question, known.answers)).length;
    const answered = asked - openQuestions(known.answers).length;
    return (
      <>
        <Section
          title="What the carrier must tell us"
          description={
            <>
              {`${answered} of ${asked} answered`}
              {known.updatedAt === null ? null : (
                <>
                  {`, last by ${known.updatedByName}, `}
                  <Timestamp at={known.updatedAt} />
                </>
              )}
              {". What is not known yet may stay empty."}
            </>
          }
          actions={
            <>
              {may && reachable.length > 0 ? (
                <SendQuestionsForm
                  action={sendQuestionsAction}
                  carrierId={carrierId}
                  contacts={reachable}
                />
              ) : null}
              {may ? (
                <ButtonLink size="sm" href={`${path}/import`}>
                  Read a returned table
                </ButtonLink>
              ) : null}
              <ButtonLink size="sm" href={`${path}/export`} prefetch={false}>
                Download table
              </ButtonLink>
            </>
          }
        >
          {may && reachable.length === 0 ? (
            <p className="mb-3 text-[0.8125rem] text-ink-soft">
              {"To ask by mail, add a contact with an e-mail address under "}
              <TextLink href={`/carriers/${carrierId}/contacts`}>Contacts and log</TextLink>.
            </p>
          ) : null}
          {may ? (
            <AnswersForm
              action={saveAnswersAction}
              carrierId={carrierId}
              version={known.version}
              answers={known.answers}
            />
          ) : (
            <AnswerList answers={known.answers} />
          )}
        </Section>
        <Section
          title="Carry over"
          description="What the saved answers would set up here. Nothing happens without a press."
        >
          {plan.items.length === 0 ? (
            <EmptyState title="Nothing to carry over yet">
              Save answers on addresses, gateways, requirements, contacts or limits first.
            </EmptyState>
          ) : (
            <CarryOverForm
              key={plan.version}
              action={may ? carryOverAction : null}
              carrierId={carrierId}
              version={plan.version}
              items={plan.items}
            />
          )}
        </Section>
      </>
    );
  });
}
