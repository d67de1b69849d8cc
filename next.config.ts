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

const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: ["@prisma/adapter-pg", "@node-rs/argon2", "pino"],
  // `npm run check` checks the types of the whole project; a build that does so too takes twice the time.
  typescript: { ignoreBuildErrors: true },
  // The log must name what failed; the server's code travels nowhere.
  experimental: { serverMinification: false },
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
  ...(process.env.NEXT_DIST_DIR ? { distDir: process.env.NEXT_DIST_DIR } : {}),
};

export default config;
