// What somebody who has never seen the page wants to do, in as many steps as docs/tasks.md says.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Hand, type Way } from "./hand.ts";
import { Playground } from "./playground.ts";

interface Task {
  /** As it is in the table. */
  name: string;
  /** The page at its start: what follows its address. */
  start: string;
  /** Whether time passes: else it stands still, and nothing glides. */
  plays?: boolean;
  does: Record<"pointer" | "keyboard", (hand: Hand, it: Playground) => Promise<void>>;
  /** What is to be seen in the end. */
  shows: (it: Playground) => Promise<void>;
}

const why = (it: Playground) => it.root.getByRole("dialog", { name: "Why?" });
const item = (it: Playground, name: string | RegExp) => it.root.getByRole("menuitem", { name });
/** What can be asked is the end of a menu, and may come after the rest of it. */
const asksLast = (it: Playground, name: string | RegExp) =>
  expect(it.root.getByRole("menuitem").last()).toHaveAccessibleName(name);

/** A button of the bar; in a narrow page it is folded away. */
async function bar(hand: Hand, it: Playground, name: string): Promise<void> {
  if (hand.way === "touch") await hand.on(it.root.locator(".bar .fold"));
  await hand.on(it.button(name));
}

/** By its key. */
async function openRules(hand: Hand, it: Playground): Promise<void> {
  await hand.press("r");
  await expect(it.root.getByRole("dialog", { name: "Rules" })).toBeVisible();
}

