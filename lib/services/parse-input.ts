// The second step of every verb: its input, checked once, with the field at fault named.
import type { z } from "zod";
import { type FieldError, InvalidInput } from "@/lib/core/errors";

/** Issues of a zod schema as field errors; the path is dotted. */
function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: [...issue.path, key].map(String).join("."),
        message: "is not a field of this form",
      }));
    }
    return [{ path: issue.path.map(String).join("."), message: issue.message }];
  });
}

/** The parsed input, or an `InvalidInput` with one error per field at fault. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
): z.output<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw new InvalidInput(fieldErrors(result.error), result.error);
}
