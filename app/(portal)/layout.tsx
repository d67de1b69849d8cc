// Navigation, who you are, and what holds on every page. Draws, never authorises: each page does that itself.
import { cookies, headers } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { drawAround } from "@/app/_server/draw-page";
import { signOut } from "@/app/_server/sign-out";
import { EARLY_KEY_SCRIPT } from "@/components/find/early-key";
import { Finder } from "@/components/find/finder";
import { AccountMenu } from "@/components/layout/account-menu";
import { AreaLinks } from "@/components/layout/area-links";
import { AreaMenu } from "@/components/layout/area-menu";
import { LabNetworksBanner } from "@/components/layout/lab-networks-banner";
import { LiveMarkProvider } from "@/components/layout/live-mark-bar";
import { PagePresses } from "@/components/layout/page-presses";
import { readTheme, THEME_COOKIE } from "@/components/layout/theme";
import { readZone, ZONE_COOKIE } from "@/components/layout/zone";
import { ZoneProvider } from "@/components/layout/zone-provider";
import { getSettings } from "@/lib/services/settings/get-settings";

export default async function PortalLayout({ children }: LayoutProps<"/">) {
  const kept = await cookies();
  const theme = readTheme(kept.get(THEME_COOKIE)?.value);
  const zone = readZone(kept.get(ZONE_COOKIE)?.value);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const account = await drawAround(async ({ actor }) => (
    <div className="flex items-center gap-2">
      <Finder personId={actor.id} />
      <AccountMenu name={actor.name} role={actor.role} theme={theme} signOut={signOut} />
    </div>
  ));
  const lab = await drawAround(async (context) => (
    <LabNetworksBanner
      networks={(await getSettings(context)).labNetworks.map((network) => network.block)}
    />
  ));
  return (
    <ZoneProvider zone={zone}>
      {/* The browser hides the nonce from scripts, so that React finds none. */}
      <script
        nonce={nonce}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own
        dangerouslySetInnerHTML={{ __html: EARLY_KEY_SCRIPT }}
      />
      <Frame account={account} lab={lab}>
        {children}
      </Frame>
    </ZoneProvider>
  );
}

function Frame({
  account,
  lab,
  children,
}: {
  account: ReactNode;
  lab: ReactNode;
  children: ReactNode;
}) {
  return (
    <LiveMarkProvider>
      <PagePresses />
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-surface px-3 py-2 font-medium text-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <div className="print:block lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
        <aside className="sticky top-0 h-dvh overflow-y-auto border-r border-line bg-surface p-3 max-lg:hidden print:hidden">
          <Link href="/" className="mb-4 block px-2.5 py-1 text-[0.9375rem] font-semibold">
            Cradle BYOC
          </Link>
          <AreaLinks />
        </aside>
        <div className="min-w-0">
          <header className="flex h-12 items-center justify-between gap-2 border-b border-line bg-surface px-2 sm:px-5 print:hidden">
            <div className="flex items-center gap-1">
              <AreaMenu />
              <Link href="/" className="font-semibold lg:hidden">
                Cradle BYOC
              </Link>
            </div>
            {account}
          </header>
          <div className="print:hidden">{lab}</div>
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto max-w-6xl px-3 pt-4 pb-20 outline-none sm:px-5 print:max-w-none print:p-0"
          >
            {children}
          </main>
        </div>
      </div>
    </LiveMarkProvider>
  );
}
