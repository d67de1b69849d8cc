// Shows what somebody else saved meanwhile beside what was typed, and lets the visitor choose.
import { Button } from "@/components/ui/button";

export interface Difference {
  readonly name: string;
  readonly label: string;
  readonly saved: string;
  /** Null where the visitor changed nothing. */
  readonly typed: string | null;
}

export interface StaleDifferenceProps {
  differences: readonly Difference[];
  onTakeSaved: () => void;
  onKeepTyped: () => void;
}

export function StaleDifference({ differences, onTakeSaved, onKeepTyped }: StaleDifferenceProps) {
  return (
    <div className="rounded-md border border-line p-3">
      {differences.length === 0 ? (
        <p>What is saved now is the same as what you entered.</p>
      ) : (
        <table className="w-full">
          <caption className="mb-1 text-left font-medium">What differs</caption>
          <thead>
            <tr className="text-left text-[0.8125rem] text-ink-soft">
              <th scope="col" className="font-normal">
                Field
              </th>
              <th scope="col" className="font-normal">
                Saved now
              </th>
              <th scope="col" className="font-normal">
                Yours
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference) => (
              <tr key={difference.name} className="border-t border-line align-top">
                <th scope="row" className="py-1 pr-2 text-left font-medium">
                  {difference.label}
                </th>
                <td className="py-1 pr-2 wrap-anywhere">{difference.saved || "empty"}</td>
                <td className="py-1 wrap-anywhere">
                  {difference.typed === null ? (
                    <span className="text-ink-soft">not changed by you</span>
                  ) : (
                    difference.typed || "empty"
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={onTakeSaved}>
          Take what is saved
        </Button>
        <Button size="sm" onClick={onKeepTyped}>
          Save mine over it
        </Button>
      </div>
    </div>
  );
}
