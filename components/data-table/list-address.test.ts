// A list's address keeps what it is about on every way through it, and begins anew where the order changes.
import { expect, test } from "vitest";
import { hrefOf, isFiltered, type ListAddress, listQuery, nextSort } from "./list-address";

const LIST: ListAddress = {
  path: "/trunks",
  filters: { search: "a&b", state: undefined },
  sort: "-name",
  initialSort: "name",
  cursor: "xyz",
  limit: "25",
  view: "all",
};

test("the next page keeps filter, order, size and view", () => {
  const query = new URL(hrefOf(LIST, { cursor: "next" }), "http://x").searchParams;
  expect(Object.fromEntries(query)).toEqual({
    search: "a&b",
    sort: "-name",
    cursor: "next",
    limit: "25",
    view: "all",
  });
});

test("another order and another size begin at the first page", () => {
  expect(hrefOf(LIST, { sort: "state" })).not.toContain("cursor");
  expect(hrefOf(LIST, { limit: "50" })).toContain("limit=50");
  expect(hrefOf(LIST, { limit: "50" })).not.toContain("cursor");
});

test("a list with nothing set is its path", () => {
  const bare = { ...LIST, filters: {}, sort: undefined, limit: undefined, view: undefined };
  expect(hrefOf(bare, {})).toBe("/trunks");
});

test("a header turns the order of its own column, and begins another's where it is best read", () => {
  expect(nextSort(LIST, { sort: "name" })).toBe("name");
  expect(nextSort({ ...LIST, sort: undefined }, { sort: "name" })).toBe("-name");
  expect(nextSort(LIST, { sort: "state" })).toBe("state");
  expect(nextSort(LIST, { sort: "changed", descendingFirst: true })).toBe("-changed");
});

test("the verb is given what is set and no view", () => {
  expect(listQuery(LIST)).toEqual({ search: "a&b", sort: "-name", cursor: "xyz", limit: "25" });
  expect(isFiltered(LIST)).toBe(true);
  expect(isFiltered({ ...LIST, filters: { search: undefined } })).toBe(false);
});
