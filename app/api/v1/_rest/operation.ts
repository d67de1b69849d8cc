// One operation of the REST interface: a method, a path, and the verb behind them with what it takes and gives.
import { z } from "zod";
import type { Context } from "@/lib/services/context";

export type Method = "get" | "post" | "patch" | "delete";

export interface Operation {
  readonly method: Method;
  /** Under /api/v1, with `{name}` for the fields that stand in the path. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** Name of the verb behind it. */
  readonly verbName: string;
  /** Calls the verb and keeps of its answer what `output` names. */
  readonly run: (context: Context, input: Record<string, unknown>) => Promise<unknown>;
  /** The verb's own schema: fields of the path, then the query's (get, delete) or the body's (post, patch). */
  readonly input: z.ZodObject | z.ZodType | null;
  readonly output: z.ZodType;
  readonly status: 200 | 201;
  /** Largest body taken, in bytes, where it is not the usual one: files in base64. */
  readonly maxBodyBytes: number | null;
  /** The answer is a file: `run` gives the whole `Response`. */
  readonly answersFile: boolean;
}

type Verb<Result> = (context: Context, input: Record<string, unknown>) => Promise<Result>;

/** Joins a verb to its place. `output` must be able to hold what the verb gives; fields it does not name are left out. */
export function operation<Result>(plan: {
  method: Method;
  path: string;
  tag: string;
  summary: string;
  verb: Verb<Result>;
  input: z.ZodType | null;
  output: z.ZodType<unknown, Result>;
  /** Where a `post` makes nothing new. */
  status?: 200;
  maxBodyBytes?: number;
}): Operation {
  const { method, path, tag, summary, verb, input, output } = plan;
  return {
    method,
    path,
    tag,
    summary,
    verbName: verb.name,
    input,
    output,
    status: plan.status ?? (method === "post" && !path.endsWith("/state") ? 201 : 200),
    maxBodyBytes: plan.maxBodyBytes ?? null,
    answersFile: false,
    run: async (context, values) => output.parse(await verb(context, values)),
  };
}

/** A `get` whose answer is a file and not JSON; `answer` makes it of what the verb gives. */
export function download<Result>(plan: {
  path: string;
  tag: string;
  summary: string;
  verb: Verb<Result>;
  input: z.ZodType;
  answer: (result: Result) => Response;
}): Operation {
  const { verb, answer, ...rest } = plan;
  return {
    ...rest,
    method: "get",
    verbName: verb.name,
    output: z.string().meta({ format: "binary" }),
    status: 200,
    maxBodyBytes: null,
    answersFile: true,
    run: async (context, values) => answer(await verb(context, values)),
  };
}

/** Names of the fields in a path template. */
export function pathFields(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}
