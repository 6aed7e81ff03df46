// Modules that need each other in a circle can only be read together, and may find each other half made.

import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";

const source = new URL("../../src/", import.meta.url);

/** What is imported as a value and at once: what is loaded later, and types, make no circle. */
const IMPORT =
  /^(?:import|export)(?! type\b)\s+(?:([^;"']*?)\s*from\s+)?"(\.[^"?]+)(?:\?[^"]*)?";/gm;
const onlyTypes = (names: string): boolean => /^\{(?:\s*type\s[^,}]*,?)+\s*\}$/.test(names);

const importsOf = (file: string): string[] =>
  [...readFileSync(new URL(file, source), "utf8").matchAll(IMPORT)]
    .filter(([, names = ""]) => !onlyTypes(names))
    .map(([, , path = ""]) => posix.join(posix.dirname(file), path));

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /(?<!\.test|\.d)\.ts$/.test(file));
const modules = new Map(files.map((file) => [file, importsOf(file)]));

/** Each folder with those that it imports from; a module outside of folders is one of its own. */
function folders(): Map<string, string[]> {
  const folderOf = (file: string) => file.split("/", 1)[0] as string;
  const all = new Map<string, string[]>();
  for (const [file, imports] of modules) {
    const folder = folderOf(file);
    const others = imports.map(folderOf).filter((other) => other !== folder);
    all.set(folder, [...(all.get(folder) ?? []), ...others]);
  }
  return all;
}

/** The first circle that is found, from one of its members round to the same. */
function circleIn(graph: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, way: string[]): string[] | undefined => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...way, node]);
      if (circle) return circle;
    }
    done.add(node);
    return undefined;
  };
  return [...graph.keys()].map((node) => visit(node, [])).find((circle) => circle !== undefined);
}

test("no module imports itself by way of others", () => {
  expect([...modules.values()].flat().length).toBeGreaterThan(modules.size);
  expect(circleIn(modules)).toBeUndefined();
});

test("no folder imports from itself by way of others", () => {
  expect(circleIn(folders())).toBeUndefined();
});
