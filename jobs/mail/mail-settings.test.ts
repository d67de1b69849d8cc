// A wrong variable is named at start; its value, which may hold a password, never is.
import { describe, expect, it } from "vitest";
import { readMailSettings } from "./mail-settings";

describe("readMailSettings", () => {
  it("catches mail where no server is named", () => {
    expect(readMailSettings({}).smtpUrl).toBeNull();
    expect(readMailSettings({ SMTP_URL: "" }).from.address).toBe("byoc@cradle.invalid");
  });

  it("reads server and sender", () => {
    const given = { SMTP_URL: "smtps://u:p@mail.example", MAIL_FROM: "Cradle <byoc@example.com>" };
    expect(readMailSettings(given)).toEqual({
      smtpUrl: "smtps://u:p@mail.example",
      from: { name: "Cradle", address: "byoc@example.com" },
    });
  });

  it.each([
    [{ SMTP_URL: "http://hunter2@mail.example", MAIL_FROM: "a@b.example" }, /^SMTP_URL must look/],
    [{ SMTP_URL: "smtp://u:hunter2@mail.example" }, /^MAIL_FROM is missing/],
    [{ SMTP_URL: "smtp://mail.example", MAIL_FROM: "hunter2" }, /^MAIL_FROM must look/],
    [{ SMTP_URL: "smtp://mail.example", MAIL_FROM: "a@b\r\nBcc: hunter2@x" }, /^MAIL_FROM must/],
  ])("names what is wrong in %j", (given, words) => {
    expect(() => readMailSettings(given)).toThrow(
      expect.objectContaining({ problems: [expect.stringMatching(words)] }),
    );
    expect(() => readMailSettings(given)).not.toThrow(/hunter2/);
  });
});
