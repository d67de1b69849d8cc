"use client";
// How a trunk treats calling numbers and identity headers, asked in questions, each answer with what it does to a call.
import { type ReactNode, useState } from "react";
import {
  CheckboxField,
  FieldGroup,
  FieldRow,
  SelectField,
  TextField,
} from "@/components/forms/fields";
import type { KnownValues } from "@/components/forms/known-values";
import type { TrunkValues } from "./trunk-fields";

interface HeaderQuestion {
  readonly name: "assertedIdentity" | "privacy" | "diversion" | "historyInfo";
  readonly label: string;
  readonly pass: string;
  readonly remove: string;
  readonly example: string;
}

/** In both directions alike. */
const HEADER_QUESTIONS: readonly HeaderQuestion[] = [
  {
    name: "assertedIdentity",
    label: "Who really calls, when the number is hidden? (P-Asserted-Identity)",
    pass: "The other side is told the caller's own number, as it is needed for tracing and emergencies",
    remove: "The other side learns the number from From alone, and nothing where that is anonymous",
    example: "P-Asserted-Identity: <sip:+6421555123@carrier.example>",
  },
  {
    name: "privacy",
    label: "Is the wish to hide the number passed on? (Privacy)",
    pass: "The other side is asked not to show the number to the called party",
    remove: "The wish is dropped: the other side may show a number that P-Asserted-Identity names",
    example: "Privacy: id",
  },
  {
    name: "diversion",
    label: "Who forwarded the call? (Diversion)",
    pass: "The other side sees from which number a call was forwarded",
    remove: "A forwarded call looks like any other",
    example: "Diversion: <sip:+6498879333@carrier.example>;reason=unconditional",
  },
  {
    name: "historyInfo",
    label: "By which numbers did the call come? (History-Info)",
    pass: "The other side sees every number that the call went by",
    remove: "The call's way stays hidden",
    example: "History-Info: <sip:+6498879333@carrier.example>;index=1",
  },
];

export interface TrunkTreatmentFieldsProps {
  /** Of a new trunk or a template some may not be known. */
  values?: KnownValues<TrunkValues>;
  prefix: string;
}

export function TrunkTreatmentFields({ values, prefix }: TrunkTreatmentFieldsProps) {
  return (
    <>
      <TextField
        name={`${prefix}longestCallSec`}
        label="Longest call in seconds"
        required
        inputMode="numeric"
        hint="A call that is up for longer is ended; 14400 is four hours"
        defaultValue={values?.longestCallSec?.toString() ?? "14400"}
      />
      <FieldGroup legend="Calling numbers">
        <InvalidANumberField prefix={prefix} first={values?.invalidANumber ?? "refuse"} />
        <CheckboxField
          name={`${prefix}acceptAnonymous`}
          label="Accept withheld A-numbers"
          hint={
            <>
              A call whose number is hidden, and that names no P-Asserted-Identity:{" "}
              <Line>From: "Anonymous" &lt;sip:anonymous@anonymous.invalid&gt;</Line>. Unticked it is
              refused with 433
            </>
          }
          defaultChecked={values?.acceptAnonymous ?? true}
        />
        <CheckboxField
          name={`${prefix}acceptForwarded`}
          label="Accept forwarded calls"
          hint="A foreign A-number passes when Diversion or History-Info shows an allowed number"
          defaultChecked={values?.acceptForwarded ?? false}
        />
        <CheckboxField
          name={`${prefix}allowRefer`}
          label="Allow REFER"
          hint="Whether a call that is up may be transferred by REFER"
          defaultChecked={values?.allowRefer ?? false}
        />
      </FieldGroup>
      <FieldGroup legend="Headers that say who calls" hint="The same in both directions.">
        <FieldRow>
          {HEADER_QUESTIONS.map((question) => (
            <HeaderField
              key={question.name}
              question={question}
              prefix={prefix}
              first={values?.[question.name] ?? "pass"}
            />
          ))}
        </FieldRow>
      </FieldGroup>
    </>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <code className="font-mono text-[0.75rem] wrap-anywhere">{children}</code>;
}

function InvalidANumberField({ prefix, first }: { prefix: string; first: string }) {
  const [answer, setAnswer] = useState(first);
  return (
    <SelectField
      name={`${prefix}invalidANumber`}
      label="A-number that is not E.164"
      required
      options={[
        { value: "refuse", label: "Refuse the call" },
        { value: "flag", label: "Accept and flag" },
      ]}
      hint={
        <>
          Such as <Line>From: &lt;sip:021555123@carrier.example&gt;</Line>, without + and country:{" "}
          {answer === "flag"
            ? "the call goes on, and its record says so"
            : "the call is refused with 403"}
        </>
      }
      defaultValue={first}
      onChange={setAnswer}
    />
  );
}

interface HeaderFieldProps {
  question: HeaderQuestion;
  prefix: string;
  first: string;
}

function HeaderField({ question, prefix, first }: HeaderFieldProps) {
  const [answer, setAnswer] = useState(first);
  const isPassed = answer !== "remove";
  return (
    <SelectField
      name={`${prefix}${question.name}`}
      label={question.label}
      required
      options={[
        { value: "pass", label: "Pass" },
        { value: "remove", label: "Remove" },
      ]}
      hint={
        <>
          {isPassed ? question.pass : question.remove}. {isPassed ? "Stays: " : "Taken out: "}
          <Line>{question.example}</Line>
        </>
      }
      defaultValue={first}
      onChange={setAnswer}
    />
  );
}
