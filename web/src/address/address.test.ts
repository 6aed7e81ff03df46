import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AddressBar, type RunChange } from "./address-bar.ts";
import {
  formatSpeed,
  formatTime,
  leadsToRun,
  runPart,
  scenarioName,
  speedOf,
  withRun,
} from "./fragment.ts";

describe("what follows the #", () => {
  test("leads to a run, or does not", () => {
    expect(leadsToRun("#s=1.abc")).toBe(true);
    expect(leadsToRun("#lang=zh&scenario=split-vote")).toBe(true);
    expect(leadsToRun("#seed=7&servers=3")).toBe(false);
    expect(leadsToRun("#t=5")).toBe(false);
    expect(leadsToRun("")).toBe(false);
    expect(leadsToRun("#")).toBe(false);
  });

  test("is a run, a moment, and what others want", () => {
    expect(runPart("#lang=zh&s=1.a%26b&t=12&theme=dark")).toBe("s=1.a%26b&t=12");
    expect(scenarioName("scenario=split-vote")).toBe("split-vote");
    expect(scenarioName("s=1.abc")).toBeUndefined();
    expect(scenarioName(undefined)).toBeUndefined();
  });

  test("gets another run and keeps the rest", () => {
    expect(withRun("#lang=zh&s=1.a&t=12", "s=1.b", { time: 3.25 })).toBe("s=1.b&t=3.25&lang=zh");
    expect(withRun("", "scenario=split-vote", { time: undefined })).toBe("scenario=split-vote");
    expect(withRun("#t=9", "s=1.b", { time: 0 })).toBe("s=1.b&t=0");
  });

  test("says the speed, unless that is the usual one or the address has it already", () => {
    const at = (fragment: string, speed: number, usual?: number) =>
      withRun(fragment, "s=1.b", { time: 5, speed }, usual);
    expect(at("#lang=zh", 1 / 250)).toBe("s=1.b&t=5&speed=1/250&lang=zh");
    expect(at("#speed=1/10&lang=zh", 1 / 50)).toBe("s=1.b&t=5&lang=zh");
    expect(at("", 1, 1)).toBe("s=1.b&t=5");
    expect(at("", 1 / 50, 1)).toBe("s=1.b&t=5&speed=1/50");
    for (const speed of [1, 2.5, 1 / 3, 1 / 40, 1 / 500]) {
      expect(speedOf(`#s=1.b&speed=${formatSpeed(speed)}`)).toBeCloseTo(speed, 6);
    }
    expect(speedOf("?lang=zh")).toBeUndefined();
  });

  test("names a moment as finely as the world does", () => {
    expect(formatTime(1234.56789)).toBe("1234.568");
    expect(formatTime(200)).toBe("200");
    expect(formatTime(-0.001)).toBe("0");
  });
});

/** A fake of both the playground and the browser. */
class Fake extends EventTarget {
  link: string | undefined = "s=1.first";
  session = { now: 100, playing: false };
  speed = 1 / 50;
  opened: string[] = [];
  /** The history: the pushed addresses; the last is the current one. */
  urls = ["https://example.org/raft/?seed=7"];

  async openLink(fragment: string): Promise<void> {
    this.tell("leaving");
    this.opened.push(fragment);
    this.tell("opened");
  }

  async begin(): Promise<void> {
    this.opened.push("begin");
  }

  tell(what: RunChange["what"]): void {
    this.dispatchEvent(new CustomEvent<RunChange>("raft-change", { detail: { what } }));
  }

  get location() {
    const href = this.urls.at(-1) ?? "";
    return {
      href,
      hash: href.slice(href.indexOf("#")).startsWith("#") ? href.slice(href.indexOf("#")) : "",
    };
  }

  history = {
    pushState: (_data: unknown, _title: string, url?: string | URL | null) => {
      this.urls.push(String(url));
    },
    replaceState: (_data: unknown, _title: string, url?: string | URL | null) => {
      this.urls[this.urls.length - 1] = String(url);
    },
  };

  back(): void {
    this.urls.pop();
    this.dispatchEvent(new Event("popstate"));
  }
}

