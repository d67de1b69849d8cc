// The A-number of an attempt as it came, or why there is none.

export interface ReceivedANumber {
  readonly aReceived: string | null;
  readonly anonymous: boolean;
}

export function aNumberWords({ aReceived, anonymous }: ReceivedANumber): string {
  return aReceived ?? (anonymous ? "withheld" : "none");
}
