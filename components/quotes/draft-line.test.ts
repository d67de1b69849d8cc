// Lines while they are typed: what can be read is priced, what cannot is left out and said.
import { describe, expect, it } from "vitest";
import { type DraftLine, draftTotals, EMPTY_LINE, linesOfValues, pricedLine } from "./draft-line";

const line = (overrides: Partial<DraftLine>): DraftLine => ({ ...EMPTY_LINE, ...overrides });

describe("a line that is being typed", () => {
  it("is priced once its numbers can be read; an empty discount is none", () => {
    expect(pricedLine(line({ unitPrice: "" }))).toBeNull();
    expect(pricedLine(line({ unitPrice: "1e3" }))).toBeNull();
    expect(pricedLine(line({ unitPrice: "5", discountPercent: "200" }))).toBeNull();
    expect(pricedLine(line({ unitPrice: "5.5", discountPercent: " " }))).toEqual({
      quantity: { value: 1n, scale: 0 },
      unitPrice: { value: 55n, scale: 1 },
      discountBasisPoints: 0,
    });
  });

  it("adds up with the others as far as they can be read", () => {
    const lines = [
      line({ quantity: "2", unitPrice: "12.345", discountPercent: "10" }),
      line({ unitPrice: "later" }),
    ];
    expect(draftTotals(lines, 2, 1500)).toEqual({
      lineTotals: [2222n, null],
      subtotalMinor: 2222n,
      taxMinor: 333n,
      totalMinor: 2555n,
      isWhole: false,
    });
  });

  it("comes back from a form's names in order", () => {
    const values = {
      currency: "NZD",
      "lines.0.description": "Set-up",
      "lines.0.quantity": "2",
      "lines.1.description": "Channel",
    };
    expect(linesOfValues(values)?.map(({ description }) => description)).toEqual([
      "Set-up",
      "Channel",
    ]);
    expect(linesOfValues({ currency: "NZD" })).toBeNull();
    expect(linesOfValues(null)).toBeNull();
  });
});
