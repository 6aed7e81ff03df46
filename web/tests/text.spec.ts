import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground, type Playground } from "./playground.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const field = (playground: Playground) =>
  playground.root.getByRole("textbox", { name: "The run as a text" });

async function openText(page: Page): Promise<Playground> {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  await playground.button("Text").click();
  await expect(field(playground)).toBeFocused();
  return playground;
}

test("the text is the run: what is done is written in it", async ({ page }) => {
  const playground = await openText(page);
  await expect(field(playground)).toHaveValue("raft 1\nseed 7\n");
  await playground.choose(playground.server(1), "Crash");
  await expect(field(playground)).toHaveValue("raft 1\nseed 7\nat 0 crash s1\n");
  await expectAccessible(page);
  await field(playground).press("Escape");
  await expect(field(playground)).toHaveCount(0);
  await expect(playground.button("Text")).toBeFocused();
});

test("a text is changed and run", async ({ page }) => {
  const playground = await openText(page);
  await field(playground).fill("raft 1\nservers 3\nseed 5\nat 300 crash s1\n");
  // Nothing happens before it is asked for.
  await expect(playground.server(5)).toBeVisible();
  await field(playground).press("Control+Enter");
  await expect(playground.server(3)).toBeVisible();
  await expect(playground.server(4)).toHaveCount(0);
  await expect(playground.root.getByText("This is the text of the run shown.")).toBeVisible();
});

test("what cannot be read is marked where it is, and the run goes on", async ({ page }) => {
  const playground = await openText(page);
  await field(playground).fill("raft 1\nservers 3\nat 5 expect role s1 boss\n");
  await expect(playground.root.getByRole("status").filter({ hasText: "Line 3" })).toHaveText(
    "Line 3, column 21: unexpected “boss”; expected follower, pre-candidate, candidate, leader, up, paused or crashed",
  );
  await expect(playground.root.locator(".underlay .bad")).toHaveCount(1);
  await expect(playground.root.locator(".underlay mark")).toHaveText("boss");
  await expect(field(playground)).toHaveAttribute("aria-invalid", "true");
  await expect(playground.button("Run this")).toBeDisabled();
  await field(playground).press("Control+Enter");
  await expect(playground.server(5)).toBeVisible();
  await playground.button("Line 3, column 21:").click();
  const selected = await field(playground).evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
  expect(selected).toBe("boss");
  await playground.button("Undo changes").click();
  await expect(field(playground)).toHaveValue("raft 1\nseed 7\n");
});

test("a problem is told in the reader's language", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  await page.getByRole("link", { name: "中文" }).click();
  await playground.button("文本").click();
  await playground.root
    .getByRole("textbox", { name: "运行的文本" })
    .fill("raft 1\nservers three\n");
  await expect(playground.root.getByText("第 2 行第 9 列")).toBeVisible();
  await expect(playground.root.getByText("此处应为：服务器的数量，1 到 9")).toBeVisible();
});

test("runs are saved to files and opened from them", async ({ page }) => {
  const playground = await openText(page);
  await playground.choose(playground.server(2), "Pause");
  await expect(field(playground)).toHaveValue(/pause s2/);
  const text = await field(playground).inputValue();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    playground.button("Save").click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.raft$/);
  expect(await readFile(await download.path(), "utf8")).toBe(text);

  const open = async (name: string, content: string | Buffer) => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      playground.button("Open…").click(),
    ]);
    await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
  };
  await open("other.raft", "raft 1\r\nservers 2\r\nseed 3\r\n");
  await expect(playground.server(3)).toHaveCount(0);
  await expect(field(playground)).toHaveValue("raft 1\nservers 2\nseed 3\n");
  await open("picture.raft", Buffer.from([0xff, 0xd8, 0xff]));
  await expect(playground.root.getByText("This file is not a text in UTF-8.")).toBeVisible();
  await open("wrong.raft", "raft 1\nservers none\n");
  await expect(playground.root.getByText("Line 2, column 9:")).toBeVisible();
  await expect(playground.server(2)).toBeVisible();
});

test("a file can be dropped on the text", async ({ page }) => {
  const playground = await openText(page);
  await field(playground).evaluate((element) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["raft 1\nservers 4\n"], "four.raft"));
    const options = { dataTransfer, bubbles: true, composed: true, cancelable: true };
    element.dispatchEvent(new DragEvent("drop", options));
  });
  await expect(playground.server(4)).toBeVisible();
  await expect(playground.server(5)).toHaveCount(0);
});

test("scenarios are opened from their menu, and the one that is shown says so", async ({
  page,
}) => {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  await playground.button("Scenarios").click();
  await playground.menu.getByRole("menuitem", { name: "Split vote" }).click();
  await expect(playground.server(5)).toHaveCount(0);
  await playground.button("Scenarios").click();
  await expect(playground.menu.getByRole("menuitem", { name: /^Split vote/ })).toContainText(
    "shown now",
  );
  await playground.menu.getByRole("menuitem", { name: /^A new cluster/ }).click();
  await playground.button("Scenarios").click();
  await expect(playground.menu.getByText("shown now")).toHaveCount(0);
});

const longText = (lines: number, last = "# end") =>
  `raft 1\nservers 3\n${"# a note\n".repeat(lines - 3)}${last}\n`;

for (const way of ["paste", "drop", "input"] as const) {
  test(`a text of 60,000 lines is not laid out in the field (${way})`, async ({ page }) => {
    const playground = await openText(page);
    const put = (text: string) =>
      field(playground).evaluate(
        (element, { text, way }) => {
          const area = element as HTMLTextAreaElement;
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const options = { bubbles: true, composed: true, cancelable: true };
          area.select();
          if (way === "paste") {
            area.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
          } else if (way === "drop") {
            area.dispatchEvent(new DragEvent("drop", { ...options, dataTransfer: data }));
          } else {
            area.value = text;
            area.dispatchEvent(new InputEvent("input", options));
          }
        },
        { text, way },
      );
    await put(longText(60_000, "nonsense"));
    await expect(field(playground)).toHaveCount(0);
    await expect(playground.root.getByText("The text has 60,000 lines")).toBeVisible();
    const shown = await playground.root.locator(".beginning").textContent();
    expect(shown?.split("\n")).toHaveLength(100);
    await expect(playground.root.getByText("Line 60000, column 1:")).toBeVisible();
    await expect(playground.button("Run this")).toBeDisabled();
    await playground.button("Undo changes").click();
    await expect(field(playground)).toHaveValue("raft 1\nseed 7\n");
    await put(longText(60_000));
    await playground.button("Run this").click();
    await expect(playground.server(4)).toHaveCount(0);
    await expect(playground.button("Save")).toBeEnabled();
  });
}
