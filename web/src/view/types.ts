import type { DrawingTexts } from "../i18n/drawing.en.ts";

/** Something in the playground that can be selected and acted upon. */
export type Target =
  | { kind: "server"; id: number }
  | { kind: "message"; id: number }
  | { kind: "link"; from: number; to: number }
  | { kind: "entry"; server: number; index: number }
  | { kind: "client"; id: number };

/** What the templates need besides the shapes. */
export interface ViewContext {
  /** The texts of the reader's language. */
  t: { drawing: DrawingTexts };
  /** The target that is drawn highlighted. */
  selected: Target | undefined;
  /** Called when a target was clicked, tapped, or activated with Enter or Space. */
  activate(target: Target, anchor: Element): void;
}

/** A size in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A point of the drawing, in CSS pixels from its top left corner. */
export interface Point {
  x: number;
  y: number;
}

/** A server at an instant. */
export interface Moment {
  server: number;
  /** In milliseconds. */
  at: number;
  /** The number of the event that happened then, where it is known. */
  seq?: number;
}
