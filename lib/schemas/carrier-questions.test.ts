// The questions hang together, and each answer is held against its own.
import { expect, it } from "vitest";
import { REQUIREMENT_CODES } from "@/lib/lifecycle/requirement";
import { checkAnswer } from "./carrier-answers";
import {
  isAsked,
  openQuestions,
  QUESTION_GROUPS,
  QUESTIONS,
  questionOf,
} from "./carrier-questions";

const question = (id: string) => {
  const found = questionOf(id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
};

it("has each id once, in letters that survive every spreadsheet", () => {
  const ids = QUESTIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]+$/);
});

it("asks of every requirement once, with yes and no", () => {
  const asked = QUESTIONS.flatMap(({ requirement }) => requirement ?? []);
  expect(asked.toSorted()).toEqual([...REQUIREMENT_CODES].sort());
  for (const { requirement, choices } of QUESTIONS) {
    if (requirement) expect(choices?.map(({ value }) => value)).toEqual(["yes", "no"]);
  }
});

it("opens further questions by one that stands before them in the same group, and by an answer that it can have", () => {
  for (const { questions } of QUESTION_GROUPS) {
    for (const [place, { when }] of questions.entries()) {
      if (when === undefined) continue;
      const opener = questions.findIndex(({ id }) => id === when.id);
      expect(opener).toBeGreaterThanOrEqual(0);
      expect(opener).toBeLessThan(place);
      const values = questions[opener]?.choices?.map(({ value }) => value);
      for (const value of when.is) if (values) expect(values).toContain(value);
    }
  }
});

it("asks further questions by the answer alone", () => {
  const instead = question("format-to-us");
  expect(isAsked(instead, {})).toBe(false);
  expect(isAsked(instead, { "e164-to-us": "yes" })).toBe(false);
  expect(isAsked(instead, { "e164-to-us": "no" })).toBe(true);
  expect(isAsked(question("tls-certificate"), { transports: "UDP, TLS" })).toBe(true);
  expect(isAsked(question("tls-certificate"), { transports: "UDP" })).toBe(false);
});

it("counts what is asked and not answered", () => {
  const open = openQuestions({ "e164-to-us": "no" }).map(({ id }) => id);
  expect(open).toContain("format-to-us");
  expect(open).not.toContain("e164-to-us");
  expect(open).not.toContain("tls-certificate");
});

it.each([
  ["e164-to-us", "YES ", "yes"],
  ["dtmf", "RFC 4733 (telephone-event)", "rfc4733"],
  ["max-channels", " 030 ", "30"],
  ["source-addresses", "203.0.113.1\r\n203.0.113.2", "203.0.113.1\n203.0.113.2"],
  ["codecs", "", ""],
])("keeps the answer to %s %j as %j", (id, typed, value) => {
  expect(checkAnswer(question(id), typed)).toEqual({ ok: true, value });
});

it.each([
  ["e164-to-us", "perhaps", "one of: yes, no"],
  ["max-channels", "thirty", "whole number"],
  ["max-channels", "-1", "whole number"],
  ["codecs", "PCMA\nPCMU", "one line"],
  ["codecs", "a\u0000b", "control characters"],
  ["source-addresses", "x".repeat(4001), "at most 4000"],
])("refuses the answer to %s %j and names the right form", (id, typed, words) => {
  const answer = checkAnswer(question(id), typed);
  expect(answer).toMatchObject({ ok: false, message: expect.stringContaining(words) });
});
