// Hands a message to a mail server, and says what came of it: taken, to be tried again, or refused for good.
import nodemailer from "nodemailer";
import type { MailToDeliver } from "@/lib/services/mail/get-mail-to-deliver";
import { isThisMachine } from "./is-this-machine";
import { judgeFailure, type SmtpFailure } from "./judge-failure";
import type { MailSender } from "./mail-settings";

export type SendOutcome = { readonly sent: true } | ({ readonly sent: false } & SmtpFailure);

export type SendMail = (message: MailToDeliver) => Promise<SendOutcome>;

const CONNECT_TIMEOUT_MS = 20_000;
/** A mail server may think for a while about ten megabytes. */
const SILENCE_TIMEOUT_MS = 120_000;

const ONE_ADDRESS = /^[^\s<>@",;:()]{1,64}@[^\s<>@",;:()]{1,253}$/;

/** Sends over one connection a message. `smtpUrl` is smtp:// or smtps://, with user and password where needed. */
export function createSendMail(options: { smtpUrl: string; from: MailSender }): SendMail {
  const { from } = options;
  const url = new URL(options.smtpUrl);
  const transport = nodemailer.createTransport({
    url: options.smtpUrl,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    // A password never crosses a network in clear.
    requireTLS: url.protocol === "smtp:" && url.username !== "" && !isThisMachine(url.hostname),
    // Nothing in a message may make this process read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const secrets = [url.password, safeDecode(url.password)].filter((text) => text !== "");
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return async ({ mail, attachment }) => {
    // A list would be read as several: a message has one recipient.
    if (!ONE_ADDRESS.test(mail.toAddress)) {
      return { sent: false, isFinal: true, error: "this is no address that mail can be sent to" };
    }
    try {
      await transport.sendMail({
        // The same at every attempt: a server that took the message already can tell.
        messageId: `<${mail.id}@${domain}>`,
        from,
        to: { name: "", address: mail.toAddress },
        envelope: { from: from.address, to: [mail.toAddress] },
        subject: mail.subject,
        text: mail.textBody,
        ...(mail.htmlBody === "" ? {} : { html: mail.htmlBody }),
        attachments:
          attachment === null
            ? []
            : [
                {
                  filename: attachment.document.fileName,
                  contentType: attachment.document.contentType,
                  content: Buffer.from(attachment.bytes),
                },
              ],
      });
      return { sent: true };
    } catch (error) {
      return { sent: false, ...judgeFailure(error, secrets) };
    }
  };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
