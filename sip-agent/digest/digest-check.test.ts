/** What an answer to a challenge is worth: right ones once, all others in one word, whoever asks. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyRing } from "@/lib/core/env";
import { BYOC, KERERU, NOW, testId } from "@/lib/policy/test-world";
import type { SipCredentialRow } from "@/lib/snapshot/model";
import { FQDN, KEYS } from "../proxy/test-wire";
import type { DigestOutcome } from "./digest-check";
import { OTHER_RING, required, URI, world } from "./digest-under-test";
import { type Answer, answerLine, credentialRow } from "./test-digest";

describe("challenge", () => {
  it("offers SHA-256 before MD5, and never the same nonce again", () => {
    const { lines } = world();
    const [first, second] = lines();
    expect(first?.[0]).toBe("Proxy-Authenticate");
    expect(first?.[1]).toMatch(
      /^Digest realm="byoc\.example\.com", nonce="[\w-]{52}", algorithm=SHA-256, qop="auth"$/,
    );
    expect(second?.[1]).toMatch(/, algorithm=MD5, qop="auth"$/);
    expect(lines()).toHaveLength(2);
    const nonces = new Set(Array.from({ length: 50 }, () => JSON.stringify(lines())));
    expect(nonces.size).toBe(50);
  });

  it("is MD5 alone, WWW-Authenticate, stale, as the decision says", () => {
    const { lines } = world();
    const [only, none] = lines(NOW, { code: 401, md5Only: true, isStale: true });
    expect(only?.[0]).toBe("WWW-Authenticate");
    expect(only?.[1]).toMatch(/, algorithm=MD5, qop="auth", stale=true$/);
    expect(none).toBeUndefined();
  });

  it("is the same for a carrier without credentials, but nothing answers it", () => {
    const { challenges, answer } = world({ credentials: [] });
    const [first, second] = challenges();
    expect([first?.algorithm, second?.algorithm]).toEqual(["SHA-256", "MD5"]);
    expect(answer(required(first))).toBe("wrong");
  });

  it("has the realm that a credential was made for, and each where two differ, today's first", () => {
    const old = credentialRow(KEYS, { realm: "old.example.com" });
    const both = [old, credentialRow(KEYS, { id: testId(6, 2), username: "tui-2" })];
    const { become, challenges, answer } = world({ credentials: both });
    expect(challenges().map(({ algorithm, realm }) => `${algorithm} ${realm}`)).toEqual([
      "SHA-256 byoc.example.com",
      "SHA-256 old.example.com",
      "MD5 byoc.example.com",
      "MD5 old.example.com",
    ]);
    expect(answer(required(challenges()[1]))).toBe("verified");
    expect(answer(required(challenges()[0]))).toBe("wrong");
    become([old]);
    expect(challenges().map(({ realm }) => realm)).toEqual(["old.example.com", "old.example.com"]);
  });
});

describe("answer", () => {
  it.each(["SHA-256", "MD5"])("is right with %s, and notes the use", (algorithm) => {
    const { challenges, answer, used, outcomes } = world();
    const challenge = required(challenges().find((one) => one.algorithm === algorithm));
    expect(answer(challenge, {}, NOW + 500)).toBe("verified");
    expect(used).toEqual([`${testId(6, 1)} 500`]);
    expect(outcomes).toEqual(["challenged", "accepted"]);
  });

  it("is right without an algorithm named: that is MD5", () => {
    const { challenges, verify } = world();
    const line = answerLine(required(challenges()[1]), { uri: URI });
    expect(verify(line.replace(" algorithm=MD5,", ""))).toBe("verified");
  });

  it("is looked for in the header that the challenge asks for", () => {
    const inOther = (line: string) => line.replace("Proxy-Authorization", "Authorization");
    const first = world();
    expect(first.verify(inOther(answerLine(first.challenge(), { uri: URI })))).toBe("absent");
    const second = world({ carrier: { digestStatus: 401 } });
    const [challenge] = second.challenges(NOW, { code: 401 });
    expect(second.answer(required(challenge))).toBe("verified");
  });

  it("is not looked at where none is asked for", () => {
    const line = answerLine(world().challenge(), { uri: URI });
    const acl = world({ carrier: { authMode: "acl" } });
    expect(acl.verify(line)).toBe("absent");
    expect(world().verify(line, NOW, { carrierId: null })).toBe("absent");
    expect(world().verify(line, NOW, {}, "OPTIONS")).toBe("absent");
    expect(acl.takeHashes()).toBe(0);
  });

  it("of other realms is ignored, beside ours and alone", () => {
    const { challenge, verify } = world();
    const ours = challenge();
    const other = answerLine({ ...ours, realm: "elsewhere.example" }, { uri: URI });
    expect(verify(other)).toBe("absent");
    expect(verify([other, other, other, answerLine(ours, { uri: URI })])).toBe("verified");
  });

  it("counts twice a request at most: a request is no list of guesses", () => {
    const { challenge, verify } = world();
    const ours = challenge();
    const wrong = answerLine(ours, { uri: URI, password: "guess" });
    const right = answerLine(ours, { uri: URI });
    expect(verify([wrong, wrong, right])).toBe("wrong");
    expect(verify([wrong, right])).toBe("verified");
  });

  it.each<[string, Partial<Answer>, DigestOutcome]>([
    ["another password", { password: "circle of life" }, "wrong"],
    ["another user", { username: "nobody" }, "wrong"],
    ["another method", { method: "BYE" }, "wrong"],
    ["another user in uri", { uri: `sip:+6498879334@${FQDN}` }, "wrong"],
    ["no user in uri", { uri: `sip:${FQDN}` }, "wrong"],
    ["another host in uri", { uri: `sip:${BYOC}@elsewhere.example` }, "wrong"],
    ["a uri that is none", { uri: BYOC }, "wrong"],
    ["a tel uri", { uri: `tel:${BYOC}` }, "wrong"],
    ["qop=auth-int", { qop: "auth-int" }, "unsupported"],
  ])("is wrong with %s", (_what, changes, outcome) => {
    const { challenge, answer, outcomes } = world();
    expect(answer(challenge(), changes)).toBe("wrong");
    expect(outcomes.at(-1)).toBe(outcome);
  });

  it.each([`sips:${BYOC}@BYOC.example.com`, `sip:%2b6498879333@${FQDN}:5060;transport=tcp`])(
    "may write its uri %s",
    (uri) => {
      const { challenge, answer } = world();
      expect(answer(challenge(), { uri })).toBe("verified");
    },
  );

  it("is wrong without qop, however right its hash is", () => {
    const { challenge, verify, outcomes } = world();
    const { realm, nonce } = challenge();
    const md5 = (text: string) => createHash("md5").update(text).digest("hex");
    const ha1 = md5(`tui-gw:${realm}:Circle of Life`);
    const response = md5(`${ha1}:${nonce}:${md5(`INVITE:${URI}`)}`);
    const line = `Proxy-Authorization: Digest username="tui-gw", realm="${realm}", nonce="${nonce}", uri="${URI}", response="${response}"`;
    expect(verify(line)).toBe("wrong");
    expect(outcomes.at(-1)).toBe("unsupported");
  });

  it("is wrong with an algorithm that was not offered", () => {
    const md5Only = world({ carrier: { digestMd5Only: true } });
    const challenge = md5Only.challenge();
    expect(md5Only.answer(challenge)).toBe("wrong");
    expect(md5Only.answer({ ...challenge, algorithm: "MD5" })).toBe("verified");
    const { answer, challenge: make, outcomes } = world();
    expect(answer({ ...make(), algorithm: "MD5-sess" })).toBe("wrong");
    expect(outcomes.at(-1)).toBe("unsupported");
  });

  it("never verifies once a byte of response, uri, nonce, nc, cnonce, username or realm is altered", () => {
    const { challenge, verify } = world();
    const right = answerLine(challenge(), { uri: URI });
    const field = fc.constantFrom(
      ...["response", "uri", "nonce", "nc", "cnonce", "username", "realm"],
    );
    fc.assert(
      fc.property(
        field,
        fc.nat(200),
        fc.constantFrom(..."0123456789abcdefXYZ_-+@:"),
        (name, at, char) => {
          const [, head = "", value = "", tail = ""] =
            new RegExp(`^(.* ${name}="?)([^",]+)(.*)$`).exec(right) ?? [];
          const index = at % value.length;
          fc.pre(value[index]?.toLowerCase() !== char.toLowerCase());
          const altered = `${head}${value.slice(0, index)}${char}${value.slice(index + 1)}${tail}`;
          expect(verify(altered)).not.toBe("verified");
        },
      ),
      { numRuns: 500 },
    );
    expect(verify(right)).toBe("verified");
  });
});

describe("nonce", () => {
  it("is good for 60 s to the millisecond, then stale, if the answer is right", () => {
    const { challenge, answer, outcomes } = world();
    const made = challenge();
    expect(answer(made, { count: 1 }, NOW + 59_999)).toBe("verified");
    expect(answer(made, { count: 2 }, NOW + 60_000)).toBe("stale");
    expect(outcomes.at(-1)).toBe("stale");
    expect(answer(made, { count: 2, password: "guess" }, NOW + 60_000)).toBe("wrong");
  });

  it("is good for each count once, also out of order; a replay is asked anew", () => {
    const { challenge, answer, outcomes } = world();
    const made = challenge();
    const counts = [2, 1, 2, 1, 3];
    expect(counts.map((count) => answer(made, { count }))).toEqual([
      ...["verified", "verified", "stale", "stale", "verified"],
    ]);
    expect(outcomes.filter((outcome) => outcome === "replayed")).toHaveLength(2);
    expect(answer(made, { count: 0 })).toBe("stale");
  });

  it("is not used up by a wrong answer", () => {
    const { challenge, answer } = world();
    const made = challenge();
    expect(answer(made, { password: "guess" })).toBe("wrong");
    expect(answer(made)).toBe("verified");
  });

  it("is asked anew of a carrier that has used up its room, and no other is short of it", () => {
    const theirs = credentialRow(KEYS, { id: testId(8, 9), carrierId: KERERU });
    const credentials = [credentialRow(KEYS), theirs];
    const { challenge, challenges, answer, verify } = world({ credentials, noncesACarrier: 2 });
    const said = [challenge(), challenge(), challenge()].map((one) => answer(one));
    expect(said).toEqual(["verified", "verified", "stale"]);
    const line = answerLine(required(challenges(NOW, { carrierId: KERERU })[0]), { uri: URI });
    expect(verify(line, NOW, { carrierId: KERERU })).toBe("verified");
  });

  it("of another agent with the same keys is good, also when the ring was rotated", () => {
    const made = world().challenge();
    expect(world().answer(made)).toBe("verified");
    const rotated: KeyRing = [{ id: "k2", bytes: new Uint8Array(32).fill(9) }, KEYS[0]];
    expect(world({ ring: rotated }).answer(made)).toBe("verified");
    expect(world().answer(world({ ring: rotated }).challenge())).toBe("wrong");
  });

  it("of another installation, another carrier or another realm is forged, and never stale", () => {
    const { challenge, answer, challenges, verify, outcomes } = world();
    expect(answer(world({ ring: OTHER_RING }).challenge(), {}, NOW + 90_000)).toBe("wrong");
    expect(answer(required(challenges(NOW, { carrierId: KERERU })[0]))).toBe("wrong");
    const elsewhere = world({ credentials: [credentialRow(KEYS, { realm: "old.example.com" })] });
    expect(answer({ ...elsewhere.challenge(), realm: FQDN })).toBe("wrong");
    expect(answer({ ...challenge(), nonce: "x".repeat(52) })).toBe("wrong");
    expect(answer({ ...challenge(), nonce: "" })).toBe("wrong");
    expect(verify(answerLine(challenge(), { uri: URI }), NOW, { carrierId: KERERU })).toBe("wrong");
    const answers = outcomes.filter((outcome) => outcome !== "challenged");
    expect(new Set(answers)).toEqual(new Set(["forged-nonce"]));
  });

  it("made before this process, or by a clock that runs ahead, is stale: its counts are not known", () => {
    const made = world().challenge(NOW);
    expect(world({ startedMs: NOW + 1 }).answer(made, {}, NOW + 2)).toBe("stale");
    expect(world({ startedMs: 0 }).answer(made, {}, NOW - 5_000)).toBe("verified");
    expect(world({ startedMs: 0 }).answer(made, {}, NOW - 5_001)).toBe("stale");
  });

  it("is good again as soon as the clock was set back by a minute or more, which is told once", () => {
    const { challenge, answer, verify, outcomes, setBacks } = world({ startedMs: NOW - 1_000 });
    const before = challenge(NOW);
    expect(answer(before)).toBe("verified");
    const later = NOW - 3_600_000;
    expect(answer(before, { count: 2 }, later)).toBe("stale");
    const made = challenge(later);
    expect(answer(made, {}, later + 1)).toBe("verified");
    expect(answer(made, {}, later + 2)).toBe("stale");
    expect(outcomes.at(-1)).toBe("replayed");
    expect(verify([], later + 3)).toBe("absent");
    expect(setBacks).toEqual([3_600_000]);
  });

  it("keeps its used counts when the clock is set back by less than a minute", () => {
    const { challenge, answer, setBacks } = world({ startedMs: NOW - 120_000 });
    const back = NOW - 59_999;
    const made = challenge(back);
    expect(answer(made, {}, back)).toBe("verified");
    // The first one's count is forgotten here, its end is not.
    expect(answer(challenge(NOW + 1), {}, NOW + 1)).toBe("verified");
    expect(answer(made, {}, back + 2)).toBe("stale");
    expect(answer(challenge(back + 2), {}, back + 2)).toBe("verified");
    expect(setBacks).toEqual([]);
  });
});

describe("credentials in a rotation", () => {
  const second = (changes: Partial<SipCredentialRow> = {}) =>
    credentialRow(KEYS, { id: testId(6, 2), username: "tui-2", ...changes }, "Be Prepared");
  const asSecond = { username: "tui-2", password: "Be Prepared" };

  it("both pass until the older one's date, to the millisecond, then the new one alone", () => {
    const older = credentialRow(KEYS, { state: "retiring", retiresAtMs: NOW + 30_000 });
    const { challenge, answer, used } = world({ credentials: [older, second()] });
    expect(answer(challenge(), {}, NOW + 29_999)).toBe("verified");
    expect(answer(challenge(), asSecond, NOW + 29_999)).toBe("verified");
    expect(answer(challenge(), {}, NOW + 30_000)).toBe("wrong");
    expect(answer(challenge(), asSecond, NOW + 30_000)).toBe("verified");
    expect(used).toHaveLength(3);
  });

  it("a revoked one fails as soon as the snapshot says so, and the last one's end opens nothing", () => {
    const { become, challenge, answer } = world({ credentials: [credentialRow(KEYS), second()] });
    const made = challenge();
    become([credentialRow(KEYS, { state: "revoked" }), second()]);
    expect(answer(made)).toBe("wrong");
    expect(answer(made, asSecond)).toBe("verified");
    become([]);
    expect(answer(made, { ...asSecond, count: 2 })).toBe("wrong");
    expect(answer(challenge(), asSecond)).toBe("wrong");
  });

  it("one of another carrier opens nothing here", () => {
    const { challenge, answer } = world({
      credentials: [credentialRow(KEYS, { carrierId: KERERU })],
    });
    expect(answer(challenge())).toBe("wrong");
  });

  it("one that does not open is told once for each version of its row, and is nobody's", () => {
    const broken = {
      ...credentialRow(KEYS),
      ha1Md5: credentialRow(KEYS, { id: testId(6, 9) }).ha1Md5,
    };
    const { become, challenge, answer, unreadable } = world({ credentials: [] });
    become([broken, second()]);
    become([{ ...broken, state: "retiring", retiresAtMs: NOW + 1 }, second()]);
    expect(unreadable).toEqual([broken.id]);
    expect(answer(challenge())).toBe("wrong");
    expect(answer(challenge(), asSecond)).toBe("verified");
    become([credentialRow(OTHER_RING), second()]);
    expect(unreadable).toEqual([broken.id, broken.id]);
    become([credentialRow(KEYS), second()]);
    expect(answer(challenge())).toBe("verified");
  });
});

describe("guessing", () => {
  it("costs the same hashes for an unknown user as for a wrong password or a right one", () => {
    const { challenge, answer, takeHashes } = world();
    const cost = (changes: Partial<Answer>) => {
      answer(challenge(), changes);
      return takeHashes();
    };
    const right = cost({});
    expect(right).toBe(2);
    expect(cost({ password: "guess" })).toBe(right);
    expect(cost({ username: "nobody" })).toBe(right);
    expect(cost({ username: "nobody", uri: "sip:x@y.example" })).toBe(right);
    const none = world({ credentials: [] });
    none.answer(none.challenge());
    expect(none.takeHashes()).toBe(right);
  });

  it("ends in a refusal after 20 wrong answers a minute, for that source, and never for a right answer", () => {
    const { challenge, answer, verify } = world();
    const made = challenge();
    const guess = (atMs = NOW) => answer(made, { password: "guess" }, atMs);
    expect(Array.from({ length: 20 }, () => guess())).toEqual(Array(20).fill("wrong"));
    expect(guess()).toBe("throttled");
    const line = answerLine(made, { uri: URI, username: "nobody" });
    expect(verify(line)).toBe("throttled");
    expect(verify(line, NOW, { source: "198.51.100.34" })).toBe("wrong");
    expect(answer(made)).toBe("verified");
    expect(answer(made, {}, NOW)).toBe("stale");
    expect(guess()).toBe("throttled");
    expect(guess(NOW + 60_000)).toBe("wrong");
  });

  it("counts no answer to a nonce that is not ours: it proves nothing either way", () => {
    const { challenge, answer } = world();
    const forged = world({ ring: OTHER_RING }).challenge();
    expect(Array.from({ length: 30 }, () => answer(forged))).toEqual(Array(30).fill("wrong"));
    expect(answer(challenge(), { password: "guess" })).toBe("wrong");
  });
});
