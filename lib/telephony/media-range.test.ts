// What is a media range, and what is a codec.
import { describe, expect, it } from "vitest";
import { codecName } from "./codec";
import { checkMediaRange } from "./media-range";

describe("a media range", () => {
  it.each([
    ["192.0.2.0/28", "192.0.2.0/28"],
    [" 192.0.2.7 ", "192.0.2.7"],
    ["192.0.2.0/28  10000-20000", "192.0.2.0/28 10000-20000"],
    ["192.0.2.0/28 10000 - 20000", "192.0.2.0/28 10000-20000"],
    ["2001:DB8::/64", "2001:db8::/64"],
  ])("%s is %s", (text, value) => {
    expect(checkMediaRange(text)).toEqual({ ok: true, value });
  });

  it.each([
    ["192.0.2.1/28", "192.0.2.1/28 has host bits: did you mean 192.0.2.0/28?"],
    ["media.example.com", "is a name"],
    ["192.0.2.0/28 10000", "10000 are no ports: write such as 10000-20000"],
    ["192.0.2.0/28 80-90", "80-90 is outside of 1024-65535"],
    ["192.0.2.0/28 20000-10000", "20000-10000 ends before it begins"],
    ["192.0.2.0/28 10000-70000", "outside of 1024-65535"],
  ])("%s is refused in words", (text, words) => {
    const checked = checkMediaRange(text);
    expect(checked.ok ? "" : checked.message).toContain(words);
  });
});

describe("a codec", () => {
  it("is known in any case, and written as the registry writes it", () => {
    expect(["pcma", "OPUS", "ilbc", "Telephone-Event"].map(codecName)).toEqual([
      "PCMA",
      "opus",
      "iLBC",
      "telephone-event",
    ]);
  });

  it("that nobody knows is none", () => {
    expect(["G.711", "alaw", ""].map(codecName)).toEqual([null, null, null]);
  });
});
