// The OpenAPI document of the REST interface, made from the same table and the same schemas that answer it.
import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import { type Operation, pathFields } from "./operation";
import { OPERATIONS } from "./operations";
import { PROBLEM_TYPE } from "./problem";

const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string().meta({ description: "Reference that the portal's log carries too." }),
    errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
    conditions: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
    currentVersion: z.number().optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document." });

/** Splits a verb's object schema into what stands in the path and the rest. */
function splitInput(operation: Operation): {
  path: z.ZodObject | null;
  rest: z.ZodType | null;
} {
  const names = pathFields(operation.path);
  if (!(operation.input instanceof z.ZodObject)) return { path: null, rest: operation.input };
  const { shape } = operation.input;
  const pick = (isInPath: boolean) =>
    z.strictObject(
      Object.fromEntries(Object.entries(shape).filter(([key]) => names.includes(key) === isInPath)),
    );
  const rest = pick(false);
  return {
    path: names.length > 0 ? pick(true) : null,
    rest: Object.keys(rest.shape).length > 0 ? rest : null,
  };
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { path, rest } = splitInput(operation);
  const takesBody = operation.method === "post" || operation.method === "patch";
  const query = !takesBody && rest instanceof z.ZodObject ? rest : null;
  return {
    operationId: operationId(operation),
    summary: operation.summary,
    tags: [operation.tag],
    requestParams: { ...(path ? { path } : {}), ...(query ? { query } : {}) },
    ...(takesBody && rest
      ? { requestBody: { required: true, content: { "application/json": { schema: rest } } } }
      : {}),
    responses: {
      [`${operation.status}`]: {
        description: operation.status === 201 ? "Created" : "OK",
        content: {
          [operation.answersFile ? "application/octet-stream" : "application/json"]: {
            schema: operation.output,
          },
        },
      },
      default: {
        description: "A problem, with the field at fault",
        content: { [PROBLEM_TYPE]: { schema: ProblemSchema } },
      },
    },
  };
}

function operationId({ method, path }: Operation): string {
  const words = path.split(/[/{}-]+/).filter((word) => word !== "");
  return method + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("");
}

/** The whole document. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return createDocument({
    openapi: "3.1.1",
    info: {
      title: "Cradle BYOC",
      version: "1",
      description:
        "Carriers, trunks, numbers and calls of bring-your-own-carrier telephony. " +
        "Edits carry the version of the row that they change.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
    paths: paths as ZodOpenApiPathsObject,
  });
}
