// How mail leaves: by a mail server of the operator's, or, where none is named, into the local catcher.
import { z } from "zod";
import { EnvError, readEnv } from "@/lib/core/env";

export interface MailSettings {
  /** With user and password in it, so never logged. Null: the local catcher. */
  readonly smtpUrl: string | null;
  readonly from: MailSender;
}

export interface MailSender {
  readonly name: string;
  readonly address: string;
}

/** What the catcher's messages come from: a name that nobody can have (RFC 2606). */
const CATCHER_SENDER: MailSender = { name: "Cradle BYOC", address: "byoc@cradle.invalid" };

const smtpUrl = z.string().refine(isSmtpUrl, {
  error: "must look like smtp://user:password@host:587 or smtps://user:password@host:465",
});

function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "smtp:" || protocol === "smtps:") && hostname !== "";
}

const ADDRESS = /^[^\s<>@"]{1,64}@[^\s<>@"]{1,253}$/;

const mailFrom = z.string().transform((text, context): MailSender => {
  const named = /^([^<>"\r\n]*)<([^<>]+)>$/.exec(text.trim());
  const name = (named?.[1] ?? "").trim();
  const address = (named?.[2] ?? text).trim();
  if (ADDRESS.test(address)) return { name, address };
  context.addIssue("must look like byoc@example.com or Cradle BYOC <byoc@example.com>");
  return z.NEVER;
});

/** Throws `EnvError` with every fault, and never repeats a value. */
export function readMailSettings(source: Record<string, string | undefined>): MailSettings {
  const env = readEnv({ SMTP_URL: smtpUrl.optional(), MAIL_FROM: mailFrom.optional() }, source);
  if (env.SMTP_URL === undefined) return { smtpUrl: null, from: env.MAIL_FROM ?? CATCHER_SENDER };
  if (env.MAIL_FROM === undefined) {
    throw new EnvError(["MAIL_FROM is missing: with SMTP_URL it says whom the mail comes from"]);
  }
  return { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM };
}