const TASKS: Task[] = [
  {
    name: "See an election, and say who leads and why",
    start: "?seed=7&speed=1/2",
    plays: true,
    does: {
      pointer: async (hand, it) => {
        await hand.on(it.leader);
        await hand.on(item(it, "Why this role"));
      },
      keyboard: async (hand, it) => {
        await hand.menuOf(await it.leaderId());
        await hand.press("w", "Enter");
      },
    },
    shows: (it) => expect(why(it)).toContainText(/needs 3.*leader/),
  },
  {
    name: "Send a command and see it commit",
    start: "?seed=7&speed=1/2",
    plays: true,
    does: {
      pointer: async (hand, it) => {
        await it.leaderId();
        await hand.on(it.button("Send"));
      },
      keyboard: async (hand, it) => {
        await it.leaderId();
        await hand.press("c", "Enter");
      },
    },
    shows: (it) =>
      expect(it.root.locator("[data-target='client:1']")).toHaveAccessibleName(/acknowledged/),
  },
  {
    name: "Drop one message",
    start: "#scenario=first-election&t=224.5",
    does: {
      pointer: async (hand, it) => {
        await hand.on(it.root.locator(".cluster .message").last());
        await hand.on(item(it, "Drop"));
      },
      keyboard: async (hand, it) => {
        await hand.press("5", "Tab", "Tab", "Enter");
        await expect(item(it, "Drop")).toBeVisible();
        await hand.press("d", "Enter");
      },
    },
    shows: (it) => expect(it.root.locator(".caption")).toContainText(/drop|lost/),
  },
  {
    name: "Split brain, by a partition and a rule",
    start: "?seed=7&speed=1",
    plays: true,
    does: {
      pointer: async (hand, it) => {
        const old = await it.leaderId();
        await bar(hand, it, "Rules");
        await hand.on(it.root.getByRole("radio", { name: "of recently active servers" }));
        await hand.on(
          it.root.getByRole("dialog", { name: "Rules" }).getByRole("button", { name: "Close" }),
        );
        await hand.on(it.server(old));
        await hand.on(item(it, "Isolate"));
        await expect(it.leader).toHaveCount(2);
        await hand.on(it.server(old));
        await hand.on(item(it, /^Send “/));
      },
      keyboard: async (hand, it) => {
        const old = await it.leaderId();
        await openRules(hand, it);
        await hand.press("Tab", "Tab", "Tab", "Tab", "ArrowDown", "Escape");
        await hand.menuOf(old);
        await hand.press("i", "Enter");
        await expect(it.leader).toHaveCount(2);
        await hand.menuOf(old);
        await hand.press("s", "s", "Enter");
      },
    },
    shows: (it) => expect(it.root.locator(".headline .violated")).toContainText(/and yet/),
  },
  {
    name: "Change the past, and get the abandoned future back",
    start: "#scenario=first-election&t=400",
    does: {
      pointer: async (hand, it) => {
        await hand.on(it.button("One event back"));
        await hand.on(it.server(2));
        await hand.on(item(it, "Crash"));
        await expect(it.root.getByText(/is abandoned/).first()).toBeVisible();
        await hand.on(it.button("Undo"));
      },
      keyboard: async (hand, it) => {
        await hand.press("ArrowLeft");
        await hand.menuOf(2);
        await hand.press("Enter");
        await expect(it.root.getByText(/is abandoned/).first()).toBeVisible();
        await hand.press("Control+z");
      },
    },
    shows: async (it) => {
      await expect(it.server(2)).not.toHaveAccessibleName(/crashed/);
      await expect(it.button("Redo")).toBeEnabled();
    },
  },
  {
    name: "Step through Figure 8, and be told why entry 2 is not committed",
    start: "?seed=7",
    does: {
      pointer: async (hand, it) => {
        await bar(hand, it, "Scenarios");
        await hand.on(item(it, "Figure 8 with the paper's rule"));
        await expect(it.root.locator(".headline")).toContainText("Figure 8");
        const marks = it.root.locator(".timeline .moment.note");
        const slider = it.root.getByRole("slider", { name: "Position in the run" });
        for (let at = 1; at <= 5; at++) {
          if (hand.way === "mouse") await hand.on(marks.nth(at));
          else await hand.slide(slider, at * 100 + 50);
        }
        await hand.on(it.server(1));
        await hand.on(item(it, "Why is entry 2 not committed?"));
      },
      keyboard: async (hand, it) => {
        await hand.press("s");
        await expect(item(it, "First election")).toBeVisible();
        await hand.type("8 with");
        await hand.press("Enter");
        await expect(it.root.locator(".headline")).toContainText("Figure 8");
        for (let at = 0; at < 5; at++) await hand.press("Shift+ArrowRight");
        await hand.menuOf(1);
        await asksLast(it, "Why is entry 2 not committed?");
        await hand.press("End", "Enter");
      },
    },
    shows: (it) => expect(why(it)).toContainText(/§5\.4\.2/),
  },
  {
    name: "Find why a server refused its vote, in a timed scenario",
    start: "?seed=7&speed=1/2",
    plays: true,
    does: {
      pointer: async (hand, it) => {
        await hand.on(it.leader);
        await hand.on(item(it, /^Why did it not vote/));
      },
      keyboard: async (hand, it) => {
        await hand.menuOf(await it.leaderId());
        await asksLast(it, /^Why did it not vote/);
        await hand.press("End", "Enter");
      },
    },
    shows: (it) => expect(why(it)).toContainText(/refuses/),
  },
  {
    name: "Find why a server refused its vote, in a manual scenario",
    start: "#scenario=figure-8-safe&t=200",
    does: {
      pointer: async (hand, it) => {
        await hand.on(it.server(2));
        await hand.on(item(it, "Why did it not vote for S5?"));
      },
      keyboard: async (hand, it) => {
        await hand.menuOf(2);
        await asksLast(it, "Why did it not vote for S5?");
        await hand.press("End", "Enter");
      },
    },
    shows: (it) => expect(why(it)).toContainText(/S2 refuses S5 its vote.*less up to date/),
  },
  {
    name: "Share this moment, with the speed",
    start: "?speed=1/20#scenario=first-election&t=400",
    does: {
      pointer: (hand, it) => hand.on(it.button("Copy link")),
      keyboard: (hand) => hand.press("l"),
    },
    shows: (it) =>
      expect
        .poll(() => it.page.evaluate(() => navigator.clipboard.readText()))
        .toMatch(/speed=1\/20.*#scenario=first-election&t=400$/),
  },
  {
    name: "Write a wrong text, and correct it",
    start: "?seed=7",
    does: {
      pointer: async (hand, it) => {
        await bar(hand, it, "Text");
        // With a finger no keyboard comes up before the text is touched.
        if (hand.way === "touch")
          await hand.on(it.root.getByRole("textbox", { name: "The run as a text" }));
        await hand.write("raft 1\nservers 3\nat 50 crush s2\n");
        await expect(it.root.getByRole("status").filter({ hasText: "Line 3" })).toBeVisible();
        await hand.write("raft 1\nservers 3\nat 50 crash s2\n");
        await hand.on(it.button("Run this"));
      },
      keyboard: async (hand, it) => {
        await hand.press("t");
        await hand.write("raft 1\nservers 3\nat 50 crush s2\n");
        await expect(it.root.getByRole("status").filter({ hasText: "Line 3" })).toBeVisible();
        await hand.write("raft 1\nservers 3\nat 50 crash s2\n");
        await hand.press("Control+Enter");
      },
    },
    shows: async (it) => {
      await expect(it.root.locator(".server")).toHaveCount(3);
    },
  },
  {
    name: "Compare two runs at the first difference",
    start: "#scenario=figure-8-unsafe&t=400",
    does: {
      pointer: async (hand, it) => {
        await bar(hand, it, "Rules");
        await hand.on(it.button("Compare with the paper's rules"));
      },
      keyboard: async (hand, it) => {
        await openRules(hand, it);
        await hand.press("Tab", "Tab", "Tab", "Enter");
      },
    },
    shows: (it) => expect(it.root.getByText("At this moment these differ").first()).toBeVisible(),
  },
];

const COLUMNS: Way[] = ["mouse", "keyboard", "touch"];

/** The table of steps, by the names of the tasks. */
function written(): Map<string, number[]> {
  const text = readFileSync(new URL("../../docs/tasks.md", import.meta.url), "utf8");
  const rows = text.matchAll(/^\| ([^|]+?) +\|((?: *\d+ *\|){3})$/gm);
  return new Map(
    [...rows].map(([, name = "", counts = ""]) => [name, (counts.match(/\d+/g) ?? []).map(Number)]),
  );
}

test("the table is about these tasks", () => {
  expect([...written().keys()]).toEqual(TASKS.map(({ name }) => name));
});

async function open(page: Page, { start, plays }: Task): Promise<Playground> {
  if (!plays) await page.emulateMedia({ reducedMotion: "reduce" });
  const [query, hash] = start.split("#");
  const rest = hash === undefined ? "" : `#${hash}`;
  await page.goto(`./${query === "" ? "?" : `${query}&`}lang=en${rest}`);
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.keepsPast();
  return playground;
}

for (const [column, way] of COLUMNS.entries()) {
  test.describe(way, () => {
    test.use({
      permissions: ["clipboard-read", "clipboard-write"],
      ...(way === "touch" && { hasTouch: true, viewport: { width: 390, height: 844 } }),
    });
    for (const task of TASKS) {
      test(task.name, async ({ page }) => {
        const playground = await open(page, task);
        const hand = new Hand(page, way);
        await task.does[way === "keyboard" ? "keyboard" : "pointer"](hand, playground);
        await task.shows(playground);
        expect(hand.steps, "steps, as in docs/tasks.md").toBe(written().get(task.name)?.[column]);
      });
    }
  });
}
