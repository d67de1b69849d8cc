// A trunk's limit, with what the accepted quote agrees on beside it.

export interface LimitProps {
  set: number | null;
  /** Left out where no accepted quote stands. */
  agreed: number | undefined;
}

export function Limit({ set, agreed }: LimitProps) {
  if (agreed === undefined) return <>{set ?? "not set"}</>;
  if (set === agreed) return <>{`${set}, as the accepted quote agrees`}</>;
  const above = set !== null && set > agreed;
  return (
    <>
      {set ?? "not set"}{" "}
      <span className={above ? "text-warn" : "text-ink-soft"}>
        {`(agreed: ${agreed}${above ? ", the quote does not cover more" : ""})`}
      </span>
    </>
  );
}
