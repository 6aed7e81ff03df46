// A playground in another page, with what its first view needs: its options, and a run from the attributes.
// Used by both the element and the frame.

import type { Session } from "../engine/session.ts";
import type { RunContext } from "../run/run-context.ts";
import type { Tell } from "./events.ts";
import type { LivePlayground } from "./live-playground.ts";
import { type PlaygroundOptions, USUAL_VIEWS, VIEWS } from "./options.ts";
import type { PlaygroundActions } from "./playground-actions.ts";

/** The classes of the views' places in the playground. */
const PANELS = {
  cluster: "area-cluster",
  logs: "area-logs",
  spacetime: "area-spacetime",
  details: "side",
} as const;

export class EmbeddedPlayground {
  readonly playground: LivePlayground;
  /** The address of the page with the whole playground. */
  readonly home: string;
  readonly tell: Tell;
  options: PlaygroundOptions = {};
  /** The actions on the playground, once they are loaded. */
  known: PlaygroundActions | undefined;
  #loading: Promise<PlaygroundActions> | undefined;

  constructor(playground: LivePlayground, home: string, tell: Tell) {
    this.playground = playground;
    this.home = home;
    this.tell = tell;
    playground.listener = {
      drawn: (session) => this.#drawn(session),
      refused: (why) => tell("error", why),
    };
  }

  get run(): RunContext {
    return this.playground.context;
  }

  /** The moment that is shown, in virtual milliseconds. */
  get time(): number {
    return this.run.session?.now ?? 0;
  }

  /** The actions on the playground; loaded after its first view, or when first needed. */
  actions(): Promise<PlaygroundActions> {
    this.#loading ??= import("./playground-actions.ts").then(({ PlaygroundActions }) => {
      this.known = new PlaygroundActions(this);
      return this.known;
    });
    return this.#loading;
  }

  /** Applies the options that do not choose a run. */
  apply(options: PlaygroundOptions): Promise<void> {
    this.options = options;
    const { playground } = this;
    playground.theme = options.theme ?? "auto";
    playground.lang = options.lang ?? "";
    playground.readonly = options.readonly ?? false;
    playground.autoplay = options.autoplay ?? true;
    if (options.speed !== undefined) playground.speed = options.speed;
    return this.#showViews(options.view ?? USUAL_VIEWS);
  }

  /** Begins a run with the seed and the servers of the options. */
  async begin(): Promise<void> {
    const { playground, options } = this;
    playground.seed = options.seed;
    playground.servers = options.servers;
    playground.isFree = true;
    await playground.begin();
    const { problem } = this.run;
    if (problem) this.tell("error", problem.message);
    await playground.updateComplete;
  }

  async #showViews(shown: readonly string[]): Promise<void> {
    const { playground } = this;
    await playground.updateComplete;
    for (const view of VIEWS) {
      const panel = this.run.root.querySelector<HTMLElement>(`.${PANELS[view]}`);
      if (panel) panel.hidden = !shown.includes(view);
    }
    playground.dataset.views = shown.join(" ");
    playground.dataset.count = String(shown.length);
  }

  #drawn(session: Session): void {
    if (this.known) this.known.drawn(session);
    else this.actions().catch((reason) => this.tell("error", String(reason)));
  }
}
