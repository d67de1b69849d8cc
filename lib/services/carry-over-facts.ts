// What answers say of requirements, contacts and limits of a carrier.

import { arrowsBetween } from "@/lib/lifecycle/machine";
import { REQUIREMENT_MACHINE } from "@/lib/lifecycle/requirement";
import { type Answers, QUESTIONS } from "@/lib/schemas/carrier-questions";
import { AddContact } from "@/lib/schemas/contact";
import { updateCarrier } from "./carriers/update-carrier";
import { type CarryOverFacts, type PlannedItem, settled } from "./carry-over-item";
import { addContact } from "./contacts/add-contact";
import { recordRequirement } from "./requirements/record-requirement";

const STATE_WORDS = { met: "met", not_met: "not met" } as const;

/** Longest note that `recordRequirement` takes. */
const LONGEST_NOTE = 2000;

export function planRequirements({ carrier, answers }: CarryOverFacts): PlannedItem[] {
  return QUESTIONS.flatMap(({ id, ask, requirement: code }): PlannedItem[] => {
    const answer = answers[id];
    const check = carrier.requirementChecks.find((candidate) => candidate.code === code);
    if (code === undefined || answer === undefined || check === undefined) return [];
    const state = answer === "yes" ? "met" : "not_met";
    const item = {
      key: `requirement:${code}`,
      what: "requirement",
      title: `Record ${code} as ${STATE_WORDS[state]}`,
    } as const;
    if (check.state === state) return [settled({ ...item, verdict: "there", message: null })];
    if (check.state === "waived" && state === "not_met") {
      return [settled({ ...item, verdict: "there", message: "is waived" })];
    }
    if (arrowsBetween(REQUIREMENT_MACHINE, check.state, state).length === 0) {
      const message = `is ${check.state}: take that back on the page of the requirements first`;
      return [settled({ ...item, verdict: "wrong", message })];
    }
    const told = [`Told by the carrier: "${ask}" ${answer}.`, ...furtherWords(id, answers)];
    const note = [check.note, told.join(" ")].filter((text) => text !== "").join("\n");
    return [
      {
        item: { ...item, verdict: "new", message: told.slice(1).join(" ") || null },
        run: (ctx) =>
          recordRequirement(ctx, {
            ...{ carrierId: carrier.carrier.id, code, state, version: check.version },
            note: note.slice(0, LONGEST_NOTE),
          }),
      },
    ];
  });
}

/** What the carrier does instead, where it said no. */
function furtherWords(id: string, answers: Answers): string[] {
  return QUESTIONS.flatMap(({ id: further, when }) => {
    const answer = answers[further];
    const isInstead = when?.id === id && when.is.includes("no");
    return isInstead && answer !== undefined ? [answer.replaceAll("\n", "; ")] : [];
  });
}

const DESKS = [
  { role: "noc", name: "NOC" },
  { role: "escalation", name: "Escalation" },
  { role: "technical", name: "Technical contact" },
] as const;

export function planContacts({ carrier, answers }: CarryOverFacts): PlannedItem[] {
  return DESKS.flatMap(({ role, name: desk }): PlannedItem[] => {
    const said = {
      name: answers[`${role}-name`],
      email: answers[`${role}-email`],
      phone: answers[`${role}-phone`],
    };
    if (Object.values(said).every((answer) => answer === undefined)) return [];
    const contact = { role, name: said.name ?? desk, email: said.email, phone: said.phone };
    const item = {
      key: `contact:${role}`,
      what: "contact",
      title: `Add contact ${[contact.name, said.email, said.phone].filter(Boolean).join(", ")} (${desk})`,
    } as const;
    const parsed = AddContact.safeParse({ ...contact, carrierId: carrier.carrier.id });
    if (!parsed.success || (said.email === undefined && said.phone === undefined)) {
      const issue = parsed.error?.issues[0];
      const message = issue
        ? `${issue.path.join(".")}: ${issue.message}`
        : "an e-mail address or a phone number is needed";
      return [settled({ ...item, verdict: "wrong", message })];
    }
    const { email, phone } = parsed.data;
    const isThere = carrier.contacts.some(
      (known) =>
        known.active &&
        known.role === role &&
        (email === null || known.email?.toLowerCase() === email.toLowerCase()) &&
        (phone === null || known.phone === phone),
    );
    if (isThere) return [settled({ ...item, verdict: "there", message: null })];
    return [
      {
        item: { ...item, verdict: "new", message: null },
        run: (ctx) => addContact(ctx, { ...contact, carrierId: carrier.carrier.id }),
      },
    ];
  });
}

const LIMITS = [
  { id: "max-channels", field: "maxChannels", words: "channels" },
  { id: "max-calls-per-sec", field: "maxCallsPerSec", words: "calls per second" },
] as const;

/** Both at once: each on its own would make the other's version old. */
export function planLimits({ carrier: { carrier }, answers }: CarryOverFacts): PlannedItem[] {
  const said = LIMITS.filter(({ id }) => answers[id] !== undefined);
  if (said.length === 0) return [];
  const words = said.map(({ id, words: unit }) => `${answers[id]} ${unit}`).join(", ");
  const item = { key: "carrier:limits", what: "carrier", title: `Limit to ${words}` } as const;
  const wrong = said.find(({ id }) => Number(answers[id]) < 1 || Number(answers[id]) > 100_000);
  if (wrong !== undefined) {
    const message = `${wrong.words}: must be a whole number from 1 to 100000`;
    return [settled({ ...item, verdict: "wrong", message })];
  }
  if (said.every(({ id, field }) => carrier[field] === Number(answers[id]))) {
    return [settled({ ...item, verdict: "there", message: null })];
  }
  const was = said.map(({ field, words: unit }) => `${carrier[field] ?? "no limit of"} ${unit}`);
  const changes = Object.fromEntries(said.map(({ id, field }) => [field, Number(answers[id])]));
  return [
    {
      item: { ...item, verdict: "new", message: `instead of ${was.join(", ")}` },
      run: (ctx) => updateCarrier(ctx, { id: carrier.id, version: carrier.version, ...changes }),
    },
  ];
}

/** Numbers belong to a trunk, which the answers do not name. */
export function planNumbers({ answers }: CarryOverFacts): PlannedItem[] {
  const count = (answers["byoc-numbers"] ?? "").split("\n").filter((text) => text.trim()).length;
  if (count === 0) return [];
  return [
    settled({
      key: "numbers",
      what: "number",
      title: count === 1 ? "Add one number, or range" : `Add ${count} numbers or ranges`,
      verdict: "by-hand",
      message: "numbers belong to a trunk: import them there",
    }),
  ];
}
