/** Certificates in readiness: words for whoever has to renew them, and no reason to stop. */
import { expect, test } from "vitest";
import { readiness } from "./readiness";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2027, 0, 1);

test("a certificate that ends within 14 days, or has, is a notice; one that lasts is none", () => {
  const certificates = [
    { name: "lasting", expiresMs: NOW + 14 * DAY_MS },
    { name: "ending", expiresMs: NOW + 14 * DAY_MS - 1 },
    { name: "ended", expiresMs: NOW },
  ];
  const { notices } = readiness({
    snapshot: null,
    listeners: [],
    isDraining: false,
    spoolWaiting: 0,
    configProblem: null,
    notSetUp: null,
    isPostgresAway: false,
    certificates,
    certificateProblems: ["certificate torn cannot be used: the key does not belong to it"],
    wallMs: NOW,
  });
  expect(notices).toEqual([
    "certificate torn cannot be used: the key does not belong to it",
    "the certificate ending expires on 2027-01-14",
    "the certificate ended has expired on 2027-01-01",
  ]);
});
