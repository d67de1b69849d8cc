// What the sip-agent tells apart from a fault: a store that nobody has set up yet.

/** The store has no platform settings yet: an installation that nobody has set up, and no fault. */
export class NotSetUp extends Error {
  override readonly name = "NotSetUp";

  constructor() {
    super("nothing is set up yet: save the platform settings in the portal");
  }
}
