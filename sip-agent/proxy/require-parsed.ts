/** What we wrote, read again; and whether anyone would take it. */
import { OWN_LIMITS } from "@/lib/sip/limits";
import type { SipMessage } from "@/lib/sip/message";
import { parseMessage } from "@/lib/sip/parse-message";

/** What would leave is no message that anyone would take: as a rule, one that grew beyond every limit. */
export class UnwritableError extends Error {}

/** These bytes as a message. Throws UnwritableError if they are none. */
export function requireParsed(bytes: Buffer): SipMessage {
  const parsed = parseMessage(bytes, { limits: OWN_LIMITS });
  if (!parsed.ok) throw new UnwritableError(`what would be sent is unfit: ${parsed.fault.detail}`);
  return parsed.message;
}

/**
 * The bytes themselves, made of a received message by the editor, which writes nothing unsafe: only a limit can be
 * exceeded. A message no longer than one header may be exceeds none: as many headers as were read, and those of ours,
 * may be there.
 */
export function requireWritable(bytes: Buffer): Buffer {
  if (bytes.length > OWN_LIMITS.headerBytes) requireParsed(bytes);
  return bytes;
}
