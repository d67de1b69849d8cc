// What to know about a carrier's digest setting and how many credentials it has in use.

export interface DigestNote {
  readonly tone: "info" | "bad";
  readonly text: string;
}

/** Null where nothing needs saying. */
export function digestNote(authMode: "acl" | "acl_and_digest", inUse: number): DigestNote | null {
  if (authMode === "acl_and_digest" && inUse === 0) {
    return {
      tone: "bad",
      text: "No credential is in use: every inbound call of this carrier is refused until one is issued.",
    };
  }
  if (authMode === "acl" && inUse > 0) {
    return {
      tone: "info",
      text: "This carrier is not asked for its password yet: set authentication to ACL and digest once it has it.",
    };
  }
  return null;
}
