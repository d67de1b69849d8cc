/** The last step of every message that is built from text: Content-Length, the empty line, the body. */

/** Start line and header lines (each with its line end, already checked) and the body, as one buffer. */
export function writeMessage(head: string, body: Buffer | undefined): Buffer {
  const length = body?.length ?? 0;
  const text = `${head}Content-Length: ${length}\r\n\r\n`;
  const out = Buffer.allocUnsafe(text.length + length);
  out.write(text, 0, "latin1");
  if (body !== undefined) body.copy(out, text.length);
  return out;
}
