// Keys mean something on every page, and nothing while somebody types.
import { expect, test } from "vitest";
import { GO_KEYS, type KeySituation, keyCommand } from "./key-command";

const key = (name: string, held: "ctrlKey" | "metaKey" | "altKey" | null = null) => ({
  key: name,
  ctrlKey: held === "ctrlKey",
  metaKey: held === "metaKey",
  altKey: held === "altKey",
});
const IDLE: KeySituation = { isTyping: false, isInDialog: false, isGoing: false, isOnRow: false };

test("the palette opens with Ctrl or ⌘ and K, wherever the focus is", () => {
  for (const held of ["ctrlKey", "metaKey"] as const) {
    expect(keyCommand(key("k", held), { ...IDLE, isTyping: true })).toEqual({ do: "palette" });
    expect(keyCommand(key("K", held), IDLE)).toEqual({ do: "palette" });
  }
});

test.each(["?", "/", "g", "j", "k", "ArrowDown", "ArrowUp"])(
  "%s is left to who types, and to dialogs",
  (name) => {
    for (const situation of [
      { ...IDLE, isTyping: true, isOnRow: true },
      { ...IDLE, isInDialog: true, isOnRow: true },
    ]) {
      expect(keyCommand(key(name), situation)).toBeNull();
    }
  },
);

test("with another key held they are the browser's", () => {
  for (const name of ["/", "j", "g", "?"]) {
    for (const held of ["ctrlKey", "metaKey", "altKey"] as const) {
      expect(keyCommand(key(name, held), IDLE)).toBeNull();
    }
  }
});

test("j and k go through the rows, arrows only once the focus is on one", () => {
  expect(keyCommand(key("j"), IDLE)).toEqual({ do: "row", by: 1 });
  expect(keyCommand(key("k"), IDLE)).toEqual({ do: "row", by: -1 });
  expect(keyCommand(key("ArrowDown"), IDLE)).toBeNull();
  expect(keyCommand(key("ArrowDown"), { ...IDLE, isOnRow: true })).toEqual({ do: "row", by: 1 });
});

test("g and a letter lead to an area; any other key ends it", () => {
  expect(keyCommand(key("g"), IDLE)).toEqual({ do: "begin-go" });
  for (const [letter, { path }] of Object.entries(GO_KEYS)) {
    expect(keyCommand(key(letter), { ...IDLE, isGoing: true })).toEqual({ do: "go", path });
  }
  expect(keyCommand(key("z"), { ...IDLE, isGoing: true })).toBeNull();
});
