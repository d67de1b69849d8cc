// The mail about a contradiction: what, where and what to do; nothing of what the carrier sent.
import { expect, it } from "vitest";
import { contradictionMail } from "./contradiction-mail";

const at = new Date("2030-01-31T09:05:07Z");
const parts = {
  carrierName: "Kererū Networks",
  check: { carrierId: "c1", code: "INVITE_TO_FQDN", checkedAt: new Date("2030-01-30T10:00:00Z") },
  seen: { kind: "to-address", callRecordId: "r1", lastSeenAt: at },
  link: (path: string) => `https://byoc.example.com${path}`,
};

it("names the requirement, what was seen, the call and what to do", () => {
  const { subject, textBody } = contradictionMail(parts);
  expect(subject).toBe("Cradle BYOC: traffic contradicts INVITE_TO_FQDN of Kererū Networks");
  expect(textBody.split("\n")).toEqual([
    "Kererū Networks was recorded as meeting a requirement on 2030-01-30 10:00 UTC, and its calls show otherwise.",
    "",
    "Requirement: INVITE_TO_FQDN (must): Sends INVITEs to the FQDN, not to an address",
    "Seen: sent an INVITE to an address, 2030-01-31 09:05 UTC",
    "The call: https://byoc.example.com/calls/r1",
    "",
    "What to do: look at the call, speak with the carrier, and record the requirement as met again, as not met, or have it waived:",
    "https://byoc.example.com/carriers/c1/requirements#INVITE_TO_FQDN",
    "Until then no trunk of this carrier goes live.",
    "",
    "This comes once: further calls of the kind add up on that page.",
  ]);
});

it("says nothing of going live where the requirement is no must", () => {
  const check = { ...parts.check, code: "DIGEST" };
  const seen = { ...parts.seen, kind: "challenge-unanswered", callRecordId: null };
  const { textBody } = contradictionMail({ ...parts, check, seen });
  expect(textBody).not.toMatch(/goes live|The call/);
});
