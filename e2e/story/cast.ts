// Who and what the story is about: its names and numbers, and everyone's own browser window.
import type { Browser, Page } from "@playwright/test";
import type { Role } from "@/lib/auth/actor";
import { PLATFORM } from "@/prisma/seed-plan";
import type { Album } from "../fixtures/album";
import { type Installation, sipAddressOf } from "../fixtures/installation";
import { signInAs } from "../fixtures/portal-pages";
import { type SipAddress, SipPeer } from "../fixtures/sip-peer";

export const CARRIER = "Weka Voice";
export const CUSTOMER = "Rātā Freight";
export const TRUNK = "Rātā Freight on Weka";
/** Where the carrier sends from and takes calls. */
const CARRIER_ADDRESS = "127.0.52.1";
export const BYOC_NUMBER = "+6495550171";
export const CRADLE_NUMBER = "+6495550172";
/** Somebody's mobile, outside. */
export const MOBILE = "+6421555171";
export const CUSTOMER_CONTACT = "Freight desk";
export const CARRIER_CONTACT = "Weka NOC";
export const REFERENCE = "LOA-WEKA-1";

export interface Story {
  readonly pages: Readonly<Record<Role, Page>>;
  readonly portalUrl: string;
  readonly album: Album;
  readonly agent: SipAddress;
  readonly core: SipPeer;
  readonly carrier: SipPeer;
  close(): Promise<void>;
}

/** Everyone signed in, the core and the carrier's equipment listening. */
export async function openStory(
  browser: Browser,
  installation: Installation,
  album: Album,
): Promise<Story> {
  const pageOf = async (role: Role): Promise<Page> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await signInAs(page, role, installation);
    return page;
  };
  const core = await SipPeer.open(PLATFORM.coreEndpoint.host, PLATFORM.coreEndpoint.port);
  const carrier = await SipPeer.open(CARRIER_ADDRESS);
  const pages = {
    admin: await pageOf("admin"),
    onboarding: await pageOf("onboarding"),
    sales: await pageOf("sales"),
    support: await pageOf("support"),
  };
  return {
    ...{ pages, album, core, carrier },
    portalUrl: installation.portalUrl,
    agent: sipAddressOf(installation),
    close: async () => {
      for (const page of Object.values(pages)) await page.context().close();
      for (const peer of [core, carrier]) await peer.close();
    },
  };
}
