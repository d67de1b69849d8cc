// A mail server for tests, which answers each message as it is told to.
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** Null takes the message; else the code and words of a refusal. */
export type Answer = { readonly code: number; readonly words: string } | null;

export interface TestMailServer {
  readonly url: string;
  readonly port: number;
  /** Messages that were taken, as they came. */
  readonly taken: string[];
  /** What is said to the next recipients, one after the other; then all are taken. */
  readonly answers: Answer[];
  stop(): Promise<void>;
}

/** `port` 0 lets the system choose. With a password it lets nobody in without. */
export async function startTestMailServer(
  options: { port?: number; password?: string } = {},
): Promise<TestMailServer> {
  const taken: string[] = [];
  const answers: Answer[] = [];
  const { password } = options;
  const server = new SMTPServer({
    logger: false,
    disabledCommands: password === undefined ? ["AUTH", "STARTTLS"] : ["STARTTLS"],
    authOptional: password === undefined,
    allowInsecureAuth: true,
    onAuth: (given, _session, done) =>
      given.password === password ? done(null, { user: "mailer" }) : done(new Error("wrong")),
    onRcptTo: (_address, _session, done) => {
      const answer = answers.shift() ?? null;
      if (answer === null) return done();
      done(Object.assign(new Error(answer.words), { responseCode: answer.code }));
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        taken.push(Buffer.concat(chunks).toString("latin1"));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    taken,
    answers,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
