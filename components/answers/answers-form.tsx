"use client";
// What a carrier must tell us, to fill in during the call: questions in words, further ones opened by the answer.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FieldGroup } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { useFormContext } from "@/components/forms/form-context";
import { classNames } from "@/components/ui/class-names";
import { type Answers, isAsked, QUESTION_GROUPS, QUESTIONS } from "@/lib/schemas/carrier-questions";
import { answerName, QuestionField } from "./question-field";

export interface AnswersFormProps {
  action: FormAction;
  carrierId: string;
  version: number;
  answers: Answers;
}

export function AnswersForm({ action, carrierId, version, answers }: AnswersFormProps) {
  return (
    <ActionForm
      action={action}
      label="What the carrier must tell us"
      version={version}
      hidden={{ carrierId }}
    >
      <Questions answers={answers} />
      <div className="sticky bottom-0 -mx-3 border-t border-line bg-surface px-3 py-2 sm:-mx-4 sm:px-4">
        <FormButtons submit="Save answers" />
      </div>
    </ActionForm>
  );
}

/** In a part of its own: a form drawn anew, after somebody else's edit, starts from the values it was given. */
function Questions({ answers }: { answers: Answers }) {
  const { values } = useFormContext();
  const [given, setGiven] = useState<Answers>(() =>
    values === null
      ? answers
      : Object.fromEntries(QUESTIONS.map(({ id }) => [id, values[answerName(id)] ?? ""])),
  );
  return QUESTION_GROUPS.map(({ id, title, questions }) => (
    <FieldGroup key={id} legend={title}>
      {/* Question, answer and hint of neighbours stand in rows of their own, however long a question is. */}
      <div
        className={classNames(
          "grid grid-cols-1 items-start gap-x-3",
          id === "people" ? "sm:grid-cols-3" : "sm:grid-cols-2",
        )}
      >
        {questions.map((question) => (
          <QuestionField
            key={question.id}
            question={question}
            answer={answers[question.id] ?? ""}
            isAsked={isAsked(question, given)}
            onChange={(answer) => setGiven((before) => ({ ...before, [question.id]: answer }))}
          />
        ))}
      </div>
    </FieldGroup>
  ));
}
