// Guessing is slowed down, and shuts out whoever guesses rather than whose account it is.
import { describe, expect, it } from "vitest";
import { countSignInTry, forgetSignInTries } from "./sign-in-throttle";

const throttled = { kind: "throttled", retryAfterSec: expect.any(Number) };
const tries = async (count: number, email: string, address: (i: number) => string) => {
  for (let i = 0; i < count; i++) await countSignInTry(email, address(i));
};

describe("countSignInTry", () => {
  it("stops a guesser at one account after ten tries, and leaves the owner elsewhere alone", async () => {
    const email = "owner@throttle.example";
    await tries(10, email, () => "198.51.100.1");
    await expect(countSignInTry(email, "198.51.100.1")).rejects.toMatchObject(throttled);
    await expect(countSignInTry(email.toUpperCase(), "198.51.100.1")).rejects.toMatchObject(
      throttled,
    );
    await countSignInTry(email, "198.51.100.2");
  });
  it("stops guesses from many addresses at one account, save from where its owner signed in before", async () => {
    const email = "target@throttle.example";
    await countSignInTry(email, "203.0.113.1");
    await forgetSignInTries(email, "203.0.113.1");
    await tries(99, email, (i) => `10.0.${i}.1`);
    await expect(countSignInTry(email, "10.1.0.1")).rejects.toMatchObject(throttled);
    await countSignInTry(email, "203.0.113.1");
  });
  it("stops one address that tries many accounts, counting IPv6 by its network", async () => {
    for (let i = 0; i < 50; i++)
      await countSignInTry(`n${i}@throttle.example`, `2001:db8:1:2::${i}`);
    await expect(
      countSignInTry("n50@throttle.example", "2001:db8:1:2::ffff"),
    ).rejects.toMatchObject(throttled);
  });
});
