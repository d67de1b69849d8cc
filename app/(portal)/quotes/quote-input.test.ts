// From the form of a draft to what the verb takes.
import { expect, it } from "vitest";
import { quoteInput } from "./quote-input";

it("lists the lines by number, also past nine", () => {
  const form = new FormData();
  form.append("currency", "NZD");
  for (const at of [10, 2, 0]) form.append(`lines.${at}.description`, `line ${at}`);
  expect(quoteInput(form)).toEqual({
    currency: "NZD",
    lines: [{ description: "line 0" }, { description: "line 2" }, { description: "line 10" }],
  });
});

it("gives an empty list where the form has no line", () => {
  expect(quoteInput(new FormData())).toEqual({ lines: [] });
});
