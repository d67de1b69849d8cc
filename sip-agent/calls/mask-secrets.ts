/** Takes credentials out of a SIP message before it is kept. */
import { MessageEditor } from "@/lib/sip/message-editor";
import { parseMessage } from "@/lib/sip/parse-message";

const SECRET_HEADERS = [
  "Authorization",
  "Proxy-Authorization",
  "WWW-Authenticate",
  "Proxy-Authenticate",
  "Authentication-Info",
  "Proxy-Authentication-Info",
] as const;

/**
 * The message with the values of credentials and challenges masked. What does not parse is cut at its first line that
 * might hold a secret: better to lose the rest than to keep it.
 */
export function maskSecrets(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parsed = parseMessage(buffer);
  if (!parsed.ok) {
    const secretAt = buffer.toString("latin1").search(/auth/i);
    return Buffer.from(secretAt < 0 ? buffer : buffer.subarray(0, secretAt));
  }
  const found = SECRET_HEADERS.filter((name) => parsed.message.has(name));
  if (found.length === 0) return Buffer.from(buffer);
  const editor = new MessageEditor(parsed.message);
  for (const name of found) editor.replace(name, "[masked]");
  return editor.toBuffer();
}
