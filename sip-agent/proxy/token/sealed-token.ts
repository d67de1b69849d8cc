/** Dialog tokens as they stand in the user part of our URIs: sealed, and bound to Call-ID and tags, which do not travel. */
import type { TokenSealer } from "../../seal/seal-token";
import type {
  ContactToken,
  DialogToken,
  OpenedToken,
  RequestTags,
  TokenBinding,
  TokenHolder,
} from "./dialog-token";
import { packContact, packToken, unpackToken } from "./token-bytes";

/** First letter of the user part: tells holder and binding before anything is opened. */
const CALLER = "c";
const CALLEE = "e";
const CALLEE_WITHOUT_TAG = "d";

/**
 * Seals a token to a SIP user part; null if it holds a host, a route or a Contact too long to be written. `domain` is the
 * signalling FQDN.
 */
export function sealDialogToken(
  sealer: TokenSealer,
  token: DialogToken,
  binding: TokenBinding,
  domain: string,
): string | null {
  return sealed(sealer, packToken(token, domain), token.holder, binding);
}

/** Likewise of a Contact alone. */
export function sealContactToken(
  sealer: TokenSealer,
  token: ContactToken,
  binding: TokenBinding,
  domain: string,
): string | null {
  return sealed(sealer, packContact(token, domain), token.holder, binding);
}

function sealed(
  sealer: TokenSealer,
  plain: Buffer | null,
  holder: TokenHolder,
  binding: TokenBinding,
): string | null {
  if (plain === null) return null;
  const letter =
    holder === "caller" ? CALLER : binding.calleeTag === null ? CALLEE_WITHOUT_TAG : CALLEE;
  return letter + sealer.seal(plain, contextOf(letter, binding));
}

/**
 * Opens what stood in the user part of a URI of ours. Null for anything that we did not make for this very dialog.
 * `binding` is what `bindingOf` says of it.
 */
export function openDialogToken(
  sealer: TokenSealer,
  user: string,
  binding: TokenBinding,
  domain: string,
): OpenedToken | null {
  const letter = user.charAt(0);
  const plain = sealer.open(user.slice(1), contextOf(letter, binding));
  if (plain === null) return null;
  return unpackToken(plain, letter === CALLER ? "caller" : "callee", domain);
}

/** What a user part in a request with these tags would have to be bound to; null if it is no token of ours at all. */
export function bindingOf(
  user: string,
  { callId, fromTag, toTag }: RequestTags,
): TokenBinding | null {
  // The caller's token has the caller in From, the callee's in To.
  switch (user.charAt(0)) {
    case CALLER:
      return { callId, callerTag: fromTag, calleeTag: toTag };
    case CALLEE:
      return { callId, callerTag: toTag, calleeTag: fromTag };
    case CALLEE_WITHOUT_TAG:
      return { callId, callerTag: toTag, calleeTag: null };
    default:
      return null;
  }
}

/** What a user part that begins with that letter is bound to, as one text. */
export function contextOfUser(user: string, binding: TokenBinding): string {
  return contextOf(user.charAt(0), binding);
}

/** The text made last: one dialog's tokens are sealed, remembered and looked up one after the other. */
const latest = { letter: "", callId: "", callerTag: "", calleeTag: "", context: "" };

/** NUL cannot stand in a Call-ID or tag, so that no two bindings read alike. */
function contextOf(letter: string, binding: TokenBinding): string {
  const { callId, callerTag } = binding;
  const calleeTag = binding.calleeTag ?? "";
  if (
    latest.callId !== callId ||
    latest.letter !== letter ||
    latest.callerTag !== callerTag ||
    latest.calleeTag !== calleeTag
  ) {
    latest.letter = letter;
    latest.callId = callId;
    latest.callerTag = callerTag;
    latest.calleeTag = calleeTag;
    latest.context = `${letter}\0${callId}\0${callerTag}\0${calleeTag}`;
  }
  return latest.context;
}
