// Every state of the page that a reader can reach: each view, panel, menu and dialog. Elements are found by
// their place, not by their texts, so a state is the same in every language.

import type { Locator, Page } from "@playwright/test";

export interface PanelState {
  name: string;
  /** The link to open; by default the current run stays. */
  link?: string;
  /** The width of the element, in pixels, below which the state exists. */
  below?: number;
  /** The width from which the state exists. */
  from?: number;
  open?: (at: Opened) => Promise<unknown>;
}

export const LANGUAGES = ["en", "zh"] as const;

export type Language = (typeof LANGUAGES)[number];

const FIGURE_8 = "#scenario=figure-8-unsafe&t=300";

/** One expectation that holds, one that fails, and one that is open. */
const EXPECTATIONS = `raft 1
seed 16
end 1000
at 100 expect no leader
by 300 expect leader s1 term 1
at 500 client "set x 1"
at 600 expect state s1 x "2"
at 900 expect commit s1 = 1
`;

/** A page with a playground, and the places of things in it. */
export class Opened {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator("raft-playground");
  }

  find(selector: string): Locator {
    return this.root.locator(selector);
  }

  /** Closes everything and opens a link. */
  async link(link: string): Promise<void> {
    await this.close();
    await this.page.evaluate((to) => document.querySelector("raft-playground")?.openLink(to), link);
    await this.drawn();
  }

  async text(text: string, ms: number): Promise<void> {
    await this.page.evaluate(
      async ([text, ms]) => {
        const playground = document.querySelector("raft-playground");
        await playground?.context.openText(text);
        playground?.session?.pause();
        await playground?.session?.seek(ms);
        playground?.context.show(undefined);
      },
      [text, ms] as const,
    );
    await this.drawn();
  }

  /** Closes all that is open. */
  async close(): Promise<void> {
    await this.page.evaluate(() => {
      const { context } = document.querySelector(
        "raft-playground",
      ) as HTMLElementTagNameMap["raft-playground"];
      for (const box of context.root.querySelectorAll<HTMLElement>(":popover-open"))
        box.hidePopover();
      for (const it of context.root.querySelectorAll<HTMLElement>(
        ".world .end, .notice .row :last-child",
      ))
        it.click();
      for (const scope of [document, context.root]) {
        for (const box of scope.querySelectorAll<HTMLDialogElement>("dialog[open]")) box.close();
      }
      document.querySelector<HTMLElement>(".lesson .leave")?.click();
      context.toast = undefined;
      context.select(undefined);
      for (const strip of context.root.querySelectorAll(".views, .panels")) strip.scrollTo(0, 0);
    });
    await this.page.mouse.move(0, 0);
  }

  /** Waits until everything is drawn, including what is drawn in later frames. */
  async drawn(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
    });
  }

  /** Clicks one of the buttons that open something, in the bar or in its fold. */
  async bar(what: "scenarios" | "text" | "rules" | "network" | "new run" | "keys"): Promise<void> {
    const fold = this.find(".fold");
    if (await fold.isVisible()) await fold.click();
    const order = ["scenarios", "text", "rules", "network", "new run", "keys"];
    await this.find(".more > [aria-haspopup]").nth(order.indexOf(what)).click();
    await this.drawn();
  }

  /** Scrolls a view into sight. */
  async view(area: string): Promise<void> {
    await this.find(area).evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
  }

  async drawer(name: string): Promise<Locator> {
    const box = this.find(`.drawer.${name}`);
    await box.waitFor();
    return box;
  }

  /** Opens the menu of something in a drawing. */
  async menu(target: string): Promise<Locator> {
    const thing = this.find(target).first();
    await thing.evaluate((element) =>
      element.closest(".panel")?.scrollIntoView({ behavior: "instant" }),
    );
    await thing.press("Enter");
    await this.find(".popup").waitFor();
    return this.find(".popup");
  }

  async share(kind: string): Promise<void> {
    await this.find(".timeline .lane > button").nth(3).click();
    await this.find(`.share [data-kind=${kind}]`).click();
    await this.find(".share .preview").waitFor();
    const picture = this.find(".share .preview img");
    if ((await picture.count()) > 0)
      await picture.evaluate((it) => (it as HTMLImageElement).decode());
  }

  async search(): Promise<Locator> {
    await this.bar("rules");
    await this.find(".rules .actions button").nth(2).click();
    return this.drawer("search");
  }

  async lesson(link: string): Promise<void> {
    await this.page.evaluate((to) => {
      location.hash = to;
    }, link);
  }
}

const shown = (area: string) => (at: Opened) => at.view(area);
const shared = (kind: string): PanelState => ({
  name: `share ${kind}`,
  link: FIGURE_8,
  open: (at) => at.share(kind),
});

