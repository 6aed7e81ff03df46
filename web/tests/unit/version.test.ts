// The package, the crates and the page say the same version. The command line's own test compares `raft --version`.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { full } from "../../src/i18n/en.later.ts";
import { en } from "../../src/i18n/en.ts";
import { zh } from "../../src/i18n/zh.ts";
import { renderKeys } from "../../src/ui/help.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const { version } = JSON.parse(read("package.json"));

/** The crates of the workspace, by their folders. */
const crates = [...readdirSync(new URL("crates/", root)).map((name) => `crates/${name}`), "xtask"];

describe("the version of package.json", () => {
  test("is that of the lock file", () => {
    const lock = JSON.parse(read("package-lock.json"));
    expect([lock.version, lock.packages[""].version]).toEqual([version, version]);
  });

  test("is that of every crate", () => {
    const [, workspace = ""] = read("Cargo.toml").split("[workspace.package]");
    expect(workspace.match(/^version = "(.+)"$/m)?.[1]).toBe(version);
    expect(crates.length).toBeGreaterThan(1);
    for (const crate of crates) {
      expect(read(`${crate}/Cargo.toml`), crate).toMatch(/^version\.workspace = true$/m);
    }
  });

  test("is shown with the keys of the page, in both languages", () => {
    expect(renderKeys(() => {}, full(en)).values).toContain(`Version ${version}`);
    expect(renderKeys(() => {}, full(zh)).values).toContain(`版本 ${version}`);
  });
});
