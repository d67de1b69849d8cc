// What a half-filled form of a new carrier asks for, and what it leaves for later.
import { describe, expect, it } from "vitest";
import { onboardingInput } from "./onboarding-input";

function read(values: Record<string, string>): unknown {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return structuredClone(onboardingInput(form));
}

const EMPTY = {
  "carrier.name": "Kererū Networks",
  "carrier.country": "NZ",
  "aclEntry.block": "",
  "gateway.host": "",
  "gateway.transport": "udp",
  customerId: "",
  "customer.name": "",
  "customer.country": "",
  "trunk.name": "",
  "trunk.country": "",
  "number.e164": "",
};

describe("onboardingInput", () => {
  it("leaves out every part in which nothing was typed", () => {
    expect(read(EMPTY)).toEqual({
      carrier: { name: "Kererū Networks", country: "NZ" },
      customerId: "",
    });
  });

  it("keeps a part that is half filled, for the verb to name what is missing", () => {
    expect(read({ ...EMPTY, "gateway.port": "5060" })).toMatchObject({
      gateway: { host: "", port: "5060", transport: "udp" },
    });
  });

  it("gives customer and trunk the carrier's country where theirs is empty", () => {
    expect(
      read({ ...EMPTY, "customer.name": "Rimu", "trunk.name": "Rimu", "trunk.country": "AU" }),
    ).toMatchObject({ customer: { country: "NZ" }, trunk: { country: "AU" } });
  });

  it("takes what a template filled in for nothing typed", () => {
    const filled = { ...EMPTY, templateId: "t", "gateway.port": "5061", "trunk.maxChannels": "30" };
    expect(read(filled)).not.toHaveProperty("gateway");
    expect(read(filled)).not.toHaveProperty("trunk");
    expect(read({ ...filled, "trunk.name": "Main" })).toMatchObject({
      trunk: { name: "Main", maxChannels: "30" },
    });
  });
});
