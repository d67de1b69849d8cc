// Ways to the first and to the next page of a list that the server cuts.
import { ButtonLink } from "@/components/ui/button";

export interface PagerProps {
  path: string;
  /** The list's own filters, kept on the way. */
  params: Readonly<Record<string, string | undefined>>;
  cursor: string | undefined;
  nextCursor: string | null;
}

function hrefTo(path: string, params: PagerProps["params"], cursor: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  if (cursor !== null) query.set("cursor", cursor);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

export function Pager({ path, params, cursor, nextCursor }: PagerProps) {
  if (!cursor && nextCursor === null) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex gap-2">
      {cursor ? (
        <ButtonLink size="sm" href={hrefTo(path, params, null)}>
          First page
        </ButtonLink>
      ) : null}
      {nextCursor !== null ? (
        <ButtonLink size="sm" href={hrefTo(path, params, nextCursor)}>
          Next page
        </ButtonLink>
      ) : null}
    </nav>
  );
}
