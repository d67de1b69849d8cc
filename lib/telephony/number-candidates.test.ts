// The number is found however it was written down.
import fc from "fast-check";
import { expect, test } from "vitest";
import { E164_SHAPE } from "./e164";
import { numberCandidates } from "./number-candidates";

test.each([
  "+6498879333",
  " +64 9 887 9333 ",
  "+64 (0)9 887-9333",
  "006498879333",
  "00 64 9 887 9333",
  "%2B6498879333",
  "%2b64%209%20887%209333",
  "tel:+64-9-887-9333",
  "tel:+6498879333;phone-context=x",
  "sip:+6498879333@byoc.example.com:5060;user=phone",
  '"Front desk" <sip:%2B6498879333@192.0.2.1>;tag=1',
  "<sip:+6498879333;x=y@host>",
  "09 887 9333",
  "(09) 887-9333",
  "098879333",
  "6498879333",
  "Please check +64 9 887 9333, thanks",
  "the customer (09 887 9333) cannot call",
  "+6498879333.",
])("%s", (text) => {
  expect(numberCandidates(text, ["NZ"])).toEqual(["+6498879333"]);
});

test("a national form is tried for every country that is named", () => {
  expect(numberCandidates("020 7946 0018", ["NZ", "GB"])).toContain("+442079460018");
  expect(numberCandidates("020 7946 0018", [])).toEqual([]);
});

test("a number in strict shape stands for itself, though it be none", () => {
  expect(numberCandidates("+64111", ["NZ"])).toEqual(["+64111"]);
});

test.each(["", "hello", "12", "%", "%zz", "sip:@", "+", "00"])("%j holds none", (text) => {
  expect(numberCandidates(text, ["NZ"])).toEqual([]);
});

test("any text is read without a fault, and gives E.164 alone", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      for (const number of numberCandidates(text, ["NZ", "US"])) {
        expect(number).toMatch(E164_SHAPE);
      }
    }),
  );
});
