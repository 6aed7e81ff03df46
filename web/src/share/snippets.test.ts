import { describe, expect, test } from "vitest";
import {
  type EmbedOptions,
  elementLines,
  frameAddress,
  frameLines,
  linkTo,
  type Moment,
  markdownLine,
} from "./snippets.ts";

const HOSTILE = `"><script>alert(1)</script>' & \u202egnp\u200b ](x) \`code\` *`;

const moment: Moment = {
  page: "https://example.org/raft/?lang=zh#s=old",
  link: "scenario=figure-7",
  time: 345.5,
  speed: 1 / 250,
  title: "Figure 7",
};
const options: EmbedOptions = {
  views: ["cluster", "logs"],
  theme: "auto",
  language: "en",
  autoplay: true,
  readonly: false,
};
const still = {
  svg: `<svg><text fill="#123">50% &amp; "</text></svg>`,
  alt: "S1",
  width: 720,
  height: 800,
};

describe("a link to the moment", () => {
  test("has the run, the moment and the speed", () => {
    expect(linkTo(moment)).toBe(
      "https://example.org/raft/?lang=zh#scenario=figure-7&t=345.5&speed=1/250",
    );
  });

  test("leaves out the usual speed, and the one that the page has", () => {
    expect(linkTo({ ...moment, speed: 1 / 50 })).not.toContain("speed");
    const page = "https://example.org/?speed=1/250";
    expect(linkTo({ ...moment, page })).toBe(`${page}#scenario=figure-7&t=345.5`);
    expect(linkTo({ ...moment, page, speed: 1 / 50 })).toContain("&speed=1/50");
  });
});

describe("a frame", () => {
  test("asks for the same page without its head", () => {
    expect(frameAddress(moment, { ...options, readonly: true })).toBe(
      "https://example.org/raft/?embed=1&view=cluster,logs&theme=auto&lang=en&autoplay=1&readonly=1#scenario=figure-7&t=345.5&speed=1/250",
    );
  });

  test("has a title, in which nothing is markup", () => {
    const lines = frameLines({ ...moment, title: HOSTILE }, options, 600);
    expect(lines.match(/<\w+/g)).toEqual(["<iframe", "<script"]);
    expect(lines).toContain('src="https://example.org/raft/embed/embed.js"');
    expect(lines).toContain("&quot;&gt;&lt;script&gt;");
    expect(lines).not.toMatch(/[\u202e\u200b]/);
    expect(lines).toContain("view=cluster,logs&amp;theme=auto");
  });
});

describe("an element", () => {
  test("names a built-in scenario", () => {
    const lines = elementLines(moment, options, "raft 1\n", still);
    expect(lines).toContain('<raft-playground scenario="figure-7" t="345.5" speed="1/250"');
    expect(lines).not.toContain("text/raft");
    expect(lines).toContain('src="https://example.org/raft/embed/raft-playground.js"');
  });

  test("holds any other run as text", () => {
    const lines = elementLines({ ...moment, link: "s=t2.x-" }, options, "raft 1\nseed 7\n", still);
    expect(lines).toContain('<script type="text/raft">\nraft 1\nseed 7\n</script>');
    expect(lines).not.toContain("scenario=");
  });

  test.each(["</script><img src=x>", "<!--<script>", "</SCRIPT >"])("holds %j as text", (words) => {
    const text = `raft 1\ntitle "${words}"\n`;
    const lines = elementLines({ ...moment, link: "s=t2.x-" }, options, text, still);
    expect(lines.match(/<\/?\w[\w-]*/g)).toEqual([
      ...["<script", "</script", "<raft-playground", "<a", "<img", "</a", "</raft-playground"],
    ]);
    expect(lines).toContain("title &quot;&lt;");
  });

  test("shows a still picture and a link where it cannot run", () => {
    const lines = elementLines(moment, options, "", { ...still, alt: HOSTILE });
    const [, address = ""] = /<img src="([^"]*)"/.exec(lines) ?? [];
    expect(decodeURIComponent(address)).toBe(`data:image/svg+xml,${still.svg}`);
    expect(address).not.toMatch(/[<>#&\n]/);
    expect(lines).toContain(
      '<a href="https://example.org/raft/?lang=zh#scenario=figure-7&amp;t=345.5',
    );
    expect(lines).not.toContain("<script>alert");
  });
});

describe("Markdown", () => {
  test("is a picture that leads to the moment", () => {
    expect(markdownLine(moment, "figure-7.svg", "Figure 7, at 0.345 s")).toBe(
      "[![Figure 7, at 0.345 s](figure-7.svg)](<https://example.org/raft/?lang=zh#scenario=figure-7&t=345.5&speed=1/250>)\n",
    );
  });

  test("has no markup of what somebody wrote, and one line", () => {
    const line = markdownLine({ ...moment, link: "s=t2.a<b>(c)-" }, "a.svg", `${HOSTILE}\n\n# x`);
    expect(line.trimEnd().split("\n")).toHaveLength(1);
    expect(line).toContain("\\<script\\>");
    expect(line).toContain("\\](x) \\`code\\` \\* \\# x](a.svg)");
    expect(line).toContain("s=t2.a%3Cb%3E(c)-");
  });
});
