// Saved views: one's own are one's own, shared ones are everybody's to open, and a default is one person's.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context";
import { type TestContexts, testContexts } from "../test-context";
import { listViews } from "./list-views";
import { removeView } from "./remove-view";
import { saveView } from "./save-view";
import { setDefaultView } from "./set-default-view";
import { updateView } from "./update-view";

let contexts: TestContexts;
let onboarding: Context;
let support: Context;
beforeAll(async () => {
  contexts = await testContexts();
  onboarding = contexts.as("onboarding");
  support = contexts.as("support");
});
afterAll(() => contexts.close());

const namesFor = async (ctx: Context, list = "trunks") =>
  (await listViews(ctx, { list })).map(({ name, isOwn, isDefault }) => ({
    name,
    isOwn,
    isDefault,
  }));

test("keeps the parameters in one order, without page and view, and shows the view to its owner alone", async () => {
  const view = await saveView(onboarding, {
    list: "trunks",
    name: "Mine",
    query: "?state=live&sort=-changed&cursor=abc&view=all&search=",
    isDefault: "true",
  });
  expect(view).toMatchObject({ query: "sort=-changed&state=live", shared: false, version: 1 });
  expect(await namesFor(onboarding)).toEqual([{ name: "Mine", isOwn: true, isDefault: true }]);
  expect(await namesFor(support)).toEqual([]);
  expect(await namesFor(onboarding, "carriers")).toEqual([]);
  await expect(
    updateView(support, { id: view.id, version: 1, name: "Stolen" }),
  ).rejects.toMatchObject({ kind: "not-found" });
  await expect(removeView(support, { id: view.id, version: 1 })).rejects.toMatchObject({
    kind: "not-found",
  });
  await expect(setDefaultView(support, { list: "trunks", viewId: view.id })).rejects.toMatchObject({
    fields: [{ path: "viewId" }],
  });
});

test("a shared view is everybody's to open and its owner's to change; unshared, it opens nobody else's list", async () => {
  await expect(
    saveView(support, { list: "trunks", name: "For all", query: "", shared: true }),
  ).rejects.toMatchObject({ kind: "refused" });
  const view = await saveView(onboarding, {
    list: "trunks",
    name: "For all",
    query: "state=testing",
    shared: true,
  });
  expect(await namesFor(support)).toEqual([{ name: "For all", isOwn: false, isDefault: false }]);
  await setDefaultView(support, { list: "trunks", viewId: view.id });
  expect(await namesFor(support)).toEqual([{ name: "For all", isOwn: false, isDefault: true }]);
  await expect(updateView(support, { id: view.id, version: 1, name: "x" })).rejects.toMatchObject({
    kind: "refused",
  });
  const after = await updateView(onboarding, { id: view.id, version: 1, shared: "false" });
  expect(after).toMatchObject({ shared: false, version: 2 });
  expect(await namesFor(support)).toEqual([]);
  await updateView(onboarding, { id: view.id, version: 2, shared: "true" });
  expect(await namesFor(support)).toEqual([{ name: "For all", isOwn: false, isDefault: false }]);
});

test("who may share may remove what another shared, with every default that names it", async () => {
  const view = await saveView(onboarding, {
    list: "calls",
    name: "Refused",
    query: "rule=source-unknown",
    shared: true,
  });
  await setDefaultView(support, { list: "calls", viewId: view.id });
  await removeView(contexts.as("admin"), { id: view.id, version: 1 });
  expect(await namesFor(support, "calls")).toEqual([]);
});

test("one default a list, and none again", async () => {
  const one = await saveView(support, {
    list: "mail",
    name: "Failed",
    query: "state=failed",
    isDefault: true,
  });
  await saveView(support, {
    list: "mail",
    name: "Waiting",
    query: "state=waiting",
    isDefault: true,
  });
  expect((await listViews(support, { list: "mail" })).map(({ isDefault }) => isDefault)).toEqual([
    false,
    true,
  ]);
  await setDefaultView(support, { list: "mail", viewId: one.id });
  expect((await listViews(support, { list: "mail" })).map(({ isDefault }) => isDefault)).toEqual([
    true,
    false,
  ]);
  await setDefaultView(support, { list: "mail", viewId: "" });
  expect((await listViews(support, { list: "mail" })).some(({ isDefault }) => isDefault)).toBe(
    false,
  );
});

test("a stale edit, a name twice, and bad input are refused, with the field named", async () => {
  const view = await saveView(support, { list: "quotes", name: "Sent", query: "state=sent" });
  await updateView(support, { id: view.id, version: 1, name: "Sent ones" });
  await expect(
    updateView(support, { id: view.id, version: 1, name: "Again" }),
  ).rejects.toMatchObject({ kind: "stale-edit" });
  await expect(
    saveView(support, { list: "quotes", name: "SENT ONES", query: "" }),
  ).rejects.toMatchObject({ kind: "conflict", fields: [{ path: "name" }] });
  for (const [input, path] of [
    [{ list: "staff", name: "x", query: "" }, "list"],
    [{ list: "quotes", name: " ", query: "" }, "name"],
    [{ list: "quotes", name: "x", query: "a=1&".repeat(30) }, "query"],
    [{ list: "quotes", name: "x", query: "x".repeat(2001) }, "query"],
  ] as const) {
    await expect(saveView(support, input)).rejects.toMatchObject({ fields: [{ path }] });
  }
});

test("nobody keeps more than fifty", async () => {
  const sales = contexts.as("sales");
  for (let count = 0; count < 50; count++)
    await saveView(sales, { list: "quotes", name: `View ${count}`, query: "" });
  await expect(
    saveView(sales, { list: "quotes", name: "One more", query: "" }),
  ).rejects.toMatchObject({ fields: [{ path: "name" }] });
});
