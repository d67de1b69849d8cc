/** The sip-agent's environment: every variable with its default, checked at start, all faults named at once. */
import { z } from "zod";
import { databaseUrl, EnvError, logLevel, port, readEnv, secretKeys } from "@/lib/core/env";
import { type DnsServer, parseDnsServers } from "../dns/dns-servers";
import { type ListenUrl, parseListenUrls } from "../transport/listen-url";

const listenUrls = z
  .string()
  .default("udp://127.0.0.1:5060,tcp://127.0.0.1:5060")
  .transform((text, context): readonly ListenUrl[] => {
    const { urls, problems } = parseListenUrls(text);
    for (const problem of problems) context.addIssue(problem);
    if (problems.length === 0 && urls.length === 0) context.addIssue("names no address");
    return urls;
  });

/** Undefined: the system's own. */
const dnsServers = z
  .string()
  .optional()
  .transform((text, context): readonly DnsServer[] | undefined => {
    if (text === undefined) return undefined;
    const { servers, problems } = parseDnsServers(text);
    for (const problem of problems) context.addIssue(problem);
    if (problems.length === 0 && servers.length === 0) context.addIssue("names no server");
    return servers;
  });

/** A whole number between two others, with its unit in words for the message. */
const whole = (least: number, most: number, unit: string) =>
  z.coerce
    .number(`must be a whole number of ${unit}`)
    .int(`must be a whole number of ${unit}`)
    .min(least, `must be between ${least} and ${most} ${unit}`)
    .max(most, `must be between ${least} and ${most} ${unit}`);

const SHAPE = {
  DATABASE_URL: databaseUrl,
  BYOC_SECRET_KEYS: secretKeys,
  /** Places to listen; the first of each transport and family that is a listed egress address is sent from. */
  SIP_LISTEN: listenUrls,
  /** How datagrams are moved; `batched` takes the native module, and `auto` it where it is there. */
  SIP_DATAGRAMS: z
    .enum(["auto", "plain", "batched"], { error: "must be auto, plain or batched" })
    .default("auto"),
  /** Certificates of TLS sockets: NAME.crt and NAME.key, as many pairs as there are. */
  SIP_TLS_DIR: z.string().optional(),
  /** More certificate authorities that gateways' certificates may come from, in PEM. */
  SIP_TLS_CA: z.string().optional(),
  /** Requests that begin something which one address may send in a second, and at once; 0: any number. */
  SIP_SOURCE_RATE: whole(0, 1_000_000, "requests").default(2_000),
  SIP_SOURCE_BURST: whole(1, 1_000_000, "requests").default(4_000),
  /** Share of the time in which the process may have work before new calls get 503; 100: they never do. */
  SIP_BUSY_PERCENT: whole(1, 100, "percent").default(97),
  /** Health, metrics and version, over HTTP. */
  SIP_ADMIN_PORT: port.default(9060),
  SIP_ADMIN_HOST: z.string().default("127.0.0.1"),
  /** At SIGTERM: how long running dialogs and transactions are waited for. */
  DRAIN_SECONDS: whole(0, 86_400, "seconds").default(10),
  /** This agent's own folder: spool, configuration copy, identity. */
  DATA_DIR: z.string().default(".data/sip-agent"),
  LOG_LEVEL: logLevel.default("info"),
  /** Name shown in the portal. */
  SIP_AGENT_NAME: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, "must be 1 to 64 letters, digits, dots, dashes or underscores")
    .default("sip-agent"),
  /** A target that gives no provisional response for so long is passed over. */
  SIP_NO_ANSWER_MS: whole(200, 30_000, "milliseconds").default(4_000),
  /** DNS servers that names of gateways and core endpoints are asked of, in order. Default: those of /etc/resolv.conf. */
  SIP_DNS_SERVERS: dnsServers,
  /** Between two OPTIONS checks of one target, spread by a tenth each way; 0: none are sent. */
  SIP_OPTIONS_MS: whole(0, 3_600_000, "milliseconds").default(30_000),
  /** How often counts of unknown sources go to Postgres. */
  SIP_UNKNOWN_FLUSH_MS: whole(50, 600_000, "milliseconds").default(10_000),
  /** What an unknown source gets: nothing, or a 403. */
  SIP_UNKNOWN_ANSWER: z
    .enum(["nothing", "403"], { error: "must be nothing or 403" })
    .default("nothing"),
  /** Share of routed and of challenged calls whose SIP messages are kept. Those of refused calls always are. */
  SIP_SAMPLE_PERCENT: whole(0, 100, "percent").default(5),
  /** Slow look at the configuration's version, should a notice be missed. */
  CONFIG_POLL_MS: whole(100, 600_000, "milliseconds").default(10_000),
};

export type AgentEnv = ReturnType<typeof readAgentEnv>;

/** Reads and checks the environment. Throws an `EnvError` that names every variable at fault. */
export function readAgentEnv(source: Record<string, string | undefined>) {
  const env = readEnv(SHAPE, source);
  if (
    env.SIP_TLS_DIR === undefined &&
    env.SIP_LISTEN.some(({ transport }) => transport === "tls")
  ) {
    throw new EnvError(["SIP_TLS_DIR is missing: SIP_LISTEN names a tls:// address"]);
  }
  return env;
}
