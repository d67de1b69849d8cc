// What the forms of the call check offer to choose from.
import type { Option } from "@/components/forms/fields";

export const TRANSPORTS: readonly Option[] = [
  { value: "udp", label: "UDP" },
  { value: "tcp", label: "TCP" },
  { value: "tls", label: "TLS" },
];

export const CREDENTIALS: readonly Option[] = [
  { value: "none", label: "None given" },
  { value: "wrong", label: "Wrong" },
  { value: "stale", label: "Right, but the nonce is too old" },
];

export const PRIVACY: readonly Option[] = [
  { value: "none", label: "Number shown" },
  { value: "id", label: "Privacy: id beside the number" },
  { value: "anonymous", label: "Anonymous: no number in From" },
];

export const DIRECTIONS: readonly Option[] = [
  { value: "termination", label: "Termination (inbound): carrier → Cradle" },
  { value: "origination", label: "Origination (outbound): Cradle → carrier" },
];
