// What a carrier must tell us, as it is asked in a call, in a mail and in a table: the questions in their order.
import type { RequirementCode } from "@/lib/lifecycle/requirement";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Question {
  /** Stands in the store and in tables that carriers fill in: never changes. */
  readonly id: string;
  readonly ask: string;
  readonly hint: string;
  readonly kind: "text" | "lines" | "choice" | "number";
  readonly choices?: readonly Choice[];
  /** Asked only where the answer to another question of the same group is one of these. */
  readonly when?: { readonly id: string; readonly is: readonly string[] };
  /** What yes and no say of a requirement. */
  readonly requirement?: RequirementCode;
}

export interface QuestionGroup {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly Question[];
}

const YES_NO: readonly Choice[] = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

function yesNo(
  id: string,
  ask: string,
  more: { hint?: string; requirement?: RequirementCode } = {},
): Question {
  return { hint: "", ...more, id, ask, kind: "choice", choices: YES_NO };
}

function person(id: string, desk: string): Question[] {
  return [
    { id: `${id}-name`, ask: `${desk}: name`, hint: "A person or a desk", kind: "text" },
    { id: `${id}-email`, ask: `${desk}: e-mail address`, hint: "", kind: "text" },
    {
      id: `${id}-phone`,
      ask: `${desk}: phone number`,
      hint: "With + and country code, such as +6498879333",
      kind: "text",
    },
  ];
}

