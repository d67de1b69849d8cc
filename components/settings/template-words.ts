// What a carrier template sets, in words.

import { AUTH_MODE_WORDS } from "@/components/carriers/carrier-words";
import type { TemplateSettings } from "@/lib/schemas/carrier-template";
import { countryText } from "@/lib/telephony/country-names";

const HEADERS = {
  assertedIdentity: "P-Asserted-Identity",
  privacy: "Privacy",
  diversion: "Diversion",
  historyInfo: "History-Info",
} as const;

/** One sentence each for carrier, gateway and trunk; a part of which nothing is set has none. */
export function templateWords({ carrier, gateway, trunk }: TemplateSettings): string[] {
  return [
    ["Carrier", carrierWords(carrier)],
    ["Gateway", gatewayWords(gateway)],
    ["Trunk", trunkWords(trunk)],
  ].flatMap(([part, words]) =>
    words?.length ? [`${part}: ${(words as string[]).join(", ")}`] : [],
  );
}

function carrierWords(carrier: TemplateSettings["carrier"]): string[] {
  const { authMode, digestStatus, digestMd5Only } = carrier;
  return [
    ...(authMode ? [AUTH_MODE_WORDS[authMode]] : []),
    ...(authMode === "acl_and_digest" && digestStatus ? [`challenged with ${digestStatus}`] : []),
    ...(digestMd5Only ? ["MD5 only"] : []),
    ...limitWords(carrier),
  ];
}

function gatewayWords(gateway: TemplateSettings["gateway"]): string[] {
  const { transport, port, priority, weight, optionsCheck, allowTcp } = gateway;
  return [
    ...(transport ? [transport.toUpperCase()] : []),
    ...(port ? [`port ${port}`] : []),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
    ...(weight === undefined ? [] : [`weight ${weight}`]),
    ...(optionsCheck === false ? ["no OPTIONS checks"] : []),
    ...(allowTcp ? ["large requests by TCP"] : []),
  ];
}

function trunkWords(trunk: TemplateSettings["trunk"]): string[] {
  const removed = Object.entries(HEADERS).filter(
    ([name]) => trunk[name as keyof typeof HEADERS] === "remove",
  );
  return [
    ...(trunk.country ? [`in ${trunk.country}`] : []),
    ...limitWords(trunk),
    ...(trunk.allowedDestinations?.length
      ? [`calls to ${trunk.allowedDestinations.map(countryText).join(", ")}`]
      : []),
    ...(trunk.longestCallSec ? [`calls up to ${trunk.longestCallSec} s`] : []),
    ...(trunk.acceptAnonymous === false ? ["no withheld A-numbers"] : []),
    ...(trunk.invalidANumber === "flag" ? ["flags A-numbers that are not E.164"] : []),
    ...(trunk.acceptForwarded ? ["takes forwarded calls"] : []),
    ...(trunk.allowRefer ? ["allows REFER"] : []),
    ...(removed.length > 0 ? [`removes ${removed.map(([, header]) => header).join(", ")}`] : []),
  ];
}

interface Limits {
  readonly maxChannels?: number | null | undefined;
  readonly maxCallsPerSec?: number | null | undefined;
}

function limitWords({ maxChannels, maxCallsPerSec }: Limits): string[] {
  return [
    ...(maxChannels ? [`${maxChannels} channels`] : []),
    ...(maxCallsPerSec ? [`${maxCallsPerSec} calls per second`] : []),
  ];
}
