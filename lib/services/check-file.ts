// Judges a file by its content: what it is, and under which name it is kept. What cannot be told is refused.
import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import { InvalidInput } from "@/lib/core/errors";
import type { FileInput } from "@/lib/schemas/document";
import { DOCUMENT_TYPES_WORDS, MAX_DOCUMENT_BYTES } from "@/lib/schemas/document-limits";

export interface CheckedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: Uint8Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const MAX_NAME_LENGTH = 200;

/** Type → the endings its name may have; a name without one is given the first. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  "application/pdf": ["pdf"],
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg", "jpe", "jfif"],
};

/** Text shows no type of its own, so that its name must say which kind it is. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  txt: "text/plain",
  log: "text/plain",
  csv: "text/csv",
  eml: "message/rfc822",
};

/** RFC 5322 §2.2: a mail begins with header fields, and these two are never missing (§3.6). */
const MAIL_START = /^(?:[!-9;-~]+[ \t]*:(?:[^\r\n]|\r?\n[ \t])*\r?\n){2,}/;

/** Throws `InvalidInput` at `path` unless the file is small enough and of a type that is kept. */
export async function checkFile(file: FileInput, path = "file"): Promise<CheckedFile> {
  const bytes = new Uint8Array(file.bytes);
  const refuse = (message: string) => new InvalidInput([{ path, message }]);
  if (bytes.byteLength === 0) throw refuse("is empty: choose a file with content");
  if (bytes.byteLength > MAX_DOCUMENT_BYTES) {
    const size = (bytes.byteLength / 1024 / 1024).toFixed(1);
    throw refuse(`is ${size} MB large: choose one of at most 10 MB`);
  }
  const name = cleanFileName(file.fileName);
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? null;
  const found = await fileTypeFromBuffer(bytes);
  const endings = ENDINGS[found?.mime ?? ""];
  if (found !== undefined && endings !== undefined) {
    if (ending !== null && !endings.includes(ending)) {
      const right = found.ext.toUpperCase();
      throw refuse(`is named .${ending}, but its content is ${right}: name it .${endings[0]}`);
    }
    const fileName = ending === null ? `${name}.${endings[0]}` : name;
    return checked(bytes, fileName, found.mime);
  }
  const contentType = TEXT_TYPES[ending ?? ""];
  if (contentType === undefined) {
    const seems = found === undefined ? "" : ` and seems to be ${found.ext.toUpperCase()}`;
    throw refuse(`is of a type that is not kept${seems}: choose ${DOCUMENT_TYPES_WORDS}`);
  }
  const text = strictText(bytes);
  if (text === null) throw refuse(`is named .${ending}, but is no text in UTF-8: save it as UTF-8`);
  if (contentType === "message/rfc822" && !MAIL_START.test(text.slice(0, 20_000))) {
    throw refuse("is named .eml, but does not begin as a mail does: save the message as EML again");
  }
  return checked(bytes, name, contentType);
}

function checked(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
  contentType: string,
): CheckedFile {
  const sha256 = new Uint8Array(createHash("sha256").update(bytes).digest());
  return { fileName, contentType, sizeBytes: bytes.byteLength, sha256, bytes };
}

/** The text, or null where it is not whole UTF-8 or holds a NUL. */
function strictText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

/** Without path, control and direction characters, at most 200 characters long with its ending kept. */
export function cleanFileName(raw: string): string {
  const last = raw.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  if (plain === "") return "document";
  const letters = [...plain];
  if (letters.length <= MAX_NAME_LENGTH) return plain;
  const ending = /\.[a-z0-9]{1,8}$/i.exec(plain)?.[0] ?? "";
  return letters.slice(0, MAX_NAME_LENGTH - ending.length).join("") + ending;
}
