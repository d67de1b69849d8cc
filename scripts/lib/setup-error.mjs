// A failure that a person can act on: its message is the one sentence they are shown.

/** Thrown for a port in use, a wrong variable, a Postgres that is away and their like. Never carries a secret. */
export class SetupError extends Error {
  /** @param {string} message one sentence, with what to do about it */
  constructor(message) {
    super(message);
    this.name = "SetupError";
  }
}