export const QUESTION_GROUPS: readonly QuestionGroup[] = [
  {
    id: "sources",
    title: "Where your calls to us come from",
    questions: [
      yesNo("direct-sip", "Do you exchange SIP with us directly, with nobody in between?", {
        requirement: "DIRECT_SIP",
      }),
      yesNo("fixed-sources", "Do your calls come from a fixed set of addresses?", {
        requirement: "FIXED_SOURCE_ADDRESSES",
      }),
      {
        id: "source-addresses",
        ask: "From which addresses?",
        hint: "One address or block a line, a few words after it if you like: 203.0.113.10 main switch",
        kind: "lines",
        when: { id: "fixed-sources", is: ["yes"] },
      },
      {
        id: "source-changes",
        ask: "How and how long before do you tell us that they change?",
        hint: "",
        kind: "text",
        when: { id: "fixed-sources", is: ["yes"] },
      },
      {
        id: "sources-instead",
        ask: "Where do they come from instead?",
        hint: "",
        kind: "lines",
        when: { id: "fixed-sources", is: ["no"] },
      },
      yesNo("invite-to-fqdn", "Do you send INVITEs to the FQDN we give you, not to an address?", {
        requirement: "INVITE_TO_FQDN",
        hint: "The FQDN stands in the Request-URI; its addresses may change at any time",
      }),
    ],
  },
  {
    id: "gateways",
    title: "Where we send calls to you",
    questions: [
      {
        id: "gateways",
        ask: "To which hosts, ports and transports do we send calls?",
        hint: "One a line, in the order in which to try them: sip1.carrier.example:5060 udp",
        kind: "lines",
      },
      {
        id: "gateway-order",
        ask: "How do we choose among them?",
        hint: "",
        kind: "choice",
        choices: [
          { value: "in-order", label: "In that order, the next when one fails" },
          { value: "shared", label: "Calls are shared among all" },
        ],
      },
      yesNo("options-answered", "Do they answer OPTIONS?", {
        hint: "We send one every 30 seconds or so to see whether a gateway is up",
      }),
      {
        id: "options-sent",
        ask: "How often do you send OPTIONS to us?",
        hint: "Never, or every so many seconds",
        kind: "text",
      },
      {
        id: "transports",
        ask: "Which transports can you use?",
        hint: "udp, tcp, tls",
        kind: "text",
      },
      {
        id: "tls-certificate",
        ask: "Which name does your TLS certificate have, and who issued it?",
        hint: "",
        kind: "text",
        when: { id: "transports", is: ["tls"] },
      },
    ],
  },
  {
    id: "authentication",
    title: "Proving who calls",
    questions: [
      yesNo("acl-by-fqdn", "Do you let us in by FQDN and addresses, without registration?", {
        requirement: "ACL_AUTH",
        hint: "We send from a fixed FQDN and a known set of addresses",
      }),
      {
        id: "acl-instead",
        ask: "What do you need instead?",
        hint: "",
        kind: "lines",
        when: { id: "acl-by-fqdn", is: ["no"] },
      },
      yesNo("digest", "Can you answer a digest challenge with a username and password?", {
        requirement: "DIGEST",
        hint: "On top of the addresses; we give you both",
      }),
      {
        id: "digest-algorithms",
        ask: "With which algorithms?",
        hint: "",
        kind: "choice",
        choices: [
          { value: "sha-256", label: "SHA-256" },
          { value: "md5", label: "MD5 alone" },
        ],
        when: { id: "digest", is: ["yes"] },
      },
    ],
  },
  {
    id: "format",
    title: "How numbers are written",
    questions: [
      yesNo("e164-to-us", "Do you send every number in full E.164 with +?", {
        requirement: "E164_TERMINATION",
        hint: "Such as +6498879333, called and calling",
      }),
      {
        id: "format-to-us",
        ask: "How do you write them instead?",
        hint: "An example of each, called and calling",
        kind: "lines",
        when: { id: "e164-to-us", is: ["no"] },
      },
      yesNo("e164-from-us", "Do you take every number in full E.164 with +?", {
        requirement: "E164_ORIGINATION",
      }),
      {
        id: "format-from-us",
        ask: "How must we write them instead?",
        hint: "An example of each, called and calling",
        kind: "lines",
        when: { id: "e164-from-us", is: ["no"] },
      },
    ],
  },
  {
    id: "a-number",
    title: "The A-number",
    questions: [
      yesNo("a-number-to-us", "Does the caller's number reach us unchanged?", {
        requirement: "A_NUMBER_TERMINATION",
      }),
      {
        id: "a-number-header",
        ask: "In which header do you send it?",
        hint: "",
        kind: "choice",
        choices: [
          { value: "from", label: "From" },
          { value: "p-asserted-identity", label: "P-Asserted-Identity" },
          { value: "both", label: "Both" },
        ],
      },
      yesNo("a-number-from-us", "Does the number that we send reach the called party unchanged?", {
        requirement: "A_NUMBER_ORIGINATION",
      }),
      yesNo("cradle-numbers", "Can numbers that Cradle supplies pass as A-numbers?", {
        requirement: "CRADLE_A_NUMBERS",
        hint: "Once you have confirmed that they are ours",
      }),
      {
        id: "loa-contents",
        ask: "What must a letter of authorisation contain?",
        hint: "",
        kind: "lines",
        when: { id: "cradle-numbers", is: ["yes"] },
      },
      {
        id: "loa-to",
        ask: "Whom is it sent to?",
        hint: "",
        kind: "text",
        when: { id: "cradle-numbers", is: ["yes"] },
      },
      {
        id: "loa-days",
        ask: "How many days does the confirmation take?",
        hint: "",
        kind: "number",
        when: { id: "cradle-numbers", is: ["yes"] },
      },
    ],
  },
  {
    id: "media",
    title: "Speech and tones",
    questions: [
      {
        id: "codecs",
        ask: "Which codecs, the best first?",
        hint: "Such as PCMA, PCMU, G722",
        kind: "text",
      },
      {
        id: "dtmf",
        ask: "How are DTMF tones sent?",
        hint: "",
        kind: "choice",
        choices: [
          { value: "rfc4733", label: "RFC 4733 (telephone-event)" },
          { value: "in-band", label: "In band" },
          { value: "info", label: "SIP INFO" },
        ],
      },
    ],
  },
  {
    id: "limits",
    title: "How much you take",
    questions: [
      {
        id: "max-channels",
        ask: "How many calls at a time?",
        hint: "Both directions together",
        kind: "number",
      },
      {
        id: "max-calls-per-sec",
        ask: "How many new calls per second?",
        hint: "",
        kind: "number",
      },
    ],
  },
  {
    id: "people",
    title: "Whom we call",
    questions: [
      ...person("noc", "NOC"),
      ...person("escalation", "Escalation"),
      ...person("technical", "Technical contact for the set-up"),
      {
        id: "maintenance-window",
        ask: "When is your maintenance window?",
        hint: "Days, hours and time zone, and how you announce work",
        kind: "text",
      },
    ],
  },
  {
    id: "tests",
    title: "Test calls and numbers",
    questions: [
      {
        id: "test-window",
        ask: "When can we make test calls together?",
        hint: "Days, hours and time zone",
        kind: "text",
      },
      {
        id: "test-numbers",
        ask: "Which numbers may we call for tests, and who answers there?",
        hint: "",
        kind: "lines",
      },
      {
        id: "byoc-numbers",
        ask: "Which numbers will you route to us?",
        hint: "One number a line, or first and last of a range",
        kind: "lines",
      },
    ],
  },
];

export const QUESTIONS: readonly Question[] = QUESTION_GROUPS.flatMap(({ questions }) => questions);

/** Question's id → answer; without an answer, left out. */
export type Answers = Readonly<Record<string, string>>;

const BY_ID = new Map(QUESTIONS.map((question) => [question.id, question]));

/** The question of that id, or undefined. */
export function questionOf(id: string): Question | undefined {
  return BY_ID.get(id);
}

/** Whether a question is asked, by what was answered so far. Of several words in an answer one is enough. */
export function isAsked({ when }: Question, answers: Answers): boolean {
  if (when === undefined) return true;
  const words = (answers[when.id] ?? "").toLowerCase().split(/[^a-z0-9-]+/);
  return when.is.some((value) => words.includes(value));
}

/** Questions that are asked and have no answer yet. */
export function openQuestions(answers: Answers): Question[] {
  return QUESTIONS.filter(
    (question) => isAsked(question, answers) && (answers[question.id] ?? "") === "",
  );
}
