import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground } from "./playground.ts";

test("attributes are properties, and properties that a reader sees are attributes", async ({
  page,
}) => {
  const playground = await openPlayground(page, { autoplay: 0 });
  await playground.root.evaluate((element) => element.setAttribute("servers", "3"));
  await expect(playground.server(3)).toBeVisible();
  await expect(playground.server(4)).toHaveCount(0);

  const change = async (element: Element) => {
    (element as RaftPlayground).theme = "dark";
    await (element as RaftPlayground).updateComplete;
    return element.getAttribute("theme");
  };
  expect(await playground.root.evaluate(change)).toBe("dark");
  const clear = async (element: Element) => {
    (element as RaftPlayground).theme = undefined;
    await (element as RaftPlayground).updateComplete;
    return element.hasAttribute("theme");
  };
  expect(await playground.root.evaluate(clear)).toBe(false);
});

test("what was set before the element was defined holds", async ({ page }) => {
  const playground = await openPlayground(page, { autoplay: 0 });
  // As a page does it that creates the element before its script has come.
  const copy = await playground.root.evaluateHandle(() => {
    const Defined = customElements.get("raft-playground") as CustomElementConstructor;
    class Late extends Defined {}
    const element = document.createElement("raft-late");
    Object.assign(element, { servers: 2, theme: "dark" });
    document.body.append(element);
    customElements.define("raft-late", Late);
    return element as unknown as { servers: number };
  });
  expect(await copy.evaluate((element) => element.servers)).toBe(2);
  const late = page.locator("raft-late");
  await expect(late.getByRole("button", { name: /^Server S2:/ })).toBeVisible();
  await expect(late.getByRole("button", { name: /^Server S3:/ })).toHaveCount(0);
});
