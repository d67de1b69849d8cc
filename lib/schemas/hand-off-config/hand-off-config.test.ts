// Configurations to paste: whole for what is right, and harmless for names that were made to act.
import { describe, expect, test } from "vitest";
import { handOffConfig, PRODUCTS } from "./hand-off-config";
import { testSheet } from "./test-sheet";

const SHEET = testSheet();

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
      digest: { realm: evil, usernames: [evil], md5Only: false },
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
