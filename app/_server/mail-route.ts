// Where mail goes, as the portal was told at start: it knows no mail server itself.
import "server-only";

/** `catcher` keeps all mail on this machine; null where nobody said. */
export function mailRoute(): "smtp" | "catcher" | null {
  const said = process.env.MAIL_GOES_TO;
  return said === "smtp" || said === "catcher" ? said : null;
}
