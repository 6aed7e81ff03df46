// Nothing keeps anyone out, whatever is open: axe in every state of the page. Each is looked at in one width, theme and
// language, unless another test does; with PANELS=all, all of them in all, and whether all text can be read.

import { expectAccessible } from "./accessibility.ts";
import { expectReadable } from "./contrast.ts";
import { test } from "./fixtures.ts";
import {
  bring,
  LANGUAGES,
  type Language,
  openPage,
  type PanelState,
  STATES,
  speak,
  statesAt,
} from "./panel-states.ts";

const THEMES = ["light", "dark"] as const;
const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};

type Size = keyof typeof SIZES;

interface Look {
  state: PanelState;
  lang: Language;
  theme: (typeof THEMES)[number];
}

const isEverywhere = process.env.PANELS === "all";

/** Other tests look at these, on their way through them. */
const ELSEWHERE = /^(share|lesson|rules|why|side by side|text|search)/;

/** What is looked at in this size, language by language. */
function looks(size: Size): Look[] {
  const all = LANGUAGES.flatMap((lang) =>
    statesAt(SIZES[size].width).flatMap((state) =>
      THEMES.map((theme): Look => ({ state, lang, theme })),
    ),
  );
  return isEverywhere ? all : all.filter((look) => isChosen(look, size));
}

/** What everybody sees first: in both sizes and themes. */
const ALWAYS = /^(election|server menu|more|network)$/;

/** Neighbours in the list differ in everything. */
function isChosen({ state, lang, theme }: Look, size: Size): boolean {
  if (ALWAYS.test(state.name)) return lang === "en";
  const at = STATES.indexOf(state);
  const isNarrowOnly = state.below !== undefined;
  return (
    !ELSEWHERE.test(state.name) &&
    (isNarrowOnly || (at % 2 === 0) === (size === "desktop")) &&
    lang === LANGUAGES[(at >> 1) % 2] &&
    theme === THEMES[(at >> 2) % 2]
  );
}

for (const size of Object.keys(SIZES) as Size[]) {
  test(`every state of the page keeps nobody out: ${size}`, async ({ page }) => {
    const all = looks(size);
    test.setTimeout(30_000 + all.length * 15_000);
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const opened = await openPage(page);
    let last: PanelState | undefined;
    for (const { state, lang, theme } of all) {
      await test.step(`${state.name}, ${lang}, ${theme}`, async () => {
        await speak(page, lang);
        await page.emulateMedia({ colorScheme: theme });
        if (state !== last) await bring(opened, state);
        last = state;
        await expectAccessible(page);
        if (isEverywhere || ALWAYS.test(state.name)) await expectReadable(page);
      });
    }
  });
}
