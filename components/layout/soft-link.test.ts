// A plain press on a link of the portal's own stays in the page; everything else is the browser's.
import { expect, test } from "vitest";
import { type LinkPress, type PressedLink, softPath } from "./soft-link";

const HERE = "https://portal.example/trunks?sort=name";
const PRESS: LinkPress = {
  ...{ button: 0, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
  defaultPrevented: false,
};
const to = (path: string, more: Partial<PressedLink> = {}): PressedLink => ({
  ...{ href: new URL(path, HERE).href, target: "", isDownload: false },
  ...more,
});

test.each([
  ["/carriers/1", "/carriers/1"],
  ["?sort=-name", "/trunks?sort=-name"],
  ["/carriers/1#acl", "/carriers/1#acl"],
])("%s is gone to", (link, path) => {
  expect(softPath(PRESS, to(link), HERE)).toBe(path);
});

test.each([
  ["https://other.example/", {}],
  ["mailto:noc@carrier.example", {}],
  ["tel:+64211234567", {}],
  ["#content", {}],
  ["/carriers/1", { isDownload: true }],
  ["/carriers/1", { target: "_blank" }],
])("%s %o is the browser's", (link, more) => {
  expect(softPath(PRESS, to(link, more), HERE)).toBeNull();
});

test.each([
  { ctrlKey: true },
  { metaKey: true },
  { shiftKey: true },
  { altKey: true },
  { button: 1 },
  { defaultPrevented: true },
])("with %o it is the browser's", (held) => {
  expect(softPath({ ...PRESS, ...held }, to("/carriers/1"), HERE)).toBeNull();
});
