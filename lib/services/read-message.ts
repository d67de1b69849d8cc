// Reads a message as it came by SMTP into what may be shown and stored: text, and attachments by name.
import PostalMime from "postal-mime";
import { cleanFileName } from "./check-file";

export interface ReadMessage {
  readonly subject: string;
  /** The text part; where there is none, the HTML's source, which nobody draws. */
  readonly text: string;
  readonly attachments: readonly {
    readonly fileName: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
  }[];
}

const MAX_SUBJECT_LENGTH = 1000;
const MAX_TEXT_LENGTH = 200_000;

/** Postgres stores neither NUL nor half a character. */
function storable(text: string | undefined, maxLength: number): string {
  return (text ?? "").replaceAll("\0", "").slice(0, maxLength).toWellFormed();
}

/** What cannot be read is shown as the source that it is. */
export async function readMessage(source: Uint8Array): Promise<ReadMessage> {
  try {
    const email = await PostalMime.parse(new Uint8Array(source), {
      attachmentEncoding: "arraybuffer",
      maxNestingDepth: 50,
      // A message inside the message is something to download, not more of its text.
      forceRfc822Attachments: true,
    });
    return {
      subject: storable(email.subject, MAX_SUBJECT_LENGTH),
      text: storable(email.text ?? email.html, MAX_TEXT_LENGTH),
      attachments: email.attachments.map(({ filename, content }) => ({
        fileName: cleanFileName(filename ?? "attachment"),
        bytes: bytesOf(content),
      })),
    };
  } catch {
    const text = storable(new TextDecoder().decode(source), MAX_TEXT_LENGTH);
    return { subject: "(unreadable)", text, attachments: [] };
  }
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof content === "string"
    ? new TextEncoder().encode(content)
    : new Uint8Array(content as ArrayBuffer);
}
