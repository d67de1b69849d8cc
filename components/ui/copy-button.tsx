// Copies a value that people pass on: an address, a FQDN, a reference. The press is PagePresses' to answer, so that a
// list of hundreds brings no script of its own.
import { buttonStyle } from "./button";
import { classNames } from "./class-names";

const STYLE = classNames(buttonStyle({ look: "quiet", size: "sm" }), "copy-button px-1");

export function CopyButton({ value, label }: { value: string; label: string }) {
  return <button type="button" className={STYLE} data-copy={value} aria-label={`Copy ${label}`} />;
}
