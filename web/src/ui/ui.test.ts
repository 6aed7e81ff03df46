import { expect, test } from "vitest";
import { en } from "../i18n/en.ts";
import { sampleServer } from "../view/sample-views.ts";
import { suggestion } from "./command.ts";
import { readNumber, readSpeed, readSwitch, USUAL_SPEED } from "./options.ts";
import { intersection, place } from "./place.ts";
import { refusalText } from "./refusal.ts";
import { stateGroups } from "./state.ts";

test("servers are put together by how much they have applied", () => {
  const servers = [2, 3, 2].map((lastApplied, at) => sampleServer(at + 1, { lastApplied }));
  expect(
    stateGroups(servers).map(({ applied, servers }) => [applied, servers.map(({ id }) => id)]),
  ).toEqual([
    [3, [2]],
    [2, [1, 3]],
  ]);
});

test("a popup is beside its anchor, below it, or at least inside", () => {
  const size = { width: 200, height: 100 };
  const bounds = { left: 0, top: 0, width: 600, height: 400 };
  const anchor = (left: number, top: number, width = 50) => ({ left, top, width, height: 50 });
  expect(place(size, anchor(100, 100), bounds)).toEqual({ left: 158, top: 92 });
  expect(place(size, anchor(500, 100), bounds)).toEqual({ left: 292, top: 92 });
  expect(place(size, anchor(150, 100, 300), bounds)).toEqual({ left: 200, top: 158 });
  expect(place(size, anchor(100, 390), bounds)).toEqual({ left: 158, top: 300 });
});

test("where playground and screen do not meet, the screen counts", () => {
  const screen = { left: 0, top: 0, width: 100, height: 100 };
  expect(intersection(screen, { left: 50, top: -50, width: 100, height: 100 })).toEqual({
    left: 50,
    top: 0,
    width: 50,
    height: 50,
  });
  expect(intersection(screen, { left: 500, top: 0, width: 10, height: 10 })).toEqual(screen);
});

test("attributes are read kindly", () => {
  expect(readSpeed("1/100")).toBe(0.01);
  expect(readSpeed("0.5")).toBe(0.5);
  for (const text of [null, "", "fast", "0", "1/0", "-1", "1/2/3"]) {
    expect(readSpeed(text), String(text)).toBe(USUAL_SPEED);
  }
  expect(readSwitch("0")).toBe(false);
  expect(readSwitch("")).toBe(true);
  expect(readNumber("12")).toBe(12);
  expect(readNumber("twelve")).toBeUndefined();
  expect(readNumber(null)).toBeUndefined();
});

test("there is always a command to try", () => {
  for (let count = 0; count < 20; count++) expect(suggestion(count)).toMatch(/^(set|get|add|del) /);
});

test("a refusal has its sentence", () => {
  expect(refusalText({ type: "badCommand", problem: "notANumber" }, en)).toMatch(/whole number/);
  expect(refusalText({ type: "alreadyCut", from: 1, to: 2 }, en)).toBe(
    "The link S1 → S2 is already cut.",
  );
  expect(refusalText({ type: "clientCut", client: 1, server: 2 }, en)).toBe(
    "The link between client c1 and S2 is already cut.",
  );
});
