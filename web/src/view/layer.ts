import { render, type TemplateResult } from "lit/html.js";

/** The drawing of an item, in a group of its own. */
export interface Sprite<Item> {
  readonly element: SVGGElement;
  /** The element's `transform`, set as numbers, which is much quicker than as text. */
  readonly move: SVGTransform;
  x: number;
  y: number;
  item: Item;
  isStop: boolean;
  context: unknown;
  readonly mold: number;
  /** The number of the last update in which the item was present. */
  update: number;
}

export interface LayerOptions<Item, Context> {
  /** The key that identifies an item from update to update. */
  keyOf: (item: Item) => number;
  /** Items of the same mold use the same templates, so an element drawn for one can be reused for another. */
  moldOf?: (item: Item) => number;
  draw: (item: Item, isStop: boolean, context: Context) => TemplateResult;
}

/**
 * Draws the items of a list in one group. There may be hundreds, of which few change at a time: only those
 * are redrawn, and the elements of removed ones are reused.
 */
export class Layer<Item, Context> {
  /** The sprites in the order of the items. */
  readonly sprites: Sprite<Item>[] = [];
  readonly #group: SVGGElement;
  readonly #options: LayerOptions<Item, Context>;
  readonly #byKey = new Map<number, Sprite<Item>>();
  /** Unused sprites by mold. */
  readonly #spare: Sprite<Item>[][] = [];
  #updates = 0;

  /** Nothing else may render into the `group`. */
  constructor(group: SVGGElement, options: LayerOptions<Item, Context>) {
    this.#group = group;
    this.#options = options;
  }

  /**
   * Draws the items. An item is redrawn only if it or `context` is a new object, or if it becomes or ceases
   * to be `stop`, the item that Tab leads to.
   */
  update(items: readonly Item[], stop: Item | undefined, context: Context): void {
    this.#updates += 1;
    this.#removeAllBut(items);
    this.sprites.length = 0;
    let before: SVGGElement | undefined;
    for (const item of items) {
      const sprite = this.#byKey.get(this.#options.keyOf(item)) ?? this.#add(item, before);
      before = sprite.element;
      this.sprites.push(sprite);
      const isStop = item === stop;
      if (sprite.context === context && sprite.item === item && sprite.isStop === isStop) continue;
      sprite.item = item;
      sprite.isStop = isStop;
      sprite.context = context;
      render(this.#options.draw(item, isStop, context), sprite.element);
    }
  }

  #moldOf(item: Item): number {
    return this.#options.moldOf?.(item) ?? 0;
  }

  #add(item: Item, before: SVGGElement | undefined): Sprite<Item> {
    const mold = this.#moldOf(item);
    const sprite = this.#spare[mold]?.pop() ?? newSprite(item, mold);
    this.#byKey.set(this.#options.keyOf(item), sprite);
    this.#group.insertBefore(sprite.element, before ? before.nextSibling : this.#group.firstChild);
    return sprite;
  }

  #removeAllBut(items: readonly Item[]): void {
    let known = 0;
    for (const item of items) {
      const sprite = this.#byKey.get(this.#options.keyOf(item));
      if (sprite?.mold !== this.#moldOf(item)) continue;
      sprite.update = this.#updates;
      known += 1;
    }
    if (known === this.#byKey.size) return;
    for (const [key, sprite] of this.#byKey) {
      if (sprite.update === this.#updates) continue;
      sprite.element.remove();
      this.#byKey.delete(key);
      this.#spare[sprite.mold] ??= [];
      this.#spare[sprite.mold]?.push(sprite);
    }
  }
}

function newSprite<Item>(item: Item, mold: number): Sprite<Item> {
  const element = document.createElementNS("http://www.w3.org/2000/svg", "g");
  element.setAttribute("transform", "translate(0 0)");
  const move = element.transform.baseVal.getItem(0);
  // A new object as context, because the sprite has not been drawn yet.
  return { element, move, x: 0, y: 0, item, isStop: false, context: {}, mold, update: 0 };
}
