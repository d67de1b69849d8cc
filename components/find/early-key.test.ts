// A press that comes before the page's script is remembered once, and none is taken from it afterwards.
import vm from "node:vm";
import { expect, test } from "vitest";
import { EARLY_KEY_SCRIPT, takeOverFromEarlyKey } from "./early-key";

function page() {
  const listeners: ((event: object) => void)[] = [];
  const window = {
    addEventListener: (_name: string, listener: (event: object) => void) =>
      listeners.push(listener),
  };
  vm.runInNewContext(EARLY_KEY_SCRIPT, { window, addEventListener: window.addEventListener });
  const press = (key: string, held: object) => {
    let prevented = false;
    const event = { key, ctrlKey: false, metaKey: false, altKey: false, ...held };
    for (const listener of listeners) {
      listener({ ...event, preventDefault: () => (prevented = true) });
    }
    return prevented;
  };
  return { window, press };
}

test.each([{ ctrlKey: true }, { metaKey: true }])("with %o it is remembered", (held) => {
  const { window, press } = page();
  expect(press("k", held)).toBe(true);
  expect(takeOverFromEarlyKey(window)).toBe(true);
  expect(takeOverFromEarlyKey(window)).toBe(false);
  expect(press("K", held)).toBe(false);
  expect(takeOverFromEarlyKey(window)).toBe(false);
});

test.each([
  ["k", {}],
  ["j", { ctrlKey: true }],
  ["k", { ctrlKey: true, altKey: true }],
  ["k", { ctrlKey: true, metaKey: true }],
])("%s with %o is the browser's", (key, held) => {
  const { window, press } = page();
  expect(press(key, held)).toBe(false);
  expect(takeOverFromEarlyKey(window)).toBe(false);
});
