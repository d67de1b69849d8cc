// Who and what the long story is about: its names and numbers, and the keyboards of the two who do it.
import { type Browser, expect as eager, type Page } from "@playwright/test";
import { PLATFORM } from "@/prisma/seed-plan";
import { type Installation, sipAddressOf } from "../fixtures/installation";
import { Keyboard } from "../fixtures/keyboard";
import { signInAs } from "../fixtures/portal-pages";
import { type SipAddress, SipPeer } from "../fixtures/sip-peer";

export const CARRIER = "Kōtare Telecom";
export const CUSTOMER = "Harakeke Weavers";
export const TRUNK = "Harakeke on Kōtare";
export const CUSTOMER_CONTACT = { name: "Weavers desk", email: "desk@harakeke.example" };
export const CARRIER_CONTACT = { name: "Kōtare NOC", email: "noc@kotare.example" };
/** Where the carrier sends from and takes calls. */
const CARRIER_ADDRESS = "127.0.53.1";
export const BYOC_NUMBER = "+6495550193";
export const CRADLE_NUMBER = "+6495550195";
/** Somebody's mobile, outside. */
export const MOBILE = "+6421555193";
export const REFERENCE = "LOA-KOTARE-1";
/** What a press leads to may come late on a machine that does much else. */
export const expect = eager.configure({ timeout: 30_000 });
/** No other test has a rate of this country. */
export const COUNTRY = "FJ";

export interface Cast {
  readonly sales: Keyboard;
  readonly onboarding: Keyboard;
  readonly agent: SipAddress;
  readonly core: SipPeer;
  readonly carrier: SipPeer;
  close(): Promise<void>;
}

/** Two people signed in, each in a browser of their own; the core and the carrier's equipment listening. */
export async function openCast(browser: Browser, installation: Installation): Promise<Cast> {
  const keyboardOf = async (role: "sales" | "onboarding"): Promise<Keyboard> => {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(15_000);
    await signInAs(page, role, installation);
    return new Keyboard(page);
  };
  const core = await SipPeer.open(PLATFORM.coreEndpoint.host, PLATFORM.coreEndpoint.port);
  const carrier = await SipPeer.open(CARRIER_ADDRESS);
  const sales = await keyboardOf("sales");
  const onboarding = await keyboardOf("onboarding");
  return {
    ...{ sales, onboarding, core, carrier },
    agent: sipAddressOf(installation),
    close: async () => {
      for (const { page } of [sales, onboarding]) await page.context().close();
      for (const peer of [core, carrier]) await peer.close();
    },
  };
}

export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

export const heading = (page: Page, name: string) =>
  page.getByRole("heading", { level: 1, name, exact: true });
