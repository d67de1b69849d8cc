// Numbers as a NOC writes them down: those that follow each other as one range.

interface Range {
  readonly first: string;
  last: string;
}

/** `+6498879300 to +6498879399`, in numbers' order; a number alone stands alone. */
export function numberRanges(numbers: readonly string[]): string[] {
  const ranges: Range[] = [];
  const byLengthAndDigits = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);
  for (const number of [...new Set(numbers)].sort(byLengthAndDigits)) {
    const last = ranges.at(-1);
    if (last && follows(last.last, number)) last.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? first : `${first} to ${last}`));
}

function follows(before: string, number: string): boolean {
  return (
    before.length === number.length && BigInt(number.slice(1)) === BigInt(before.slice(1)) + 1n
  );
}
