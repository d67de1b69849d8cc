// A mail server for one machine: takes every message, sends none on, and keeps each for the portal's page to show.
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Logger } from "@/lib/core/log";

/** Larger than any document with its base64. */
const MAX_MESSAGE_BYTES = 15 * 1024 * 1024;
const MAX_CLIENTS = 10;
const USER = "catcher";

export interface CaughtMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: Uint8Array;
}

export interface MailCatcher {
  /** Where it listens, 127.0.0.1 and a port of the system's choice, with the password that it made for itself. */
  readonly url: string;
  stop(): Promise<void>;
}

/** `keep` stores a message; where it fails the sender is asked to come again. */
export async function startMailCatcher(options: {
  readonly keep: (message: CaughtMessage) => Promise<void>;
  readonly log: Logger;
}): Promise<MailCatcher> {
  const { keep, log } = options;
  const password = randomBytes(24).toString("base64url");
  const server = new SMTPServer({
    banner: "Cradle BYOC mail catcher",
    size: MAX_MESSAGE_BYTES,
    maxClients: MAX_CLIENTS,
    // Whoever else is on this machine can reach the port: nothing of theirs may stand among what was sent.
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: ({ password: given }, _session, done) =>
      given === password ? done(null, { user: USER }) : done(withCode("Not for you", 535)),
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) => {
      take(stream, session, keep).then(
        () => done(),
        (error: unknown) => {
          if (error instanceof TooLarge) return done(withCode("Too large", 552));
          log.warn({ err: error }, "a caught message could not be kept");
          done(withCode("It cannot be kept right now, try again", 451));
        },
      );
    },
  });
  // Also clients that break off end here: nothing of theirs ends this process.
  server.on("error", (error) => log.warn({ err: error }, "mail catcher"));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${USER}:${password}@127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

class TooLarge extends Error {}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  keep: (message: CaughtMessage) => Promise<void>,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Read to the end in any case, so that the sender hears the answer; what is too large is not held.
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= MAX_MESSAGE_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > MAX_MESSAGE_BYTES) throw new TooLarge();
  const { mailFrom, rcptTo } = session.envelope;
  await keep({
    from: mailFrom ? mailFrom.address : "",
    to: rcptTo.map(({ address }) => address),
    source: Buffer.concat(chunks),
  });
}

function withCode(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode });
}
