/** What is taken from a message to match it. */
import { expect, test } from "vitest";
import { type MatchedRequest, requestMatch, transactionKey } from "./request-match";

const request: MatchedRequest = {
  requestUri: "sip:+6498879333@byoc.example",
  fromTag: "f",
  toTag: null,
  callId: "c@pbx",
  cseq: { sequence: 7 },
  topVia: { host: "pbx.example", port: 5062, branch: "z9hG4bKx" },
  values: () => ["SIP/2.0/UDP pbx.example:5062;branch=1"],
};

test("[RFC3261 §17.2.3] with the magic cookie: branch and sent-by, port included where written", () => {
  expect(requestMatch(request)).toEqual({
    kind: "branch",
    branch: "z9hG4bKx",
    sentBy: "pbx.example:5062",
  });
  const plain = { ...request, topVia: { host: "pbx.example", port: null, branch: "z9hG4bKx" } };
  expect(requestMatch(plain)).toEqual({
    kind: "branch",
    branch: "z9hG4bKx",
    sentBy: "pbx.example",
  });
});

test("[RFC3261 §17.2.3] without it, or without a branch: all of RFC 2543's facts", () => {
  for (const branch of ["1", "", null]) {
    expect(
      requestMatch({ ...request, topVia: { host: "pbx.example", port: null, branch } }),
    ).toEqual({
      kind: "rfc2543",
      requestUri: "sip:+6498879333@byoc.example",
      fromTag: "f",
      toTag: "",
      callId: "c@pbx",
      cseq: 7,
      topVia: "SIP/2.0/UDP pbx.example:5062;branch=1",
    });
  }
});

test("a message with nothing in it has a match all the same", () => {
  const empty: MatchedRequest = {
    requestUri: "",
    fromTag: null,
    toTag: null,
    callId: null,
    cseq: null,
    topVia: null,
    values: () => [],
  };
  expect(transactionKey(requestMatch(empty), "INVITE", "p")).toBe(
    '["INVITE","p","","","","",-1,""]',
  );
});
