import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type Figure, openFigure } from "./figure.ts";
import { expect, test } from "./fixtures.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const field = (figure: Figure) => figure.root.getByRole("textbox", { name: "The run as a text" });

async function openText(page: Page): Promise<Figure> {
  const figure = await openFigure(page);
  await figure.keepsPast();
  await figure.button("Text").click();
  await expect(field(figure)).toBeFocused();
  return figure;
}

test("the text is the run: what is done is written in it", async ({ page }) => {
  const figure = await openText(page);
  await expect(field(figure)).toHaveValue("raft 1\nseed 7\n");
  await figure.choose(figure.server(1), "Crash");
  await expect(field(figure)).toHaveValue("raft 1\nseed 7\nat 0 crash s1\n");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await field(figure).press("Escape");
  await expect(field(figure)).toHaveCount(0);
  await expect(figure.button("Text")).toBeFocused();
});

test("a text is changed and run", async ({ page }) => {
  const figure = await openText(page);
  await field(figure).fill("raft 1\nservers 3\nseed 5\nat 300 crash s1\n");
  // Nothing happens before it is asked for.
  await expect(figure.server(5)).toBeVisible();
  await field(figure).press("Control+Enter");
  await expect(figure.server(3)).toBeVisible();
  await expect(figure.server(4)).toHaveCount(0);
  await expect(figure.root.getByText("This is the text of the run shown.")).toBeVisible();
});

test("what cannot be read is marked where it is, and the run goes on", async ({ page }) => {
  const figure = await openText(page);
  await field(figure).fill("raft 1\nservers 3\nat 5 expect role s1 boss\n");
  await expect(figure.root.getByRole("status").filter({ hasText: "Line 3" })).toHaveText(
    "Line 3, column 21: “boss” cannot stand here. Expected: follower, pre-candidate, candidate, leader, up, paused or crashed",
  );
  await expect(figure.root.locator(".underlay .bad")).toHaveCount(1);
  await expect(figure.root.locator(".underlay mark")).toHaveText("boss");
  await expect(field(figure)).toHaveAttribute("aria-invalid", "true");
  await expect(figure.button("Run this")).toBeDisabled();
  await field(figure).press("Control+Enter");
  await expect(figure.server(5)).toBeVisible();
  await figure.button("Line 3, column 21:").click();
  const selected = await field(figure).evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
  expect(selected).toBe("boss");
  await figure.button("Undo changes").click();
  await expect(field(figure)).toHaveValue("raft 1\nseed 7\n");
});

test("the words around a problem are in the reader's language", async ({ page }) => {
  const figure = await openFigure(page);
  await figure.keepsPast();
  await page.getByRole("link", { name: "中文" }).click();
  await figure.button("文本").click();
  await figure.root.getByRole("textbox", { name: "运行的文本" }).fill("raft 1\nservers three\n");
  await expect(figure.root.getByText("第 2 行第 9 列")).toBeVisible();
  await expect(figure.root.getByText("a number of servers")).toHaveAttribute("lang", "en");
});

test("runs are saved to files and opened from them", async ({ page }) => {
  const figure = await openText(page);
  await figure.choose(figure.server(2), "Pause");
  await expect(field(figure)).toHaveValue(/pause s2/);
  const text = await field(figure).inputValue();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    figure.button("Save").click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.raft$/);
  expect(await readFile(await download.path(), "utf8")).toBe(text);

  const open = async (name: string, content: string | Buffer) => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      figure.button("Open…").click(),
    ]);
    await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
  };
  await open("other.raft", "raft 1\r\nservers 2\r\nseed 3\r\n");
  await expect(figure.server(3)).toHaveCount(0);
  await expect(field(figure)).toHaveValue("raft 1\nservers 2\nseed 3\n");
  await open("picture.raft", Buffer.from([0xff, 0xd8, 0xff]));
  await expect(figure.root.getByText("This file is not a text in UTF-8.")).toBeVisible();
  await open("wrong.raft", "raft 1\nservers none\n");
  await expect(figure.root.getByText("Line 2, column 9:")).toBeVisible();
  await expect(figure.server(2)).toBeVisible();
});

test("a file can be dropped on the text", async ({ page }) => {
  const figure = await openText(page);
  await field(figure).evaluate((element) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["raft 1\nservers 4\n"], "four.raft"));
    const options = { dataTransfer, bubbles: true, composed: true, cancelable: true };
    element.dispatchEvent(new DragEvent("drop", options));
  });
  await expect(figure.server(4)).toBeVisible();
  await expect(figure.server(5)).toHaveCount(0);
});

test("scenarios are opened from their menu, and the one that is shown says so", async ({
  page,
}) => {
  const figure = await openFigure(page);
  await figure.keepsPast();
  await figure.button("Scenarios").click();
  await figure.menu.getByRole("menuitem", { name: "Split vote" }).click();
  await expect(figure.server(5)).toHaveCount(0);
  await figure.button("Scenarios").click();
  await expect(figure.menu.getByRole("menuitem", { name: /^Split vote/ })).toContainText(
    "shown now",
  );
  await figure.menu.getByRole("menuitem", { name: /^A new cluster/ }).click();
  await figure.button("Scenarios").click();
  await expect(figure.menu.getByText("shown now")).toHaveCount(0);
});
