// Forms become the verbs' input, and rows become what forms show.
import { describe, expect, it } from "vitest";
import { formObject, rowValues, stateChange, submittedValues } from "./form-values";

function form(entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

describe("formObject", () => {
  it("nests dotted names", () => {
    const object = formObject(
      form([
        ["name", "Kererū"],
        ["gateway.host", "sip.example"],
        ["gateway.port", "5060"],
      ]),
    );
    expect(structuredClone(object)).toEqual({
      name: "Kererū",
      gateway: { host: "sip.example", port: "5060" },
    });
  });

  it("takes the last of several values: a ticked box comes after its hidden no", () => {
    expect(
      submittedValues(
        form([
          ["enabled", "false"],
          ["enabled", "on"],
        ]),
      ),
    ).toEqual({ enabled: "on" });
    expect(submittedValues(form([["enabled", "false"]]))).toEqual({ enabled: "false" });
  });

  it("cannot be made to touch the prototype of other objects", () => {
    formObject(
      form([
        ["__proto__.polluted", "yes"],
        ["constructor.prototype.polluted", "yes"],
      ]),
    );
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it("leaves out the framework's own entries", () => {
    expect(
      submittedValues(
        form([
          ["$ACTION_ID_1", ""],
          ["name", "x"],
        ]),
      ),
    ).toEqual({ name: "x" });
  });
});

describe("rowValues", () => {
  it("shows each kind of value as a control would", () => {
    expect(
      rowValues({
        name: "x",
        port: null,
        weight: 100,
        enabled: true,
        closed: false,
        countries: ["AU", "NZ"],
        validFrom: new Date("2030-01-31T09:00:00Z"),
        settings: { gateway: { port: 5061 } },
      }),
    ).toEqual({
      name: "x",
      port: "",
      weight: "100",
      enabled: "on",
      closed: "false",
      countries: "AU, NZ",
      validFrom: "2030-01-31T09:00",
      "settings.gateway.port": "5061",
    });
  });

  it("gives rows within a row the names of their own controls", () => {
    const lines = [
      { quantity: "2", discounted: false },
      { quantity: "1", note: null },
    ];
    expect(rowValues({ currency: "NZD", lines })).toEqual({
      currency: "NZD",
      "lines.0.quantity": "2",
      "lines.0.discounted": "false",
      "lines.1.quantity": "1",
      "lines.1.note": "",
    });
  });
});

describe("stateChange", () => {
  it("asks for the reason where the form has a field for it", () => {
    expect(() =>
      stateChange(
        form([
          ["to", "ready"],
          ["overrideReason", ""],
        ]),
      ),
    ).toThrow(/overrideReason/);
    expect(stateChange(form([["to", "ready"]])).overrideReason).toBeUndefined();
  });
});
