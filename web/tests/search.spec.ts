import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground, type Playground } from "./playground.ts";
import { watchTasks } from "./tasks.ts";

const dialog = ({ root }: Playground) => root.getByRole("dialog", { name: "Find a run" });
const rules = ({ root }: Playground) => root.getByRole("dialog", { name: "Rules" });

/** Opens the page with a text, and its search. */
async function openSearch(playground: Playground, text: string, button: string): Promise<void> {
  await playground.keepsPast();
  await playground.root.evaluate(
    (element, run) => (element as HTMLElementTagNameMap["raft-playground"]).openText(run),
    text,
  );
  await playground.button(/^Rules/).click();
  await rules(playground).getByRole("button", { name: button }).click();
  await expect(dialog(playground)).toBeVisible();
}

test("with a rule switched off, the shortest counterexample is found, opened and explained", async ({
  page,
}) => {
  const playground = await openPlayground(page, { autoplay: 0, lang: "en" });
  await openSearch(playground, "raft 1\nrule quorum heard-from-lately\n", "Find a counterexample");
  const search = dialog(playground);
  await expect(search).toContainText("Rules: ");
  await expect(search.getByRole("radio", { name: "Any property is violated" })).toBeChecked();
  await search.getByRole("button", { name: "Search", exact: true }).click();
  await expect(search.getByRole("status")).toHaveText(
    "Found a run of 2 moves. No shorter run exists with at most 3 servers, 3 terms, 2 commands and 1 crash.",
  );
  await expectAccessible(page);

  await search.getByRole("button", { name: "Open it beside the paper's rules" }).click();
  await expect(search).toBeHidden();
  await playground.button("Play").click();
  await expect(playground.root.locator(".headline")).toContainText("Election Safety");
  await expect(playground.root.getByText("The same run, other rules").first()).toBeVisible();
  expect(new URL(page.url()).hash).toContain("#s=");
});

test("a goal of the reader's own is checked while it is typed, and the search can be stopped and continued", async ({
  page,
}) => {
  const playground = await openPlayground(page, { autoplay: 0, lang: "en" });
  await openSearch(playground, "raft 1\n", "Find a run where …");
  const search = dialog(playground);
  const goals = search.getByRole("textbox");
  await goals.fill("leader s1\nleader s9");
  await expect(search.getByRole("alert")).toContainText("Line 2: unexpected “s9”");
  await search.getByRole("button", { name: "Search", exact: true }).click();
  await expect(search.getByRole("button", { name: "Stop" })).toHaveCount(0);

  // What the paper's rules never allow.
  await goals.fill("violation leader-completeness");
  await expect(search.getByRole("alert")).toBeHidden();
  const longest = await watchTasks(page);
  await search.getByRole("button", { name: "Search", exact: true }).click();
  await expect(search.getByRole("status")).toHaveText("Searching…");
  await expect(search.locator(".search-numbers")).toContainText(/every run of up to\s*[1-9]/);
  const { task } = await longest();
  test.info().annotations.push({ type: "longest task, ms", description: `${Math.round(task)}` });
  await search.getByRole("button", { name: "Stop" }).click();
  await expect(search.getByRole("status")).toHaveText(
    /^No run found. There is none of up to \d+ moves? with at most 3 servers, .* this is no proof\.$/,
  );
  await search.getByRole("button", { name: "Continue" }).click();
  await expect(search.getByRole("status")).toHaveText("Searching…");
  await page.keyboard.press("Escape");
  await expect(search).toBeHidden();
  await expect(playground.button(/^Rules/)).toBeFocused();
});
