// A strip that says something of the whole page or form: a note, a warning, a failure.
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

const TONES = {
  info: { box: "border-accent/40 bg-accent-soft text-ink", Icon: Info, icon: "text-accent" },
  warn: { box: "border-warn/40 bg-warn-soft text-ink", Icon: TriangleAlert, icon: "text-warn" },
  bad: { box: "border-bad/40 bg-bad-soft text-ink", Icon: CircleAlert, icon: "text-bad" },
} as const;

export interface BannerProps extends Omit<ComponentProps<"div">, "title"> {
  tone: keyof typeof TONES;
  title?: ReactNode;
}

export function Banner({ tone, title, children, className, ...rest }: BannerProps) {
  const { box, Icon, icon } = TONES[tone];
  return (
    <div
      {...rest}
      className={classNames("flex gap-2.5 rounded-md border px-3 py-2", box, className)}
    >
      <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", icon)} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title ? <p className="font-medium">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
