// Which browser the page tests drive.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { canInstall, installPackages, updatePackages } from "./apt.mjs";
import { Advice, capture, findInPath, isExecutable, programFrom, root } from "./process.mjs";

/**
 * In the order of preference. A headless shell is the same engine without the browser's own windows: the page
 * tests need two thirds of the time with it.
 */
const NAMES = [
  "chromium-headless-shell",
  "chrome-headless-shell",
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "chrome",
];

/** Where Chrome and Chromium live when they are not in PATH. */
const PLACES = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, "Google/Chrome/Application/chrome.exe")),
};

const ADVICE =
  "The page tests need a browser: install Chrome or Chromium, or set CHROME_PATH to one.";

/** The path of an installed browser, or undefined. Needs nothing from node_modules. */
export function findBrowser() {
  const chosen = programFrom("CHROME_PATH");
  if (chosen) return chosen;
  const places =
    process.platform === "darwin" || process.platform === "win32" ? PLACES[process.platform] : [];
  return findInPath(NAMES) ?? places.find(isExecutable);
}

/** The browser Playwright downloaded earlier, or undefined. */
async function findPlaywrightBrowser() {
  const { chromium } = await importPlaywright();
  const path = chromium.executablePath();
  return isExecutable(path) ? path : undefined;
}

/**
 * Nothing here may name it in an import of its own: it is not there before the packages are installed.
 * @returns {Promise<typeof import("@playwright/test")>}
 */
function importPlaywright() {
  return import(pathToFileURL(join(root, "node_modules/@playwright/test/index.mjs")).href);
}

/** Starts the browser, for what is not run by Playwright's own tests. */
export async function launchBrowser() {
  const executablePath = findBrowser();
  const { chromium } = await importPlaywright();
  return chromium.launch({
    ...(executablePath && { executablePath }),
    // Chromium's sandbox refuses to run as root.
    args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
}

/** Makes sure that there is a browser, or says what to install. */
export async function ensureBrowser() {
  if (findBrowser() ?? (await findPlaywrightBrowser())) return;
  if (canInstall()) {
    installBrowser();
    if (findBrowser()) return;
  }
  throw new Advice(ADVICE);
}

function installBrowser() {
  updatePackages();
  const shell = "chromium-headless-shell";
  const browser = capture("apt-cache", ["show", shell]) ? shell : "chromium";
  console.log(`Installing ${browser} for the page tests`);
  // The second is a small font with Chinese characters, for the Chinese pages.
  installPackages([browser, "fonts-wqy-microhei"]);
}
