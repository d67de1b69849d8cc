// Whole calls between two sipp, through the sip-agent: each way, over UDP and TCP, with CANCEL, re-INVITE and failover.
import { expect, test } from "@playwright/test";
import { freeSipPort } from "./fixtures/free-port";
import { Lab, type LabCarrier } from "./fixtures/lab";
import { requirePrograms } from "./fixtures/require-programs";
import { type SippScenario, startSipp, together } from "./fixtures/sipp";

const CORE = "127.0.2.1";
const CARRIER = "127.0.3.1";
const BYOC_NUMBER = "+6498879333";
const OUTSIDE_NUMBER = "+6421555123";

interface Pair {
  readonly title: string;
  readonly caller: SippScenario;
  readonly answerer: SippScenario;
}

type Direction = "termination" | "origination";

const PAIRS: readonly Pair[] = [
  { title: "a call that the caller ends", caller: "call", answerer: "answer" },
  { title: "a call given up while it rings", caller: "cancel", answerer: "ring-until-cancel" },
];
/** In these the answerer sends requests too. A sipp that calls over TCP does not listen where its Contact says. */
const UDP_PAIRS: readonly Pair[] = [
  {
    title: "a call that the answerer ends",
    caller: "call-until-bye",
    answerer: "answer-and-hang-up",
  },
  {
    title: "a re-INVITE from each side",
    caller: "call-and-reinvite",
    answerer: "answer-and-reinvite",
  },
];

for (const transport of ["udp", "tcp"] as const) {
  test.describe(`sipp over ${transport}`, () => {
    let lab: Lab;
    let carrier: LabCarrier;
    /** First and second target, the same ports at core and carrier. */
    let ports: readonly [number, number];

    test.beforeAll(async () => {
      requirePrograms("sipp");
      ports = [await freeSipPort(CORE), await freeSipPort(CARRIER)];
      const targets = (address: string) => ports.map((port) => ({ address, port, transport }));
      // sipp takes an OPTIONS check for its call.
      const agentEnv = { SIP_OPTIONS_MS: "0" };
      lab = await Lab.open({ coreEndpoints: targets(CORE), agentEnv });
      carrier = await lab.addCarrier({
        acl: [CARRIER],
        gateways: targets(CARRIER),
        numbers: [BYOC_NUMBER],
      });
      await lab.agent.untilReadiness(200);
      await lab.live();
    });

    test.afterAll(async () => {
      await lab?.close();
    });

    const startCaller = (direction: Direction, scenario: SippScenario) =>
      startSipp({
        scenario,
        transport,
        address: direction === "termination" ? CARRIER : CORE,
        remote: lab.agent,
        keys:
          direction === "termination"
            ? { a_number: OUTSIDE_NUMBER, b_number: BYOC_NUMBER, domain: lab.fqdn }
            : { a_number: BYOC_NUMBER, b_number: OUTSIDE_NUMBER, domain: carrier.trunkFqdn },
      });

    for (const direction of ["termination", "origination"] as const) {
      const address = direction === "termination" ? CORE : CARRIER;

      for (const pair of transport === "udp" ? [...PAIRS, ...UDP_PAIRS] : PAIRS) {
        test(`${direction}: ${pair.title}`, async () => {
          const [port] = ports;
          const answerer = await startSipp({ scenario: pair.answerer, transport, address, port });
          const caller = await startCaller(direction, pair.caller);
          await together(caller, answerer);

          const record = await lab.completeRecord(caller.callId);
          expect(record).toMatchObject({ direction, rule: "route", carrierId: carrier.carrier.id });
          expect(record.attempts).toHaveLength(1);
          expect(await lab.records(caller.callId)).toHaveLength(1);
        });
      }

      test(`${direction}: the first target answers 503, the second takes the call`, async () => {
        const [one, two] = ports;
        const first = await startSipp({ scenario: "refuse-503", transport, address, port: one });
        const second = await startSipp({ scenario: "answer", transport, address, port: two });
        const caller = await startCaller(direction, "call");
        await together(caller, first, second);

        const record = await lab.completeRecord(caller.callId);
        expect(record.attempts.map((attempt) => attempt.status)).toEqual([503, 200]);
        expect(await lab.records(caller.callId)).toHaveLength(1);
      });
    }
  });
}
