// The OpenAPI document; it holds no data, so that it needs no token.
import { openApiDocument } from "../_rest/openapi";

export function GET(): Response {
  return Response.json(openApiDocument());
}
