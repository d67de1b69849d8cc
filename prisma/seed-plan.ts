// The demonstration's data, all on loopback: who sends from where, who listens where, and which numbers are whose.

/** Everything below is on 127.0.0.0/8; no two of these overlap. The egress address is where the sip-agent listens. */
export const PLATFORM = {
  signallingFqdn: "byoc.sip.cradle.test",
  labNetworks: [
    { block: "127.0.0.0/8", label: "Demonstration: IPv4 loopback" },
    { block: "::1", label: "Demonstration: IPv6 loopback" },
  ],
  /** Used where SIP_LISTEN names no address of its own. */
  egressAddress: "127.0.0.1",
  /** Used where SIP_LISTEN names no port of its own. */
  sipPort: 5060,
  /** The simulated core listens here and sends from here. */
  coreEndpoint: { host: "127.0.3.1", port: 5060, transport: "udp" },
  coreSource: { block: "127.0.3.0/29", label: "Demonstration core" },
} as const;

export const ACCOUNTS = [
  { email: "admin@demo.example", name: "Demo admin", role: "admin" },
  { email: "onboarding@demo.example", name: "Demo onboarding", role: "onboarding" },
  { email: "sales@demo.example", name: "Demo sales", role: "sales" },
  { email: "support@demo.example", name: "Demo support", role: "support" },
] as const;

export const CUSTOMERS = [
  { name: "Aldermoor Logistics", accountReference: "DEMO-1001", country: "NZ" },
  { name: "Quillhaven Dental", accountReference: "DEMO-1002", country: "NZ" },
] as const;

export interface PlannedCarrier {
  readonly name: string;
  readonly country: string;
  readonly state: "draft" | "ready";
  /** Where its calls come from. */
  readonly aclEntries: readonly { readonly block: string; readonly label: string }[];
  /** Where it takes calls, in the order in which they are tried. */
  readonly gateways: readonly {
    readonly host: string;
    readonly port: number;
    readonly transport: "udp" | "tcp";
    readonly priority: number;
  }[];
  readonly trunk: {
    readonly name: string;
    readonly fqdnLabel: string;
    readonly customer: (typeof CUSTOMERS)[number]["name"];
    readonly state: "enquiry" | "testing" | "live";
    readonly byocNumbers: readonly string[];
  };
}

export const CARRIERS: readonly PlannedCarrier[] = [
  {
    name: "Kererū Networks",
    country: "NZ",
    state: "ready",
    aclEntries: [{ block: "127.0.10.0/29", label: "Auckland SBCs" }],
    gateways: [
      { host: "127.0.10.9", port: 5060, transport: "udp", priority: 10 },
      { host: "127.0.10.10", port: 5060, transport: "udp", priority: 20 },
    ],
    trunk: {
      name: "Aldermoor on Kererū",
      fqdnLabel: "kereru-aldermoor",
      customer: "Aldermoor Logistics",
      state: "live",
      byocNumbers: ["+6498879333", "+6498879334", "+6498879335"],
    },
  },
  {
    name: "Tūī Telecom",
    country: "NZ",
    state: "ready",
    aclEntries: [
      { block: "127.0.20.1", label: "Wellington SBC" },
      { block: "127.0.20.2", label: "Christchurch SBC" },
    ],
    gateways: [{ host: "127.0.20.9", port: 5060, transport: "tcp", priority: 10 }],
    trunk: {
      name: "Quillhaven on Tūī",
      fqdnLabel: "tui-quillhaven",
      customer: "Quillhaven Dental",
      state: "testing",
      byocNumbers: ["+6448879341", "+6448879342"],
    },
  },
  {
    name: "Kākā Voice",
    country: "NZ",
    state: "draft",
    aclEntries: [{ block: "127.0.30.0/30", label: "Dunedin SBCs" }],
    gateways: [{ host: "127.0.30.9", port: 5060, transport: "udp", priority: 10 }],
    trunk: {
      name: "Aldermoor on Kākā",
      fqdnLabel: "kaka-aldermoor",
      customer: "Aldermoor Logistics",
      state: "enquiry",
      byocNumbers: ["+6433741351"],
    },
  },
];

/** An address that no carrier has: calls from it get no answer. */
export const UNKNOWN_SOURCE = "127.0.99.1";

export const CRADLE_NUMBERS = [
  { e164: "+6498879301", customer: "Aldermoor Logistics", verifiedWith: "Kererū Networks" },
  { e164: "+6498879302", customer: "Aldermoor Logistics", verifiedWith: null },
] as const;

/** Countries that the demonstration's trunks may call. */
export const ALLOWED_DESTINATIONS = ["AU", "NZ"] as const;