const menu = (name: string, target: string, link = FIGURE_8): PanelState => ({
  name,
  link,
  open: (at) => at.menu(target),
});

export const STATES: PanelState[] = [
  { name: "election", link: "#scenario=first-election&t=215" },
  { name: "crash and messages", link: "#scenario=leader-crash&t=700" },
  { name: "figure 7", link: "#scenario=figure-7&t=245" },
  { name: "violation", link: FIGURE_8 },
  { name: "logs", link: FIGURE_8, below: 1080, open: shown(".area-logs") },
  { name: "space-time", link: FIGURE_8, below: 1080, open: shown(".area-spacetime") },
  { name: "details", link: FIGURE_8, below: 1080, open: shown(".side") },
  {
    name: "broken rule decides",
    link: "#scenario=figure-8-unsafe&t=200",
    open: shown(".area-logs"),
  },
  {
    name: "figure 7 logs",
    link: "#scenario=figure-7&t=245",
    below: 1080,
    open: shown(".area-logs"),
  },
  {
    name: "expectations",
    open: async (at) => {
      await at.text(EXPECTATIONS, 650);
      await at.find(".expectations").first().scrollIntoViewIfNeeded();
    },
  },
  {
    name: "past set aside",
    link: "#scenario=figure-8-unsafe&t=100",
    open: async (at) => {
      const menu = await at.menu("[data-target='server:2']");
      await menu.getByRole("menuitem").nth(1).click();
      await at.find(".timeline .ghost").waitFor();
    },
  },
  {
    name: "refusal",
    link: FIGURE_8,
    open: async (at) => {
      await at.find(".ask input").fill("put x 1");
      await at.find(".ask input").press("Enter");
      await at.find(".ask-box .problem:not(:empty)").waitFor();
    },
  },
  {
    name: "toast",
    link: FIGURE_8,
    open: async (at) => {
      await at.page.evaluate(() => {
        const { context } = document.querySelector(
          "raft-playground",
        ) as HTMLElementTagNameMap["raft-playground"];
        context.say("Nothing changed. The link S1 → S2 is already cut.");
      });
      await at.find(".toast:not(:empty)").waitFor();
    },
  },
  {
    name: "link that cannot be read",
    open: async (at) => {
      await at.link("#s=~~nonsense~~");
      await at.find(".notice h2").waitFor();
    },
  },
  { name: "scenarios", link: FIGURE_8, open: (at) => at.bar("scenarios") },
  {
    name: "scenarios searched",
    link: FIGURE_8,
    open: async (at) => {
      await at.bar("scenarios");
      await at.find(".popup .search").fill("8");
    },
  },
  { name: "text", link: FIGURE_8, open: (at) => at.bar("text") },
  {
    name: "text syntax",
    link: FIGURE_8,
    open: async (at) => {
      await at.bar("text");
      await at.find("details.syntax summary").click();
    },
  },
  {
    name: "text wrong",
    link: FIGURE_8,
    open: async (at) => {
      await at.bar("text");
      await at.find(".text-panel textarea").fill("raft 1\nservers 5\nat 100 crsh s1\n");
      await at.find(".text-panel mark").waitFor();
    },
  },
  { name: "rules", link: FIGURE_8, open: (at) => at.bar("rules") },
  {
    name: "rules chosen",
    link: FIGURE_8,
    open: async (at) => {
      await at.bar("rules");
      const rules = await at.drawer("rules");
      await rules.locator(".changed input").first().check();
      await rules.locator(".came").waitFor();
      await rules.locator(".came").evaluate((it) => it.scrollIntoView({ block: "center" }));
    },
  },
  { name: "network", link: FIGURE_8, open: (at) => at.bar("network") },
  {
    name: "network wrong",
    link: "#scenario=first-election&t=215",
    open: async (at) => {
      await at.bar("network");
      const loss = at.find(".popup .settings input").nth(2);
      await loss.fill("-1");
      await loss.press("Tab");
      await at.find("#network-problem:not(:empty)").waitFor();
      await at.find(".popup .chips button").first().click();
    },
  },
  { name: "new run", link: FIGURE_8, open: (at) => at.bar("new run") },
  { name: "keys", link: FIGURE_8, open: (at) => at.bar("keys") },
  {
    name: "more",
    link: FIGURE_8,
    below: 700,
    open: (at) => at.find(".fold").click(),
  },
  menu("server menu", ".area-cluster [data-target='server:1']"),
  menu("message menu", ".area-cluster .message", "#scenario=first-election&t=215"),
  menu("link menu", ".area-cluster [data-target^='link:']"),
  menu("entry menu", ".area-logs [data-target='entry:2:2']"),
  menu("client menu", ".area-cluster [data-target^='client:']"),
  {
    name: "why violated",
    link: FIGURE_8,
    open: async (at) => {
      await at.find(".headline .violated").click();
      await at.drawer("why");
    },
  },
  {
    name: "why not committed",
    link: "#scenario=figure-8-safe&t=300",
    open: async (at) => {
      const menu = await at.menu(".area-logs [data-target='entry:1:2']");
      await menu.getByRole("menuitem").first().click();
      await at.drawer("why");
    },
  },
  {
    name: "asked in the diagram",
    link: FIGURE_8,
    open: async (at) => {
      await at.view(".area-spacetime");
      await at.find(".area-spacetime .elected[data-at]").last().press("Enter");
      await at.find(".spacetime .said:not(.idle) button").waitFor();
    },
  },
  {
    name: "transcript",
    link: FIGURE_8,
    open: async (at) => {
      await at.find(".caption .told button").click();
      await at.drawer("transcript-panel");
    },
  },
  ...["link", "frame", "element", "markdown", "text", "svg", "png", "moving", "trace"].map(shared),
  { name: "search", link: FIGURE_8, open: (at) => at.search() },
  {
    name: "search found",
    link: FIGURE_8,
    open: async (at) => {
      const search = await at.search();
      await search.locator(".actions .primary").click();
      await search.locator(".search-result .row button").first().waitFor({ timeout: 20_000 });
      const stop = search.locator("fieldset:disabled");
      // The state shows whatever has been found by then.
      if ((await stop.count()) > 0) await search.locator(".actions .primary").click();
    },
  },
  {
    name: "search for a goal",
    link: "#scenario=first-election&t=215",
    open: async (at) => {
      const search = await at.search();
      const kinds = search.locator("input[type=radio]");
      if ((await kinds.count()) > 1) await kinds.nth(1).check();
      await search.locator("textarea").fill("leadr s1");
      await search.locator(".problem:not(:empty)").waitFor();
    },
  },
  {
    name: "side by side",
    link: FIGURE_8,
    open: async (at) => {
      await at.bar("rules");
      await at.find(".rules .actions button").nth(1).click();
      await at.find(".world.second select").waitFor();
      await at.find(".area-logs-second .row").first().waitFor({ state: "attached" });
      await at.drawn();
    },
  },
  {
    name: "lessons",
    open: async (at) => {
      await at.lesson("#lessons");
      await at.page.locator(".lesson-list li").first().waitFor();
    },
  },
  {
    name: "lesson",
    open: async (at) => {
      await at.lesson("#lesson=figure-8&step=c");
      await at.page.locator(".lesson .says[aria-busy=false] .choices").waitFor();
    },
  },
  {
    name: "lesson task",
    open: async (at) => {
      await at.lesson("#lesson=figure-8&step=e");
      await at.page.locator(".lesson .says[aria-busy=false] .help").click();
      await at.page.locator(".lesson .says .hint").waitFor();
    },
  },
  {
    name: "scenarios not found",
    link: FIGURE_8,
    open: async (at) => {
      await at.bar("scenarios");
      await at.find(".popup .search").fill("pigeons");
    },
  },
];

