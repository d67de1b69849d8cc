// Tells a mail server that is away or busy from one that refuses, and puts either into one line that may be shown.

export interface SmtpFailure {
  /** No further attempt can mend it. */
  readonly isFinal: boolean;
  /** One line, without secrets. */
  readonly error: string;
}

interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
}

const MAX_LENGTH = 300;

/** What nodemailer throws, judged. `secrets` are blotted out wherever the server repeats them. */
export function judgeFailure(error: unknown, secrets: readonly string[]): SmtpFailure {
  const { code, responseCode, response }: SmtpError =
    typeof error === "object" && error !== null ? error : {};
  const said = typeof response === "string" ? response : "";
  const status = typeof responseCode === "number" ? responseCode : null;
  const words = (text: string) => oneLine(text, secrets);
  // Not the message is at fault but our settings: the message waits until they are mended.
  if (code === "EAUTH" || code === "ENOAUTH") {
    return { isFinal: false, error: words(`the mail server lets us not in: ${said}`) };
  }
  if (status !== null && status >= 500) {
    return { isFinal: true, error: words(`the mail server refused it: ${said}`) };
  }
  if (status !== null && status >= 400) {
    return { isFinal: false, error: words(`the mail server put it off: ${said}`) };
  }
  if (code === "EENVELOPE") {
    return { isFinal: true, error: "the address is not one that mail can be sent to" };
  }
  const name = typeof code === "string" ? ` (${code})` : "";
  return { isFinal: false, error: words(`the mail server cannot be reached${name}`) };
}

function oneLine(text: string, secrets: readonly string[]): string {
  const hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
  return hidden
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_LENGTH)
    .toWellFormed();
}
