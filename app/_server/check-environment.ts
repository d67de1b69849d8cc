// Checks the portal's variables when it starts, so that a wrong one is found before the first visitor does.
import { z } from "zod";
import { EnvError, readEnv, secretKeys } from "@/lib/core/env";
import { trustedProxies } from "./request-headers";
import { ssoProviders } from "./sso-providers";

const SHAPE = {
  BYOC_SECRET_KEYS: secretKeys,
  NEXTAUTH_SECRET: z.string().min(1),
  NEXTAUTH_URL: z.url({
    protocol: /^https?$/,
    error: "must be the portal's own address, such as https://byoc.example.net",
  }),
};

/** What is wrong with the portal's variables, one sentence each; empty where all is well. */
export function environmentProblems(source: Record<string, string | undefined>): string[] {
  const checks = [
    () => readEnv(SHAPE, source),
    () => trustedProxies(source.TRUSTED_PROXIES),
    () => ssoProviders(source),
  ];
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof EnvError) return [...error.problems];
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}