/** The states that exist at this width, in pixels. */
export const statesAt = (width: number): PanelState[] =>
  STATES.filter(({ below = Number.POSITIVE_INFINITY, from = 0 }) => width < below && width >= from);

/** Opens a page with a paused playground that has loaded all its parts. */
export async function openPage(page: Page, query = ""): Promise<Opened> {
  await page.goto(`./?autoplay=0&seed=7${query}`);
  const opened = new Opened(page);
  await opened.root.dispatchEvent("pointerover");
  await opened.find(".timeline-place input").waitFor();
  await opened.find(".judge .properties").waitFor({ state: "attached" });
  return opened;
}

/** Brings a page into a state. */
export async function bring(opened: Opened, { link, open }: PanelState): Promise<void> {
  await opened.close();
  if (link) await opened.link(link);
  await open?.(opened);
  await opened.drawn();
}

/** Changes the language of an opened page. */
export async function speak(page: Page, lang: Language): Promise<void> {
  await page.evaluate(async (lang) => {
    const { documentElement: root } = document;
    if (root.lang === lang) return;
    document.querySelector<HTMLElement>("[data-page=language]")?.click();
    const { context } = document.querySelector(
      "raft-playground",
    ) as HTMLElementTagNameMap["raft-playground"];
    const frame = () => new Promise(requestAnimationFrame);
    while (root.lang !== lang) await frame();
    // The texts of the other parts are loaded separately.
    const step = context.root.querySelector(".judge .properties");
    const before = step?.textContent;
    for (let frames = 0; frames < 120 && step?.textContent === before; frames++) await frame();
  }, lang);
}