describe("the address bar", () => {
  let fake: Fake;
  beforeEach(() => {
    vi.useFakeTimers();
    fake = new Fake();
    new AddressBar(fake, fake);
  });
  afterEach(() => void vi.useRealTimers());

  test("follows when the run has been left alone for a while, in place", () => {
    fake.tell("changed");
    vi.advanceTimersByTime(900);
    fake.session.now = 250;
    fake.tell("changed");
    vi.advanceTimersByTime(900);
    expect(fake.urls).toEqual(["https://example.org/raft/?seed=7"]);
    vi.advanceTimersByTime(200);
    expect(fake.urls).toEqual(["https://example.org/raft/?seed=7#s=1.first&t=250"]);
  });

  test("names the run that is there from the start", () => {
    vi.advanceTimersByTime(1100);
    expect(fake.location.hash).toBe("#s=1.first&t=100");
  });

  test("names the moment that was gone to before it was there", () => {
    const late = new Fake();
    late.urls = ["https://example.org/raft/?seed=7#s=1.first&t=50"];
    new AddressBar(late, late);
    vi.advanceTimersByTime(1100);
    expect(late.location.hash).toBe("#s=1.first&t=100");
  });

  test("does not take the end of a run for a moment", () => {
    const late = new Fake();
    late.link = "s=z2.abct=";
    late.urls = ["https://example.org/raft/?seed=7#s=z2.abct=&t=50"];
    new AddressBar(late, late);
    vi.advanceTimersByTime(1100);
    expect(late.location.hash).toBe("#s=z2.abct=&t=100");
  });

  test("leaves a link that could not be read", () => {
    const late = new Fake();
    late.urls = ["https://example.org/raft/?seed=7#s=bad&t=50"];
    new AddressBar(late, late);
    vi.advanceTimersByTime(1100);
    expect(late.location.hash).toBe("#s=bad&t=50");
  });

  test("names no moment while time passes", () => {
    fake.session.playing = true;
    fake.tell("changed");
    vi.advanceTimersByTime(2000);
    expect(fake.location.hash).toBe("#s=1.first");
  });

  test("stays as it is while no link is known", () => {
    fake.link = undefined;
    vi.advanceTimersByTime(2000);
    fake.tell("opened");
    expect(fake.urls).toEqual(["https://example.org/raft/?seed=7"]);
  });

  test("gets a new place for a run whose link is written later", () => {
    fake.tell("leaving");
    fake.link = undefined;
    fake.tell("opened");
    expect(fake.urls).toHaveLength(1);
    fake.link = "s=1.long";
    fake.tell("changed");
    fake.tell("changed");
    vi.advanceTimersByTime(2000);
    expect(fake.urls).toEqual([
      "https://example.org/raft/?seed=7#s=1.first&t=100",
      "https://example.org/raft/?seed=7#s=1.long&t=100",
    ]);
  });

  test("can go back from a run to the moment one has left", () => {
    fake.tell("leaving");
    fake.link = "scenario=split-vote";
    fake.session.now = 0;
    fake.tell("opened");
    expect(fake.urls).toEqual([
      "https://example.org/raft/?seed=7#s=1.first&t=100",
      "https://example.org/raft/?seed=7#scenario=split-vote",
    ]);
    fake.back();
    expect(fake.opened).toEqual(["s=1.first&t=100"]);
    // Going back adds no history entry.
    expect(fake.urls).toHaveLength(1);
  });

  test("says the speed, and goes back to the one that was", () => {
    fake.speed = 1 / 250;
    fake.tell("changed");
    vi.advanceTimersByTime(1100);
    expect(fake.location.hash).toBe("#s=1.first&t=100&speed=1/250");
    fake.tell("leaving");
    fake.link = "scenario=split-vote";
    fake.speed = 1;
    fake.tell("opened");
    expect(fake.location.hash).toBe("#scenario=split-vote&speed=1");
    fake.back();
    expect(fake.speed).toBeCloseTo(1 / 250);
  });

  test("has no second place for the same run", () => {
    fake.tell("leaving");
    fake.tell("opened");
    expect(fake.urls).toEqual(["https://example.org/raft/?seed=7#s=1.first"]);
  });

  test("goes back to where no run was named, too", () => {
    fake.urls.push("https://example.org/raft/?seed=7#s=1.second");
    fake.back();
    expect(fake.opened).toEqual(["begin"]);
  });
});
