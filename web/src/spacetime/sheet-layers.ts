// Draws the sheet of the diagram. Of hundreds of messages and marks, only the new and changed ones are
// redrawn.

import { render, svg } from "lit/html.js";
import type { Flight, Point } from "../../generated/raft_timeline.js";
import { Layer } from "../view/layer.ts";
import { type Detail, isKept, piecesOf, type Sheet, type Visible } from "./layout.ts";
import {
  renderFlight,
  renderLanes,
  renderPoint,
  renderTerms,
  type SheetContext,
} from "./spacetime-svg.ts";

/** What the appearance of all messages and points depends on. */
interface Looks {
  sheet: Sheet;
  detail: Detail;
  words: SheetContext["words"];
  until: number;
}

export class SheetLayers {
  /** The group of all layers. */
  readonly group: SVGGElement;
  /** The labels of the terms that begin. */
  readonly terms: SVGGElement;
  readonly #lanes: SVGGElement;
  readonly #flights: Layer<Flight, Looks>;
  readonly #ofAll: Layer<Point, Looks>;
  readonly #ofServers: Layer<Point, Looks>;
  #looks: Looks | undefined;

  /** Nothing else renders into the `group`. */
  constructor(group: SVGGElement) {
    this.group = group;
    render(svg`<g></g><g></g><g></g><g></g><g></g>`, group);
    const [ofAll, lanes, flights, ofServers, terms] = group.children as Iterable<unknown> as [
      SVGGElement,
      SVGGElement,
      SVGGElement,
      SVGGElement,
      SVGGElement,
    ];
    this.terms = terms;
    this.#lanes = lanes;
    this.#flights = new Layer(flights, {
      keyOf: ({ id }) => id,
      moldOf: ({ lost }) => (lost ? 1 : 0),
      draw: (flight, isSelected, looks) => renderFlight(looks, flight, isSelected),
    });
    const points = { keyOf: ({ seq }: Point) => seq };
    const draw = (point: Point, _: boolean, { sheet, words }: Looks) =>
      renderPoint(sheet, point, words);
    this.#ofAll = new Layer(ofAll, { ...points, draw });
    this.#ofServers = new Layer(ofServers, { ...points, draw });
  }

  /** Draws what is visible, up to `until`. */
  draw(sheet: Sheet, seen: Visible, until: number, ctx: SheetContext): void {
    const looks = this.#looksOf(sheet, seen.detail, ctx.words);
    looks.until = until;
    const { selected } = ctx;
    this.#ofAll.update(
      seen.points.filter(({ server }) => server === undefined),
      undefined,
      looks,
    );
    const pieces = piecesOf(sheet, seen.lanes, until);
    render(renderLanes(seen.lanes, pieces, ctx), this.#lanes);
    // A held message extends to the present, so a new object makes it redrawn each time.
    const flights = seen.flights.map((flight) => (isKept(flight) ? { ...flight } : flight));
    const id = selected?.kind === "message" ? selected.id : undefined;
    this.#flights.update(
      flights,
      flights.find((flight) => flight.id === id),
      looks,
    );
    this.#ofServers.update(
      seen.points.filter(({ server }) => server !== undefined),
      undefined,
      looks,
    );
    render(renderTerms(pieces, ctx.words), this.terms);
  }

  /** Returns the same object as long as the appearance is the same. */
  #looksOf(sheet: Sheet, detail: Detail, words: SheetContext["words"]): Looks {
    const last = this.#looks;
    const isSame = last?.sheet === sheet && last.detail === detail && last.words === words;
    if (last && isSame) return last;
    this.#looks = { sheet, detail, words, until: 0 };
    return this.#looks;
  }
}
