// Reads an operation's input from path, query and body; the verb checks it.
import { InvalidInput } from "@/lib/core/errors";

/** Largest body taken, in bytes, where an operation names no other. */
const MAX_BODY_BYTES = 1_000_000;

/** A body that is no JSON object, of another type, or too large: HTTP's own faults. */
export class UnreadableBody extends Error {
  override readonly name = "UnreadableBody";
  constructor(
    readonly status: 400 | 413 | 415,
    detail: string,
  ) {
    super(detail);
  }
}

/** Throws `UnreadableBody`, or `InvalidInput` where a field is given twice. */
export async function readInput(
  request: Request,
  pathFields: Readonly<Record<string, string>>,
  maxBodyBytes = MAX_BODY_BYTES,
): Promise<Record<string, unknown>> {
  const takesBody = request.method === "POST" || request.method === "PATCH";
  const query = queryFields(new URL(request.url));
  const rest = takesBody ? await bodyFields(request, maxBodyBytes) : query;
  if (takesBody && Object.keys(query).length > 0) {
    throw new InvalidInput(
      Object.keys(query).map((path) => ({ path, message: "belongs in the body, not the query" })),
    );
  }
  const twice = Object.keys(pathFields).filter((name) => Object.hasOwn(rest, name));
  if (twice.length > 0) {
    throw new InvalidInput(
      twice.map((path) => ({ path, message: "is given by the path and must not be repeated" })),
    );
  }
  return { ...rest, ...pathFields };
}

function queryFields(url: URL): Record<string, string> {
  const names = [...new Set(url.searchParams.keys())];
  const repeated = names.filter((name) => url.searchParams.getAll(name).length > 1);
  if (repeated.length > 0) {
    throw new InvalidInput(repeated.map((path) => ({ path, message: "is given more than once" })));
  }
  return Object.fromEntries(url.searchParams);
}

async function bodyFields(request: Request, maxBytes: number): Promise<Record<string, unknown>> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new UnreadableBody(415, "The body must be JSON: send Content-Type: application/json.");
  }
  const value = parseJson(await readText(request, maxBytes));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UnreadableBody(400, "The body must be one JSON object.");
  }
  return value as Record<string, unknown>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableBody(400, `The body is not JSON: ${(error as SyntaxError).message}.`);
  }
}

/** Stops reading where the limit is passed, whatever Content-Length says. */
async function readText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    size += read.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new UnreadableBody(413, `The body is larger than ${maxBytes} bytes.`);
    }
    chunks.push(read.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
