// Takes pictures of every state of web/tests/panel-states.ts in four sizes, both themes and both languages,
// and a sheet of each state with all of them.
//
//   npm run build && node web/bench/sheets.mjs FOLDER [part of a state's name]

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";
import { launchBrowser } from "../../scripts/browser.mjs";
import { root } from "../../scripts/process.mjs";
import { serve } from "../../scripts/serve.mjs";

/** The sizes in CSS pixels; `shown` is the width of a picture on a sheet. */
const SIZES = [
  { width: 1440, height: 900, shown: 396 },
  { width: 1280, height: 720, shown: 396 },
  { width: 768, height: 1024, shown: 232 },
  { width: 390, height: 844, shown: 144, isPhone: true },
];
const THEMES = /** @type {const} */ (["light", "dark"]);

const [folder = "sheets", wanted = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
/** @type {{ module: typeof import("../tests/panel-states.ts") }} */
const { module: panels } = await runnerImport("./web/tests/panel-states.ts", { root });
const states = panels.STATES.filter(({ name }) => name.includes(wanted));
const server = await serve();
const browser = await launchBrowser();

/** @typedef {{ image: Buffer, shown: number, says: string }} Picture */
/** @type {Map<string, Picture[]>} */
const pictures = new Map(states.map(({ name }) => [name, []]));

/**
 * All states in one size.
 * @param {typeof SIZES[number]} size
 */
async function takeAll({ width, height, shown, isPhone = false }) {
  const page = await browser.newPage({
    baseURL: server.url,
    viewport: { width, height },
    reducedMotion: "reduce",
    ...(isPhone && { isMobile: true, hasTouch: true }),
  });
  page.setDefaultTimeout(8000);
  let opened = await panels.openPage(page);
  for (const lang of panels.LANGUAGES) {
    for (const state of panels.statesAt(width).filter((state) => states.includes(state))) {
      try {
        await panels.speak(page, lang);
        await panels.bring(opened, state);
      } catch (error) {
        console.log(`${state.name}, ${width} px, ${lang}: ${error}`);
        await page.goto("about:blank");
        opened = await panels.openPage(page);
        continue;
      }
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        const says = `${width} ${lang} ${theme}`;
        const image = await page.screenshot({ animations: "disabled" });
        writeFileSync(join(folder, `${state.name} ${says}.png`.replaceAll(" ", "-")), image);
        pictures.get(state.name)?.push({ image, shown, says });
      }
    }
  }
  await page.close();
}

/** @param {Picture[]} all */
function sheetOf(all) {
  const pictures = all.map(
    ({ image, shown, says }) =>
      `<figure style="width:${shown}px"><img width=${shown} src="data:image/png;base64,${image.toString("base64")}">${says}</figure>`,
  );
  return `<body style="display:flex;flex-wrap:wrap;gap:4px;margin:4px;font:11px sans-serif;background:#999">
    <style>figure{margin:0}img{display:block}</style>${pictures.join("")}`;
}

for (const size of SIZES) await takeAll(size);
const page = await browser.newPage({ viewport: { width: 1608, height: 100 } });
for (const [name, all] of pictures) {
  if (all.length === 0) continue;
  await page.setContent(sheetOf(all));
  await page.screenshot({ path: join(folder, `${name.replaceAll(" ", "-")}.png`), fullPage: true });
}
await browser.close();
await server.close();
console.log(`${states.length} states: see ${folder}`);
