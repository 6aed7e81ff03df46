import { render } from "lit/html.js";
import type { View } from "../../generated/raft_wasm.js";
import { Layer } from "./layer.ts";
import {
  type CellShape,
  type LogOptions,
  type LogShapes,
  logsLayout,
  type RowShape,
} from "./logs.ts";
import { renderCell, renderIndex, renderLogs, renderRow } from "./logs-svg.ts";
import type { ViewContext } from "./types.ts";

/** What the looks of all cells and columns depend on. */
interface Looks {
  shapes: LogShapes;
  ctx: ViewContext;
}

interface Parts {
  columns: Layer<number, Looks>;
  rows: Layer<RowShape, ViewContext>;
  /** By the groups that they are in. */
  cells: WeakMap<Element, Layer<CellShape, Looks>>;
}

/** The logs on the page. Only what has changed is drawn. */
export class LogsDrawing {
  readonly #place: HTMLElement;
  #shapes: LogShapes | undefined;
  #context: ViewContext | undefined;
  #looks: Looks | undefined;
  #parts: Parts | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  draw(view: View, room: LogOptions, ctx: ViewContext): void {
    const shapes = logsLayout(view, room, this.#shapes);
    if (shapes === this.#shapes && ctx === this.#context) return;
    this.#shapes = shapes;
    this.#context = ctx;
    render(renderLogs(shapes, ctx), this.#place);
    this.#parts ??= this.#find();
    const { columns, rows } = this.#parts;
    const looks = this.#looksOf(shapes, ctx);
    columns.update(
      shapes.columns.map(({ index }) => index),
      undefined,
      looks,
    );
    rows.update(shapes.rows, undefined, ctx);
    for (const { item, element } of rows.sprites) {
      this.#cellsIn(element).update(item.cells, item.stop, looks);
    }
  }

  /** The same object as long as they are the same. */
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
