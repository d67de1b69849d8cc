// Configurations to paste: whole for what is right, and harmless for names that were made to act.
import { describe, expect, test } from "vitest";
import type { HandOffSheet } from "../hand-off-sheet";
import { handOffConfig, PRODUCTS } from "./hand-off-config";

const SHEET: HandOffSheet = {
  issuer: { legalName: "Cradle", legalAddress: "" },
  carrierName: "Example Telecom",
  signallingFqdn: "byoc.example.net",
  sipPort: 5060,
  sipTlsPort: 5061,
  transports: ["udp", "tcp"],
  egressAddresses: [
    { address: "203.0.113.10", label: "" },
    { address: "2001:db8::10", label: "" },
  ],
  mediaRanges: [],
  codecs: ["PCMA", "PCMU", "telephone-event"],
  digest: { realm: "byoc.example.net", usernames: ["example-1"] },
  aclEntries: [],
  gateways: [],
  optionsIntervalSec: 30,
  trunks: ["one", "two"].map((name, at) => ({
    ...{ name, customerName: "Customer", fqdn: `${name}.byoc.example.net` },
    ...{ maxChannels: 10, maxCallsPerSec: 2, byocNumbers: [`+649887933${at}`], cradleNumbers: [] },
  })),
  nocContact: "",
  contacts: [],
  noticeDays: 14,
};

describe.each(PRODUCTS)("%s", (product) => {
  const text = handOffConfig(product, SHEET);

  test("holds every trunk's name, every egress address, the username, and a placeholder", () => {
    for (const { fqdn } of SHEET.trunks) expect(text).toContain(`${fqdn}:5060`);
    for (const { address } of SHEET.egressAddresses) expect(text).toContain(address);
    expect(text).toContain("example-1");
    expect(text).toContain("PASSWORD_FROM_CRADLE");
    expect(text).toContain("No emergency calls");
  });

  test("a name cannot begin a line, end a comment or a string", () => {
    const evil = '"\nloadmodule "exec.so"\n;-- --> <x> */ #!include "y"\r\n[general]';
    const hostile = handOffConfig(product, {
      ...SHEET,
      carrierName: evil,
      digest: { realm: evil, usernames: [evil] },
      egressAddresses: [{ address: `${evil}1`, label: evil }],
      trunks: SHEET.trunks.map((trunk) => ({
        ...{ ...trunk, name: evil, fqdn: `${evil}x`, byocNumbers: [evil] },
      })),
    });
    expect(hostile).not.toMatch(/^loadmodule "exec|exec\.so"$|^\[general\]|<x>|#!include/m);
    expect(hostile.match(/-->/g)?.length).toBe(text.match(/-->/g)?.length);
    expect(hostile).toContain("NOT-USABLE");
  });
});

test("the two that were not run say so", () => {
  expect(handOffConfig("asterisk", SHEET)).toContain("was not run by Cradle");
  expect(handOffConfig("freeswitch", SHEET)).toContain("was not run by Cradle");
});
