// A link within text or a table. A plain anchor, which PagePresses follows without loading the page anew: a list holds a
// hundred, and none need be asked for before it is pressed.
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const STYLE = "font-medium text-accent underline-offset-2 hover:underline";

export interface TextLinkProps extends ComponentProps<"a"> {
  href: string;
}

export function TextLink({ className, ...rest }: TextLinkProps) {
  return (
    <a
      {...rest}
      data-soft
      className={className === undefined ? STYLE : classNames(STYLE, className)}
    />
  );
}
