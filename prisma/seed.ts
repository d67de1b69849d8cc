// `prisma db seed`, and the first `npm start`: the demonstration's data, once, in an empty store.
import { z } from "zod";
import { systemDeps } from "@/lib/core/deps";
import { databaseUrl, EnvError, readEnv } from "@/lib/core/env";
import { createLogger } from "@/lib/core/log";
import { openDatabase } from "@/lib/db/client";
import { createContext } from "@/lib/services/context";
import { seedDemo } from "./seed-demo";

function readEnvironment() {
  try {
    return readEnv(
      {
        DATABASE_URL: databaseUrl,
        DEMO_PASSWORD: z.string().min(12, "must be at least 12 characters long"),
        SIP_LISTEN: z.string().optional(),
      },
      process.env,
    );
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const env = readEnvironment();
const database = openDatabase(env.DATABASE_URL, { poolSize: 2 });
try {
  const requestId = systemDeps.newId();
  const log = createLogger({ name: "seed", level: "warn" });
  const made = await seedDemo({
    contextFor: (actor) => createContext({ database, deps: systemDeps, log, actor, requestId }),
    password: env.DEMO_PASSWORD,
    sipListen: env.SIP_LISTEN,
  });
  console.log(made ? "Demonstration data made." : "There are accounts already: nothing was made.");
} finally {
  await database.close();
}
