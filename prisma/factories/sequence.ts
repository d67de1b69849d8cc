// Numbers, addresses and names that no other made thing has, within one process.

let last = 0;

/** 1, 2, 3, … */
export function nextNumber(): number {
  last += 1;
  return last;
}

/** A block of eight loopback addresses: 127.64.0.0/29, 127.64.0.8/29, … */
export function nextBlock(): string {
  const at = nextNumber() * 8;
  return `127.${64 + (at >> 16)}.${(at >> 8) & 0xff}.${at & 0xff}/29`;
}

/** A loopback address of its own, far from the blocks. */
export function nextAddress(): string {
  const at = nextNumber();
  return `127.200.${at >> 8}.${at & 0xff}`;
}

/** A valid number in New Zealand. */
export function nextE164(): string {
  return `+649887${String(nextNumber()).padStart(4, "0")}`;
}
