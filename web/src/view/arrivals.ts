// Messages that a step let arrive fly to their receivers, one after the other. Loaded before anything
// can be held.

import { render, svg } from "lit/html.js";
import type { View } from "../../generated/raft_wasm.js";
import { isCalm } from "../theme/calm.ts";
import { looks, renderGlyph } from "./message-svg.ts";
import { along, crowds, type MessageTrack, type Places, track } from "./messages.ts";

/** How long each of them flies, in real milliseconds. */
const FLIGHT_MS = 420;
/** Between the starts of two, and of the first and the last at most. */
const APART_MS = 110;
const ALL_MS = 900;
/** More are not seen flying at the same time. */
const MOST = 24;

/** Those of the first view that are not in the second, and were not lost. */
export function arrived(before: View, view: View, places: Places): MessageTrack[] {
  const others = new Set([
    ...view.messages.map(({ id }) => id),
    ...view.lost.map(({ message }) => message.id),
  ]);
  return before.messages
    .filter(({ id, heldSince }) => heldSince !== undefined && !others.has(id))
    .slice(0, MOST)
    .map((message) => track(message, before, places));
}

crowds.drawArrived = (before, view, places, group) => {
  if (isCalm()) return;
  const tracks = arrived(before, view, places);
  const apart = Math.min(APART_MS, ALL_MS / tracks.length);
  tracks.forEach((one, at) => {
    fly(one, at * apart, group);
  });
};

/** It is drawn beside the picture of what is the case by now, and takes itself away. */
function fly(track: MessageTrack, delay: number, group: SVGGElement): void {
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "g");
  mark.setAttribute("class", `arrival ${looks(track)}`);
  mark.setAttribute("aria-hidden", "true");
  render(svg`${renderGlyph(track)}`, mark);
  group.after(mark);
  const place = (way: number): Keyframe => {
    const { x, y } = along(track, way);
    return { transform: `translate(${x}px, ${y}px)` };
  };
  const flight = mark.animate([place(track.parked ?? 0), place(1)], {
    duration: FLIGHT_MS,
    delay,
    easing: getComputedStyle(group).getPropertyValue("--slowing"),
    fill: "backwards",
  });
  flight.onfinish = () => mark.remove();
  flight.oncancel = () => mark.remove();
}
