// What was opened last: newest first, once each, no more than fit, and nothing but kinds and ids.
import { expect, test } from "vitest";
import { keepRecent, readRecent } from "./recent-things";

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
}

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, "0")}`;

test("the newest stands first, each once, and no more than eight", () => {
  const store = storage();
  for (let n = 0; n < 10; n++) keepRecent(store, "me", { kind: "carrier", id: id(n) });
  keepRecent(store, "me", { kind: "carrier", id: id(5) });
  const kept = readRecent(store, "me");
  expect(kept).toHaveLength(8);
  expect(kept[0]).toBe(`carrier:${id(5)}`);
  expect(new Set(kept).size).toBe(8);
});

test("pages and calls are not kept, and another person's things are another's", () => {
  const store = storage();
  keepRecent(store, "me", { kind: "page", id: "/carriers" });
  keepRecent(store, "me", { kind: "call", id: id(1) });
  keepRecent(store, "me", { kind: "trunk", id: id(2) });
  expect(readRecent(store, "me")).toEqual([`trunk:${id(2)}`]);
  expect(readRecent(store, "you")).toEqual([]);
});

test.each(["not json", "{}", '["mail:1", 7, "carrier:<script>"]'])(
  "what was tampered with is nothing: %s",
  (text) => {
    const store = storage();
    store.setItem("recent-things:me", text);
    expect(readRecent(store, "me")).toEqual([]);
  },
);

test("a browser that refuses to keep anything breaks nothing", () => {
  const full = {
    getItem: () => {
      throw new Error("denied");
    },
    setItem: () => {
      throw new Error("full");
    },
  } as unknown as Storage;
  keepRecent(full, "me", { kind: "carrier", id: id(1) });
  expect(readRecent(full, "me")).toEqual([]);
});
