// A hand-off sheet for tests of the configurations.
import type { HandOffSheet } from "../hand-off-sheet";

/** Two trunks by UDP and TCP, with digest. */
export function testSheet(overrides: Partial<HandOffSheet> = {}): HandOffSheet {
  return {
    issuer: { legalName: "Cradle", legalAddress: "" },
    carrierName: "Example Telecom",
    signallingFqdn: "byoc.example.net",
    sipPort: 5060,
    sipTlsPort: 5061,
    transports: ["udp", "tcp"],
    egressAddresses: [
      { address: "203.0.113.10", label: "" },
      { address: "2001:db8::10", label: "" },
    ],
    mediaRanges: [],
    codecs: ["PCMA", "PCMU", "telephone-event"],
    digest: { realm: "byoc.example.net", usernames: ["example-1"], md5Only: false },
    aclEntries: [],
    gateways: [],
    optionsIntervalSec: 30,
    sessionTimerSec: 1800,
    ...{ maxChannels: null, maxCallsPerSec: null },
    ...{ escalation: [], testNumbers: [], testWindow: "" },
    trunks: ["one", "two"].map((name, at) => ({
      ...{ name, customerName: "Customer", fqdn: `${name}.byoc.example.net` },
      ...{
        maxChannels: 10,
        maxCallsPerSec: 2,
        ...{ longestCallSec: 14_400, removedHeaders: [] },
        byocNumbers: [`+649887933${at}`],
        cradleNumbers: [],
      },
    })),
    nocContact: "",
    contacts: [],
    noticeDays: 14,
    ...overrides,
  };
}
