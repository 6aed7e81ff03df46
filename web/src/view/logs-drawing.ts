import { render } from "lit/html.js";
import type { View } from "../../generated/raft_wasm.js";
import { Layer } from "./layer.ts";
import {
  type CellShape,
  type LogOptions,
  type LogShapes,
  logsLayout,
  type RowShape,
  rowsToDraw,
} from "./logs.ts";
import { renderCell, renderIndex, renderLogs, renderRow } from "./logs-svg.ts";
import type { ViewContext } from "./types.ts";

/** What the appearance of all cells and columns depends on. */
interface Looks {
  shapes: LogShapes;
  ctx: ViewContext;
}

interface Parts {
  columns: Layer<number, Looks>;
  rows: Layer<RowShape, ViewContext>;
  /** The layers of cells by their groups. */
  cells: WeakMap<Element, Layer<CellShape, Looks>>;
}

/** The logs on the page. Only what has changed is redrawn. */
export class LogsDrawing {
  readonly #place: HTMLElement;
  #shapes: LogShapes | undefined;
  /** The rows as they were drawn last. */
  #rows: RowShape[] = [];
  #looks: Looks | undefined;
  #parts: Parts | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /** Draws at most `many` of the rows that have changed. Returns whether all rows are up to date. */
  draw(view: View, room: LogOptions, ctx: ViewContext, many = Number.POSITIVE_INFINITY): boolean {
    const shapes = logsLayout(view, room, this.#shapes);
    const before = this.#looks;
    const looks = this.#looksOf(shapes, ctx);
    const isAlike = looks === before;
    const rows = isAlike ? rowsToDraw(shapes.rows, this.#rows, many) : shapes.rows;
    if (isAlike && shapes === this.#shapes && rows === this.#rows) return true;
    this.#shapes = shapes;
    this.#rows = rows;
    render(renderLogs(shapes, ctx), this.#place);
    this.#parts ??= this.#find();
    this.#parts.columns.update(
      shapes.columns.map(({ index }) => index),
      undefined,
      looks,
    );
    this.#parts.rows.update(rows, undefined, ctx);
    for (const { item, element } of this.#parts.rows.sprites) {
      this.#cellsIn(element).update(item.cells, item.stop, looks);
    }
    return rows === shapes.rows;
  }

  /** Returns the same object as long as the appearance is the same. */
  #looksOf(shapes: LogShapes, ctx: ViewContext): Looks {
    const last = this.#looks;
    const isSame =
      last?.ctx === ctx &&
      last.shapes.header === shapes.header &&
      last.shapes.cell.width === shapes.cell.width &&
      last.shapes.cell.height === shapes.cell.height;
    if (isSame) return last;
    this.#looks = { shapes, ctx };
    return this.#looks;
  }

  #find(): Parts {
    const group = (name: string) => this.#place.querySelector(name) as SVGGElement;
    return {
      columns: new Layer(group(".indexes"), {
        keyOf: Number,
        draw: (index, _, { shapes }) => renderIndex(index, shapes),
      }),
      rows: new Layer(group(".rows"), {
        keyOf: ({ server }) => server.id,
        draw: (row, _, ctx) => renderRow(row, this.#shapes as LogShapes, ctx),
      }),
      cells: new WeakMap(),
    };
  }

  #cellsIn(row: Element): Layer<CellShape, Looks> {
    const known = this.#parts?.cells.get(row);
    if (known) return known;
    const made = new Layer<CellShape, Looks>(row.querySelector(".cells") as SVGGElement, {
      keyOf: ({ index }) => index,
      moldOf: ({ kind }) => (kind === "entry" ? 1 : 0),
      draw: (cell, isStop, { shapes, ctx }) => renderCell(cell, isStop, shapes.cell, ctx),
    });
    this.#parts?.cells.set(row, made);
    return made;
  }
}
