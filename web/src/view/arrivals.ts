// Messages that arrive in a step fly to their receivers, one after the other. Loaded before anything can be
// held.

import { render, svg } from "lit/html.js";
import type { View } from "../../generated/raft_wasm.js";
import { isCalm } from "../theme/calm.ts";
import { looks, renderGlyph } from "./message-svg.ts";
import { along, crowds, type MessageTrack, type Places, track } from "./messages.ts";

/** How long each message flies, in real milliseconds. */
const FLIGHT_MS = 420;
/**
 * The time between the starts of two messages, and the most between the first and the last, in real
 * milliseconds.
 */
const APART_MS = 110;
const ALL_MS = 900;
/** The most messages that fly at the same time. */
const MOST = 24;

/**
 * The held messages of the first view that are not in the second and were not lost: those that have arrived.
 */
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

/** Animates a message above the drawing of the present state, and removes it afterwards. */
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
