// custom-elements.json and the documentation describe the element as the code does.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { withTokens } from "../../../scripts/vite/embed-styles.ts";
import type { PlaygroundEventType } from "./events.ts";
import { OPTION_NAMES, OPTIONS } from "./options.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

interface Named {
  name: string;
  kind?: string;
  default?: string;
  readonly?: boolean;
}

const manifest = JSON.parse(read("custom-elements.json"));
const [element] = manifest.modules[0].declarations;
const names = (list: Named[]): string[] => list.map(({ name }) => name).sort();

/** All events; a missing one is a type error. */
const EVENTS: Record<PlaygroundEventType, true> = {
  ready: true,
  timechange: true,
  violation: true,
  expectation: true,
  select: true,
  error: true,
};

describe("custom-elements.json", () => {
  let prototype: object;
  let observed: string[];
  beforeAll(async () => {
    Object.assign(globalThis, { HTMLElement: class {} });
    const { RaftPlaygroundElement } = await import("./host-element.ts");
    ({ prototype, observedAttributes: observed } = RaftPlaygroundElement);
  });

  test("is of schema 2.1 and about the module that the npm package exports", () => {
    expect(manifest.schemaVersion).toBe("2.1.0");
    expect(manifest.modules[0].path).toBe("dist/embed/raft-playground.js");
    const { exports } = JSON.parse(read("package.json"));
    expect(exports["."].default).toBe(`./${manifest.modules[0].path}`);
    expect(element.tagName).toBe("raft-playground");
  });

  test("has the attributes of the code, with defaults that the code can read", () => {
    expect(names(element.attributes)).toEqual([...observed].sort());
    expect(names(element.attributes)).toEqual([...OPTION_NAMES].sort());
    for (const { name, default: usual } of element.attributes as Named[]) {
      if (usual === undefined) continue;
      const value = usual.replaceAll("'", "");
      expect(OPTIONS[name as keyof typeof OPTIONS].read(value), name).toBeDefined();
    }
  });

  test("has the members of the code", () => {
    const inherited = ["constructor", "connectedCallback", "disconnectedCallback"];
    const callbacks = [...inherited, "attributeChangedCallback"];
    const properties = Object.entries(Object.getOwnPropertyDescriptors(prototype));
    const own = properties.filter(([name]) => !callbacks.includes(name));
    expect(names(element.members)).toEqual(own.map(([name]) => name).sort());
    for (const [name, { get, set }] of own) {
      const member = (element.members as Named[]).find((one) => one.name === name);
      expect(member?.kind, name).toBe(get ? "field" : "method");
      expect(member?.readonly ?? false, name).toBe(get !== undefined && set === undefined);
    }
  });

  test("has the events of the code", () => {
    expect(names(element.events)).toEqual(Object.keys(EVENTS).sort());
  });

  test("has the custom properties and the parts of the styles", () => {
    const styles = [withTokens(read("web/src/theme/tokens.css")), read("web/src/embed/host.css")];
    const used = styles.join("\n").matchAll(/var\((--raft-playground-[\w-]+)/g);
    expect(names(element.cssProperties)).toEqual(
      [...new Set([...used].map(([, it]) => it))].sort(),
    );
    const parts = read("web/src/embed/host-element.ts").matchAll(/\.part\.add\("(\w+)"\)/g);
    expect(names(element.cssParts)).toEqual([...parts].map(([, part]) => part).sort());
  });

  test("and the documentation name the same things", () => {
    const docs = read("docs/embedding.md");
    const documented = [...element.attributes, ...element.events, ...element.cssParts] as Named[];
    for (const { name } of documented) expect(docs, name).toContain(`\`${name}\``);
    for (const { name } of element.members as Named[]) {
      expect(docs, name).toMatch(new RegExp(`\`${name}[\`(]`));
    }
    for (const { name } of element.cssProperties as Named[]) {
      const short = name.replace("--raft-playground", "");
      expect(docs, name).toMatch(new RegExp(`\`(--raft-playground)?${short}\``));
    }
  });
});
