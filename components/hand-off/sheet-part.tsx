// Parts of the hand-off sheet: titled, and kept on one printed page where they fit.
import type { ReactNode } from "react";

export function SheetPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-5 break-inside-avoid-page">
      <h3 className="mb-1.5 border-b border-line pb-1 font-semibold break-after-avoid">{title}</h3>
      {children}
    </section>
  );
}

export function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.8125rem] wrap-anywhere">{children}</code>;
}

/** Texts of the wire, one a line. */
export function Codes({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return <>none</>;
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>
          <Code>{text}</Code>
        </li>
      ))}
    </ul>
  );
}
