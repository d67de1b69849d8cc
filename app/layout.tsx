// The document around every page: font, theme, the nonce for what components write inline.
import "@fontsource-variable/inter";
import "./globals.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { readTheme, THEME_COOKIE } from "@/components/layout/theme";

export const metadata: Metadata = {
  title: { default: "Cradle BYOC", template: "%s · Cradle BYOC" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const nonce = (await headers()).get("x-nonce");
  return (
    <html lang="en" {...(theme === "system" ? {} : { "data-theme": theme })}>
      <body>
        <CSPProvider {...(nonce ? { nonce } : {})}>
          <div className="isolate">{children}</div>
        </CSPProvider>
      </body>
    </html>
  );
}
