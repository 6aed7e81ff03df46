import { describe, expect, test } from "vitest";
import { notFound, oembed, oembedLink, siteUrl } from "../../../scripts/pages/site.ts";

const page = { language: "en", path: "scenarios/figure-7", title: `"Figure 7" <b>` };

describe("the site's address", () => {
  test("ends with a slash, and may be left unsaid", () => {
    expect(siteUrl("https://example.org/raft")).toBe("https://example.org/raft/");
    expect(siteUrl("https://example.org/raft/")).toBe("https://example.org/raft/");
    expect(siteUrl("")).toBeUndefined();
  });

  test("that is no address is an error that names it", () => {
    expect(() => siteUrl("raft")).toThrow("SITE_URL is no absolute address: raft");
  });
});

test("a scenario's page can be embedded by its address, and its title is text", () => {
  const { html, ...rest } = JSON.parse(oembed(page, "https://example.org/raft/"));
  expect(rest).toMatchObject({ version: "1.0", type: "rich", title: page.title, width: 720 });
  expect(html).toContain("https://example.org/raft/?embed=1&amp;lang=en&amp;scenario=figure-7");
  expect(html).not.toContain("<b>");
});

test("only scenarios have one, and only where the address is known", () => {
  expect(oembedLink(page, "https://example.org/")).toContain(
    'href="https://example.org/en/scenarios/figure-7.oembed.json"',
  );
  expect(oembedLink(page, undefined)).toBe("");
  expect(oembedLink({ ...page, path: "lessons/terms" }, "https://example.org/")).toBe("");
});

test("the page for a wrong address leads to the site", () => {
  expect(notFound("https://example.org/raft/")).toContain('href="https://example.org/raft/"');
  expect(notFound(undefined)).toContain('href="/"');
});
