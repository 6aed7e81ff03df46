// Packs the npm package as it would be published, installs it in four projects of somebody else's, builds
// them, and looks at them in a browser. Needs a built dist/ and a registry.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser, launchBrowser } from "./browser.mjs";
import { Advice, capture, root, runMain, runNpm } from "./process.mjs";
import { serve } from "./serve.mjs";

const HOSTS = join(root, "web/tests/package-hosts");
const PATIENCE_MS = 20_000;

/** @typedef {import("@playwright/test").Page} Page */

/**
 * The projects, the folder of each that is served, and what is to be seen in it.
 * @type {{ name: string, isBuilt: boolean, look: (page: Page) => Promise<void> }[]}
 */
const PROJECTS = [
  { name: "plain", isBuilt: false, look: seeElection },
  { name: "vite", isBuilt: true, look: seeEngine },
  { name: "react", isBuilt: true, look: seeViolation },
  { name: "vue", isBuilt: true, look: seeViolation },
];

async function main() {
  await ensureBrowser();
  const folder = mkdtempSync(join(tmpdir(), "raft-package-"));
  try {
    const archive = pack(folder);
    const browser = await launchBrowser();
    try {
      for (const project of PROJECTS) {
        const served = install(project, join(folder, project.name), archive);
        await check(browser, served, project);
        console.log(`The package works: ${project.name}`);
      }
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Packs the package and returns the path of the archive.
 * @param {string} folder
 */
function pack(folder) {
  const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
  if (!runNpm(args)) throw new Advice("npm pack failed: see its message above.");
  const version = capture(process.execPath, ["-p", "require('./package.json').version"]);
  return join(folder, `raft-playground-${version}.tgz`);
}

/**
 * Makes a project with the package in it, and returns the folder that a browser is to see.
 * @param {{ name: string, isBuilt: boolean }} project
 * @param {string} folder
 * @param {string} archive
 */
function install({ name, isBuilt }, folder, archive) {
  cpSync(join(HOSTS, name), folder, { recursive: true });
  const steps = [["install", "--silent", "--prefer-offline", "--no-save", archive]];
  if (isBuilt) steps.push(["run", "--silent", "check"], ["run", "--silent", "build"]);
  for (const step of steps) {
    if (!runNpm(["--prefix", folder, ...step])) {
      throw new Advice(`npm ${step.join(" ")} failed in the project ${name}.`);
    }
  }
  return isBuilt ? join(folder, "dist") : folder;
}

/**
 * @param {import("@playwright/test").Browser} browser
 * @param {string} folder
 * @param {{ name: string, look: (page: Page) => Promise<void> }} project
 */
async function check(browser, folder, { name, look }) {
  const { url, close } = await serve({ folder, path: "/" });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) {
      complaints.push(`asked for ${request.url()}`);
    }
  });
  try {
    await page.goto(url);
    await look(page);
    if (complaints.length > 0) throw new Error(`${name}: ${complaints.join("\n")}`);
  } finally {
    await page.close();
    await close();
  }
}

/** @param {Page} page */
async function seeElection(page) {
  await page.getByRole("button", { name: /^Server S\d: leader/ }).waitFor();
}

/** @param {Page} page */
async function seeEngine(page) {
  await seeElection(page);
  await page.locator("output", { hasText: /^3 servers, [0-9a-f]{16}$/ }).waitFor();
}

/** @param {Page} page */
async function seeViolation(page) {
  await page.locator("output", { hasText: /^\S+ at 300$/ }).waitFor();
}

await runMain(main);
