import { crc32, inflateSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { CARD, card } from "../../../scripts/pages/card.ts";
import { textLines } from "../../../scripts/pages/glyphs.ts";
import { disc, outline, Raster, rounded, stroke } from "../../../scripts/pages/raster.ts";
import { cardPath, cardTags } from "../../../scripts/pages/site.ts";
import * as timeline from "../../generated/raft_timeline.js";
import { lightTerms } from "../../src/theme/terms.ts";
import { loadModules } from "./modules.ts";

beforeAll(loadModules);

/** The colour of every pixel of a PNG file as the build writes it, and how often each occurs. */
function read(png: Uint8Array) {
  const file = Buffer.from(png);
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const [length, body] = [file.readUInt32BE(at), at + 4];
    const end = body + 4 + length;
    expect(file.readUInt32BE(end), "the checksum").toBe(crc32(file.subarray(body, end)));
    if (file.toString("latin1", body, body + 4) === "IDAT") data.push(file.subarray(body + 4, end));
    at = end + 4;
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const rows = inflateSync(Buffer.concat(data));
  const row = 3 * width;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    expect(rows[y * (row + 1)], "each row is a difference to the one above").toBe(2);
    for (let at = 0; at < row; at++) {
      const above = y > 0 ? (pixels[(y - 1) * row + at] ?? 0) : 0;
      pixels[y * row + at] = above + (rows[y * (row + 1) + 1 + at] ?? 0);
    }
  }
  const color = (x: number, y: number) => {
    const at = y * row + 3 * x;
    return `#${pixels.toString("hex", at, at + 3)}`;
  };
  const count = (wanted: string) => {
    let found = 0;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) if (color(x, y) === wanted) found += 1;
    return found;
  };
  return { width, height, color, count };
}

function cardOf(text: string) {
  const run = timeline.Run.fromText(text);
  run.seek(run.end());
  const picture = read(card(run.view()));
  run.free();
  return picture;
}

test("shapes are drawn where they are, with smooth edges, and cut off at the picture's", () => {
  const raster = new Raster(40, 20, "#ffffff");
  raster.fill(disc([10, 10], 5), "#ff0000");
  raster.fill(outline(rounded([30, 10], 12, 12, 2), 2), "#0000ff");
  raster.fill(
    stroke(
      [
        [-5, 1],
        [5, 1],
      ],
      2,
    ),
    "#00ff00",
  );
  const { color, width, height } = read(raster.png());
  expect([width, height]).toEqual([40, 20]);
  expect([color(10, 10), color(13, 10), color(17, 10)]).toEqual(["#ff0000", "#ff0000", "#ffffff"]);
  expect(color(14, 10), "97 % of this pixel are covered").toBe("#ff0707");
  expect([color(24, 10), color(30, 10)]).toEqual(["#0000ff", "#ffffff"]);
  expect([color(0, 0), color(39, 0)]).toEqual(["#00ff00", "#ffffff"]);
});

test("the picture of a page has the large size, and what is committed is filled", () => {
  const log = "raft 1\nservers 3\nserver s1 log 2 2\nserver s2 log 2 2\nserver s3 log 2\n";
  const before = cardOf(`${log}at 0 expect no leader\n`);
  expect(before).toMatchObject(CARD);
  const after =
    cardOf(`${log}manual\nat 0 timeout s1\nat 0 deliver every vote\nat 0 deliver every vote-reply
at 0 client "set x 1" to s1\nat 0 deliver every request\nat 0 deliver every append\nat 0 deliver every append-reply\n`);
  const [, second, third] = lightTerms;
  // Before: discs of term 2, and frames only. After: the discs are of term 3, and S1 has committed.
  expect(before.count(third?.fill ?? "")).toBe(0);
  expect(after.count(third?.fill ?? "")).toBeGreaterThan(5000);
  expect(after.count(second?.fill ?? "")).toBeGreaterThan(1000);
});

test("a server that has crashed is drawn empty", () => {
  const text = "raft 1\nservers 3\nserver s1 term 1\nserver s2 term 1\nserver s3 term 1\n";
  const fill = lightTerms[0]?.fill ?? "";
  const [up, down] = [cardOf(text), cardOf(`${text}at 0 crash s2\n`)].map((it) => it.count(fill));
  expect(down).toBeGreaterThan(0);
  expect(down).toBeLessThan((up ?? 0) * 0.7);
});

test("what cannot be written is an error that names it", () => {
  expect(textLines("S10", [0, 0], 14)).toHaveLength(3);
  expect(() => textLines("x", [0, 0], 14)).toThrow("no glyph for x");
});

test("a page names its picture by its address where that is known", () => {
  const page = { path: "lessons/terms", title: `"Terms" <b>` };
  expect(cardPath(page.path)).toBe("cards/lessons/terms.png");
  expect(cardTags(page, undefined)).toContain('"og:image" content="../../cards/lessons/terms.png"');
  expect(cardTags(page, "https://example.org/raft/")).toContain(
    '"og:image" content="https://example.org/raft/cards/lessons/terms.png"',
  );
  expect(cardTags(page, undefined)).not.toContain("<b>");
  expect(cardTags({ path: "index", title: "All" }, undefined)).toContain(
    '"../cards/lessons/figure-8.png"',
  );
});
