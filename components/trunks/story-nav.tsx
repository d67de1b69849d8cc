// The parts of a trunk's story, each with how it stands, as links to their places on the page.
import { Circle, CircleCheck, CircleDashed } from "lucide-react";

export interface StoryPart {
  readonly id: string;
  readonly label: string;
  /** `told`: nothing in it is ever missing. */
  readonly standing: "done" | "open" | "told";
  /** A few words beside the name: a count, or what is missing. */
  readonly note?: string;
}

const MARKS = {
  done: { Icon: CircleCheck, label: "Done:", look: "text-good" },
  open: { Icon: CircleDashed, label: "Something is missing:", look: "text-warn" },
  told: { Icon: Circle, label: undefined, look: "text-line-strong" },
} as const;

export function StoryNav({ parts }: { parts: readonly StoryPart[] }) {
  return (
    <nav
      aria-label="On this page"
      className="mb-3 overflow-x-auto lg:sticky lg:top-4 lg:mb-0 lg:self-start print:hidden"
    >
      <ul className="flex gap-1 max-lg:min-w-max lg:grid lg:gap-0.5">
        {parts.map(({ id, label, standing, note }) => {
          const { Icon, label: mark, look } = MARKS[standing];
          return (
            <li key={id}>
              <a
                href={`#${id}`}
                className="flex items-start gap-1.5 rounded-md px-2 py-1 -outline-offset-2 hover:bg-sunken max-lg:border max-lg:border-line"
              >
                <Icon
                  className={`mt-1 size-3.5 shrink-0 ${look}`}
                  {...(mark === undefined ? { "aria-hidden": true } : { "aria-label": mark })}
                />
                <span className="min-w-0">
                  {label}
                  {note ? (
                    <span className="block text-xs text-ink-soft max-lg:inline max-lg:before:content-['_·_']">
                      {note}
                    </span>
                  ) : null}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
