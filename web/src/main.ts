// The page around the playground: its language, its theme, and the options in its address.

import { type Catalogue, type Language, languageOf, loadCatalogue } from "./i18n/catalogue.ts";
import { RaftPlayground } from "./raft-playground.ts";

const root = document.documentElement;
const playground = document.querySelector("raft-playground");
const options = new URLSearchParams(`${location.search.slice(1)}&${location.hash.slice(1)}`);

/** The playground's own attributes. */
for (const name of ["seed", "servers", "speed", "autoplay"]) {
  const value = options.get(name);
  if (value !== null) playground?.setAttribute(name, value);
}

const part = (name: string) => document.querySelector<HTMLElement>(`[data-page=${name}]`);
const storage = openStorage();
let language: Language = languageOf(options.get("lang"), ...navigator.languages);

setTheme(options.get("theme") ?? storage?.getItem("theme") ?? "auto");
// At once, so that the playground loads its texts in this language first.
playground?.setAttribute("lang", language);
void setLanguage(language);

part("language")?.addEventListener("click", (event) => {
  event.preventDefault();
  language = language === "en" ? "zh" : "en";
  const url = new URL(location.href);
  url.searchParams.set("lang", language);
  history.replaceState(null, "", url);
  void setLanguage(language);
});

part("theme")?.addEventListener("click", () => {
  const theme = isDark() ? "light" : "dark";
  remember("theme", theme);
  setTheme(theme);
  void setLanguage(language);
});

if (options.get("embed") === "1") {
  // In another page's frame the page shows only the playground and does what the outer page asks for.
  document.querySelector("header")?.remove();
  void Promise.all([import("./embed/frame.ts"), import("./lessons/door.ts")]);
} else {
  customElements.define("raft-playground", RaftPlayground);
  // The address is updated from the run, and the run from the address.
  if (/[#&](s|scenario)=/.test(location.hash)) void playground?.openLink(location.hash);
  playground?.addEventListener("raft-change", () => import("./address/page.ts"), { once: true });
  playground?.addEventListener("raft-drawn", () => import("./lessons/door.ts"), { once: true });

  // The playground gets the keys while nothing else has the focus.
  document.addEventListener("keydown", (event) => {
    if (event.target === document.body) playground?.handleKey(event);
  });
}

async function setLanguage(wanted: Language): Promise<void> {
  const t = await loadCatalogue(wanted).catch(() => undefined);
  // The language may have been changed again meanwhile.
  if (!t || wanted !== language) return;
  root.lang = t.language;
  playground?.setAttribute("lang", t.language);
  write(t);
}

function write(t: Catalogue): void {
  document.title = t.page.title;
  const title = part("title");
  if (title) title.textContent = t.page.title;
  const theme = part("theme");
  if (theme) theme.textContent = isDark() ? t.page.light : t.page.dark;
  const other = part("language");
  if (!other) return;
  other.textContent = t.page.otherLanguage;
  other.lang = language === "en" ? "zh" : "en";
}

function setTheme(theme: string): void {
  const known = theme === "light" || theme === "dark" ? theme : "auto";
  root.dataset.theme = known;
  playground?.setAttribute("theme", known);
}

function isDark(): boolean {
  if (root.dataset.theme !== "auto") return root.dataset.theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Stores a choice. The theme changes even if the storage is full or forbidden. */
function remember(name: string, value: string): void {
  try {
    storage?.setItem(name, value);
  } catch {
    // The choice is lost when the page is left.
  }
}

/** Returns the local storage, or `undefined`: some browsers and sandboxes refuse even to read the property. */
function openStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
