// The calls of the demo: what each shows, who places it, and what is to be said of it.
import { CRADLE_NUMBERS, PLATFORM } from "@/prisma/seed-plan";
import type { Caller, Cast } from "./cast";
import type { Outgoing, Phone } from "./phone";

export interface PlannedCall {
  /** One line in plain words: who calls whom, and how. */
  readonly words: string;
  readonly phone: Phone;
  readonly call: Outgoing;
}

const FQDN = PLATFORM.signallingFqdn;
const SOMEONE = ["+6421555123", "+6427555234", "+61491570156", "+6421555345"];
const FOREIGN = "+6443330199";
const [VERIFIED, UNVERIFIED] = CRADLE_NUMBERS;

type Draw = (most: number) => number;

/** Every kind of call once, in a fixed order, so that each shows itself early; numbers and times are drawn. */
export function planRound(cast: Cast, draw: Draw): PlannedCall[] {
  const [live, testing, draft] = cast.carriers;
  if (!live || !testing || !draft) throw new Error("the plan has three carriers");
  const someone = () => SOMEONE[draw(SOMEONE.length)] ?? "";
  const numberOf = (carrier: Caller) => carrier.numbers[draw(carrier.numbers.length)] ?? "";
  const talkMs = () => 1_500 + draw(6_000);

  const inbound = (carrier: Caller, to: string, how = "", giveUpMs?: number): PlannedCall => ({
    words: `${carrier.name} → Cradle, to ${to}${how}`,
    phone: carrier.phone,
    call: {
      requestUri: `sip:${to}@${FQDN}`,
      aNumber: someone(),
      talkMs: talkMs(),
      ...(giveUpMs !== undefined && { giveUpMs }),
    },
  });
  const outbound = (carrier: Caller, from: string, to: string, how = ""): PlannedCall => ({
    words: `Cradle → ${carrier.name}, from ${from} to ${to}${how}`,
    phone: cast.core,
    call: {
      requestUri: `sip:${to}@${carrier.trunkFqdn}`,
      aNumber: from,
      assertedIdentity: from,
      talkMs: talkMs(),
    },
  });
  const atAnAddress = (carrier: Caller): PlannedCall => {
    const { words, phone, call } = inbound(carrier, numberOf(carrier), " at an address");
    const requestUri = call.requestUri.replace(FQDN, PLATFORM.egressAddress);
    return { words, phone, call: { ...call, requestUri } };
  };
  const fromStranger = (): PlannedCall => ({
    words: `an unlisted address → Cradle, to ${numberOf(live)}`,
    phone: cast.stranger,
    call: { requestUri: `sip:${numberOf(live)}@${FQDN}`, aNumber: someone(), talkMs: 0 },
  });

  return [
    inbound(live, numberOf(live)),
    inbound(live, "+6498879399", ", which nobody has"),
    outbound(live, numberOf(live), someone()),
    outbound(live, FOREIGN, someone(), ", with somebody else's number"),
    fromStranger(),
    inbound(testing, numberOf(testing)),
    inbound(draft, numberOf(draft), ", whose carrier is a draft"),
    outbound(live, VERIFIED.e164, someone(), ", a verified Cradle number"),
    outbound(live, UNVERIFIED.e164, someone(), ", an unverified Cradle number"),
    inbound(live, numberOf(live), ", giving up soon", 150),
    outbound(testing, numberOf(testing), someone()),
    outbound(live, numberOf(live), "+12025550143", ", a country not on the trunk's list"),
    outbound(live, numberOf(live), "111", ", an emergency number"),
    atAnAddress(testing),
  ];
}
