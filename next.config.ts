// Next.js settings of the staff portal.
import type { NextConfig } from "next";

const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** The largest document (10 MiB) as a form or, in base64, as JSON, with what stands around it. */
const LARGEST_BODY = "16mb";

const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: ["@prisma/adapter-pg", "@node-rs/argon2", "pino"],
  // `npm run check` checks the types of the whole project; a build that does so too takes twice the time.
  typescript: { ignoreBuildErrors: true },
  // The log must name what failed; the server's code travels nowhere.
  experimental: {
    serverMinification: false,
    serverActions: { bodySizeLimit: LARGEST_BODY },
    // The hook in proxy.ts would cut off what is longer, and whoever reads the rest would not know.
    proxyClientMaxBodySize: LARGEST_BODY,
  },
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
  ...(process.env.NEXT_DIST_DIR ? { distDir: process.env.NEXT_DIST_DIR } : {}),
};

export default config;
