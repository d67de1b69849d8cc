// The OpenAPI document says what the table of operations holds, field by field.
import { describe, expect, it } from "vitest";
import { openApiDocument } from "./openapi";
import { pathFields } from "./operation";
import { OPERATIONS } from "./operations";

const document = openApiDocument();

describe("OpenAPI document", () => {
  it("has every operation once, with an id of its own", () => {
    const ids = Object.values(document.paths ?? {}).flatMap((path) =>
      Object.values(path).map((operation) => (operation as { operationId: string }).operationId),
    );
    expect(ids).toHaveLength(OPERATIONS.length);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it.each(
    OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const),
  )("describes the fields of %s", (_name, operation) => {
    const path = document.paths?.[operation.path] as Record<string, unknown>;
    const described = path[operation.method] as {
      parameters?: { name: string; in: string }[];
      requestBody?: { content: Record<string, { schema: object }> };
    };
    const inPath = (described.parameters ?? []).filter((parameter) => parameter.in === "path");
    expect(inPath.map((parameter) => parameter.name).sort()).toEqual(
      pathFields(operation.path).sort(),
    );
    const takesBody = operation.method === "post" || operation.method === "patch";
    expect(described.requestBody !== undefined).toBe(takesBody);
    // A schema that says nothing would let a reader guess.
    expect(JSON.stringify(described)).not.toContain('"schema":{}');
  });
});
