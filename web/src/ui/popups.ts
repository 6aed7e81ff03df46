// Everything that opens in the popup. Loaded when the first one is opened.

import type { Action, Body, RequestView, View } from "../../generated/raft_wasm.js";
import type { Session } from "../engine/session.ts";
import { type FullCatalogue, full } from "../i18n/en.later.ts";
import type { RunContext } from "../run/run-context.ts";
import { adopt } from "../theme/css.ts";
import { setTiming } from "./set-timing.ts";
import "../view/crowd.ts";
import "../view/lost.ts";
import signs from "../view/signs.css?inline";
import type { Target } from "../view/types.ts";
import { renderKeys } from "./help.ts";
import { clientInfo, entryInfo, requestMenu } from "./info-menus.ts";
import { linkMenu } from "./link-menu.ts";
import { renderMenu } from "./menu.ts";
import type { MenuItem, MenuModel, Offer } from "./menu-model.ts";
import { messageMenu } from "./message-menu.ts";
import { NetworkPanel } from "./network.ts";
import type { Box } from "./place.ts";
import popup from "./popup.css?inline";
import { Popup, type PopupContent } from "./popup.ts";
import { refusalText } from "./refusal.ts";
import { serverMenu } from "./server-menu.ts";

/**
 * A second run beside the one that is shown. Questions can be asked about it, but nothing can be done to it.
 */
export interface Elsewhere {
  readonly view: View;
  /** Says which run it is. */
  readonly note: string;
  message(id: number): Body | undefined;
  committed(): ArrayLike<number> | undefined;
  offers(target: Target): Offer[];
}

export class Popups {
  readonly #owner: RunContext;
  readonly #popup: Popup;

  constructor(run: RunContext) {
    const box = run.root.querySelector(".popup") as HTMLElement;
    this.#owner = run;
    this.#popup = new Popup(run.stage, box);
    adopt(box, popup);
    adopt(box, signs);
  }

  /** Redraws the popup, as what it is about may have changed. */
  refresh(): void {
    this.#popup.refresh();
  }

  /**
   * Opens the menu of something in the playground, with the questions about it, which may be added while it
   * is open. Time stands still meanwhile.
   */
  openTarget(target: Target, anchor: Element, elsewhere?: Elsewhere): void {
    const owner = this.#owner;
    const { session } = owner;
    // If the thing vanishes meanwhile, its menu stays; choosing from it is then refused.
    let model: MenuModel | undefined;
    const current = () => {
      if (session) {
        const place = elsewhere ?? placeOf(session);
        model = targetMenu(target, place, session.now, owner.command, this.#t) ?? model;
      }
      return model;
    };
    const first = current();
    if (!first) {
      owner.select(undefined);
      return;
    }
    const choose = (choice: Action[] | Offer) => {
      this.#popup.hide();
      if (!Array.isArray(choice)) return choice.open(anchor as HTMLElement | SVGElement);
      const refusal = owner.act(choice);
      if (refusal) owner.say(this.#t.refused(refusalText(refusal, this.#t)));
    };
    const template = () => {
      const model = current() ?? first;
      const offers = (elsewhere ?? owner.parts.value)?.offers(target) ?? [];
      const more = itemsOf(offers);
      // Where the run can only be watched, the menu has facts and questions, but no actions.
      const groups = owner.stage.readonly || elsewhere ? [more] : [...model.groups, more];
      const note = elsewhere?.note ?? model.note;
      return renderMenu({ ...model, groups, note }, choose, this.#close, this.#t);
    };
    this.#popup.show({ label: first.title, template }, anchor, () => owner.select(undefined));
  }

  /** Opens the facts about a client's request, and the questions about it. */
  openRequest(request: RequestView, offers: Offer[], anchor: HTMLElement): void {
    const model = requestMenu(request, itemsOf(offers), this.#t);
    this.openMenu(model, (offer) => offer.open(anchor), anchor);
  }

  openNetwork(anchor: Element | Box): void {
    const owner = this.#owner;
    const { session } = owner;
    if (!session || owner.stage.readonly) return;
    const panel = new NetworkPanel({
      act: (action) => {
        const refusal = owner.act([action]);
        return refusal && refusalText(refusal, this.#t);
      },
      setTiming: (timing) => setTiming(owner, timing),
      close: this.#close,
      redraw: () => this.#popup.refresh(),
    });
    const template = () => panel.render(session.view, session.setup, this.#t);
    this.#show({ label: this.#t.network.title, template }, anchor);
  }

  openNewRun(anchor: Element): void {
    const { session } = this.#owner;
    const { transport } = this.#t;
    const seed = session && transport.seed(session.setup.seed);
    const model: MenuModel<"same" | "fresh"> = {
      title: transport.newRun,
      facts: [],
      groups: [
        [
          { label: transport.sameSeed, hint: seed, choice: "same" },
          { label: transport.newSeed, choice: "fresh" },
        ],
      ],
    };
    this.openMenu(model, (choice) => this.#owner.restart(choice), anchor);
  }

  /** Opens a menu from its model. */
  openMenu<Choice>(
    model: MenuModel<Choice>,
    choose: (choice: Choice) => void,
    anchor: Element,
  ): void {
    const hideAndChoose = (choice: Choice) => {
      this.#popup.hide();
      choose(choice);
    };
    const template = () => renderMenu(model, hideAndChoose, this.#close, this.#t);
    this.#show({ label: model.title, template }, anchor);
  }

  openKeys(anchor: Element): void {
    const t = this.#t;
    this.#show({ label: t.keys.title, template: () => renderKeys(this.#close, t) }, anchor);
  }

  get #t(): FullCatalogue {
    return full(this.#owner.t);
  }

  #close = () => this.#popup.hide();

  #show(content: PopupContent, anchor: Element | Box): void {
    this.#popup.show(content, anchor);
  }
}

const itemsOf = (offers: Offer[]): MenuItem<Offer>[] =>
  offers.map((offer) => ({ label: offer.label, choice: offer }));

/** The run from which a menu takes its facts. */
type Place = Pick<Elsewhere, "view" | "message" | "committed">;

const placeOf = (session: Session): Place => ({
  view: session.view,
  message: (id) => session.message(id),
  committed: () => session.ask((run) => run.committedUpTo()),
});

/** The menu of a target; `undefined` when the target is gone. */
function targetMenu(
  target: Target,
  place: Place,
  now: number,
  command: string,
  t: FullCatalogue,
): MenuModel | undefined {
  const { view } = place;
  switch (target.kind) {
    case "server":
      return serverMenu(view, target.id, command, t);
    case "message":
      return messageMenu(view, target.id, place.message(target.id), now, t);
    case "link":
      return linkMenu(view, [target.from, target.to], t);
    case "entry":
      return entryInfo(view, target.server, target.index, t, place.committed());
    case "client":
      return clientInfo(view, target.id, t);
  }
}
