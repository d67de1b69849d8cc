// Away and busy are never told as a refusal, and nothing secret or foreign gets into the line that is shown.
import { describe, expect, it } from "vitest";
import { judgeFailure } from "./judge-failure";

const judge = (error: object) => judgeFailure(error, ["s3cret"]);

describe("judgeFailure", () => {
  it.each([
    [{ code: "ECONNREFUSED" }, false, "the mail server cannot be reached (ECONNREFUSED)"],
    [{ code: "ETIMEDOUT" }, false, "the mail server cannot be reached (ETIMEDOUT)"],
    [
      { code: "EENVELOPE", responseCode: 450, response: "450 4.2.1 Busy" },
      false,
      "the mail server put it off: 450 4.2.1 Busy",
    ],
    [
      { code: "EENVELOPE", responseCode: 550, response: "550 5.1.1 No such user" },
      true,
      "the mail server refused it: 550 5.1.1 No such user",
    ],
    [
      { code: "EAUTH", responseCode: 535, response: "535 5.7.8 Bad password" },
      false,
      "the mail server lets us not in: 535 5.7.8 Bad password",
    ],
    [{ code: "EENVELOPE" }, true, "the address is not one that mail can be sent to"],
    [{}, false, "the mail server cannot be reached"],
  ])("%j", (error, isFinal, words) => {
    expect(judge(error)).toEqual({ isFinal, error: words });
  });

  it("makes one line of what the server says, without what is secret", () => {
    const response = `550-no\r\n550 <b>s3cret\u0007\u202e</b> ${"x".repeat(500)}`;
    const { error } = judge({ responseCode: 550, response });
    expect(error).toContain("550-no 550 <b>*** </b>");
    expect(error).toHaveLength(300);
  });

  it("takes whatever is thrown", () => {
    for (const odd of [null, undefined, "text", 5]) {
      expect(judgeFailure(odd, []).isFinal).toBe(false);
    }
  });
});
