import { beforeAll, describe, expect, test } from "vitest";
import { rules } from "../../../scripts/pages/sheets.ts";
import { Run } from "../../generated/raft_timeline.js";
import { loadModules } from "../../tests/unit/modules.ts";
import { drawing } from "../i18n/drawing.en.ts";
import { runWords } from "../i18n/run.en.ts";
import {
  animation,
  frameTimes,
  LONGEST_MS,
  MOST_BYTES,
  MOST_FRAMES,
  playingTime,
  type Scene,
  type Segment,
  TooLarge,
} from "./animation.ts";
import { contextFor } from "./drawings.ts";
import { Keyframes, simplified } from "./keyframes.ts";
import { finish } from "./picture.ts";
import { type PlayedRun, playedRun } from "./played.ts";

beforeAll(loadModules);

const HOSTILE = `</svg><script>alert(1)</script>\u202e\u0007`;

const scene: Scene = {
  views: ["cluster", "logs"],
  ctx: contextFor(drawing),
  caption: { title: HOSTILE, moment: "0.130 s – 0.300 s", description: HOSTILE },
  style: { rules, theme: "dark" },
  notes: [{ at: 140, text: HOSTILE }],
  spacetime: runWords.spacetime,
};
const segment: Segment = { from: 130, to: 300, speed: 1 / 50 };
const election = () => Run.fromText('raft 1\nseed 7\nat 240 client "set x 1"\nat 280 crash s3\n');
const played = () => playedRun(election());

describe("the frames", () => {
  test("are as many as the segment is long, and never more than the limit", () => {
    expect(frameTimes({ from: 0, to: 10, speed: 1 / 50 })).toHaveLength(11);
    expect(frameTimes({ from: 0, to: 86_400_000, speed: 1 / 50 })).toHaveLength(MOST_FRAMES + 1);
    expect(frameTimes({ from: 5, to: 5, speed: 1 })).toEqual([5, 5]);
    expect(frameTimes(segment).at(0)).toBe(130);
    expect(frameTimes(segment).at(-1)).toBe(300);
  });

  test("play no longer than the limit", () => {
    expect(playingTime({ from: 0, to: 100, speed: 1 / 50 })).toBe(5000);
    expect(playingTime({ from: 0, to: 100_000, speed: 1 / 50 })).toBe(LONGEST_MS);
  });
});

describe("the document", () => {
  let svg = "";
  let steps = 0;
  beforeAll(() => {
    const work = animation(played(), segment, scene);
    for (;;) {
      const { done, value } = work.next();
      steps += 1;
      if (!done) continue;
      svg = value;
      return;
    }
  });

  test("needs no script, font or request, and is bounded", () => {
    expect(svg).not.toMatch(/<script|href|url\(|@import|var\(/);
    expect(svg.match(/<\/svg>/g)).toHaveLength(1);
    expect(svg).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(svg.length).toBeLessThan(MOST_BYTES);
  });

  test("is made in at least a step for each frame of each view", () => {
    expect(steps).toBeGreaterThan(2 * frameTimes(segment).length);
  });

  test("has rules for all that moves, and for readers who want little motion", () => {
    const used = new Set([...svg.matchAll(/class="(k\w+)"/g)].map(([, name]) => name));
    const known = new Set([...svg.matchAll(/@keyframes (k\w+)\{/g)].map(([, name]) => name));
    expect(used.size).toBeGreaterThan(20);
    expect(known).toEqual(used);
    expect(svg).toContain("@media (prefers-reduced-motion:no-preference)");
  });

  test("shows the last instant where nothing moves", () => {
    // At the end, S3 was elected and has crashed.
    const still = svg.replace(
      /<g class="k\w+" visibility="hidden">.*?(?=<g class="k|<\/svg>)/g,
      "",
    );
    expect(still).toContain(">crashed</text>");
    expect(still).not.toContain(">leader of term 1</text>");
    expect(svg).toContain(">leader of term 1</text>");
  });

  test("leaves the run at the end of the segment, where a look at it finds it", () => {
    const run = election();
    finish(animation(playedRun(run), segment, { ...scene, views: ["cluster", "spacetime"] }));
    expect(run.now()).toBe(300);
  });
});

test("what would be too large is given up before it is made", () => {
  const run = played();
  let frames = 0;
  const watched: PlayedRun = {
    ...run,
    view: () => {
      frames += 1;
      return run.view();
    },
  };
  const limit = 12_000;
  expect(() => finish(animation(watched, segment, scene, limit))).toThrow(TooLarge);
  expect(frames).toBeLessThan(frameTimes(segment).length);
  expect(frames).toBeGreaterThan(1);
});

test("a copy of a run plays as the run does, also what was done by hand", () => {
  const run = election();
  run.seek(200);
  run.act({ crash: { server: 1 } });
  run.seek(260);
  const copy = run.startWithRules({});
  const digests = [200, 150, 300].map((time) => {
    copy.startSeek(time);
    while (!copy.goOn(10));
    return copy.digest();
  });
  expect(run.now()).toBe(260);
  for (const [at, time] of [200, 150, 300].entries()) {
    run.seek(time);
    expect(digests[at], String(time)).toBe(run.digest());
  }
});

describe("keyframes", () => {
  const keyframes = () => new Keyframes({ from: 100, to: 200, share: 0.5 });

  test("say when something is seen, and when not", () => {
    const made = keyframes();
    const drawn = made.render({ text: "<path/>", depth: 0, spans: [{ from: 120, to: 140 }] });
    expect(drawn).toBe('<g class="k0" visibility="hidden"><path/></g>');
    expect(made.css(1000)).toContain(
      "@keyframes k0{0%{visibility:hidden;animation-timing-function:step-end}10%{visibility:visible;animation-timing-function:step-end}20%{visibility:hidden;animation-timing-function:step-end}}",
    );
  });

  test("are left out for what is always seen", () => {
    const made = keyframes();
    expect(made.render({ text: "<path/>", depth: 0, spans: [{ from: 100, to: 200 }] })).toBe(
      "<path/>",
    );
    expect(made.css(1000)).not.toContain("@keyframes");
  });

  test("are shared by what is seen at the same times", () => {
    const made = keyframes();
    for (const text of ["<path/>", "<rect/>"])
      made.render({ text, depth: 0, spans: [{ from: 120, to: 140 }] });
    expect(made.css(1000).match(/@keyframes/g)).toHaveLength(1);
  });

  test("leave out values on a line", () => {
    expect(
      simplified([
        [0, 1],
        [1, 0.9],
        [2, 0.8],
        [3, 0.7],
        [3.1, 1],
        [4, 0.9],
      ]),
    ).toEqual([
      [0, 1],
      [3, 0.7],
      [3.1, 1],
      [4, 0.9],
    ]);
  });
});
