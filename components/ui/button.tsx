// The portal's button, and a link that looks like one.
import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export const buttonStyle = cva(
  "inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none transition-colors aria-disabled:opacity-60 aria-disabled:cursor-default [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary:
          "border-transparent bg-accent text-on-accent not-aria-disabled:hover:bg-accent-strong",
        secondary: "border-line-strong bg-surface text-ink not-aria-disabled:hover:bg-sunken",
        quiet: "border-transparent bg-transparent text-accent not-aria-disabled:hover:bg-sunken",
        danger: "border-transparent bg-bad text-on-bad not-aria-disabled:hover:opacity-90",
        "danger-quiet":
          "border-transparent bg-transparent text-bad not-aria-disabled:hover:bg-bad-soft",
      },
      size: {
        sm: "h-7 px-2.5 text-[0.8125rem]",
        md: "h-9 px-3.5 text-sm",
        icon: "size-9 p-0",
      },
    },
    defaultVariants: { look: "secondary", size: "md" },
  },
);

type Looks = VariantProps<typeof buttonStyle>;

export interface ButtonProps extends Omit<ComponentProps<"button">, "disabled">, Looks {
  /** Something is under way: the press is ignored, the focus stays where it is. */
  pending?: boolean;
}

export function Button({
  look,
  size,
  pending = false,
  className,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonStyle({ look, size }), className)}
    />
  );
}

export function ButtonLink({
  look,
  size,
  className,
  ...rest
}: ComponentProps<typeof Link> & Looks) {
  return <Link {...rest} className={classNames(buttonStyle({ look, size }), className)} />;
}
