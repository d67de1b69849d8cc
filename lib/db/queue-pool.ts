// The pool that the job queue works with: one that a server which goes away cannot end the process through.
import pg from "pg";

/** Connects lazily to `url`. `onLost` is told of idle connections that broke. The caller ends it. */
export function openQueuePool(
  url: string,
  options: { readonly size: number; readonly onLost: (error: Error) => void },
): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: options.size });
  // The queue takes its own listeners off as it stops: a server that goes away right then would end the process.
  pool.on("error", options.onLost);
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
