// A file's size in words.

const KIBIBYTE = 1024;

/** `812 bytes`, `14 kB`, `2.3 MB`: in steps of 1024, as the limit of 10 MB is. */
export function fileSize(bytes: number): string {
  if (bytes < KIBIBYTE) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  const kibibytes = bytes / KIBIBYTE;
  if (kibibytes < KIBIBYTE) return `${Math.ceil(kibibytes)} kB`;
  return `${(kibibytes / KIBIBYTE).toFixed(1)} MB`;
}
