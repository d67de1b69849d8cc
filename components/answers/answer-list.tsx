// What a carrier told of itself, to read.
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { type Answers, QUESTIONS } from "@/lib/schemas/carrier-questions";

export function AnswerList({ answers }: { answers: Answers }) {
  const facts = QUESTIONS.flatMap(({ id, ask, choices }) => {
    const answer = answers[id];
    if (answer === undefined) return [];
    const words = choices?.find(({ value }) => value === answer)?.label ?? answer;
    return [{ name: ask, value: <span className="whitespace-pre-line">{words}</span> }];
  });
  if (facts.length === 0) {
    return (
      <EmptyState title="Nothing is known yet">
        Somebody of onboarding fills this in with the carrier.
      </EmptyState>
    );
  }
  return <Facts facts={facts} />;
}
