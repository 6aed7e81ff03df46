// Keeps the focus in the playground when the focused element is removed: a message arrives, or is dropped.

import type { Session } from "../engine/session.ts";
import { decode } from "../view/targets.ts";

export class FocusKeeper {
  readonly #root: ShadowRoot;
  #focused: HTMLElement | undefined;
  /** The receiver of the message that has the focus. */
  #receiver: number | undefined;

  /** `session` returns the session that is shown. */
  constructor(root: ShadowRoot, session: () => Session | undefined) {
    this.#root = root;
    root.addEventListener("focusin", ({ target }) => {
      this.#focused = target as HTMLElement;
      const on = decode(this.#focused.dataset.target);
      const id = on?.kind === "message" ? on.id : undefined;
      const message = session()?.view.messages.find((message) => message.id === id);
      this.#receiver = message?.to.server;
    });
    root.addEventListener("focusout", ({ target }) => {
      // An element that is being removed also loses the focus, but by then it is no longer connected.
      queueMicrotask(() => {
        if (target === this.#focused && this.#focused?.isConnected) this.#focused = undefined;
      });
    });
  }

  /** Moves a lost focus to the server that the message was for, or to the playground. */
  keep(): void {
    const lost = this.#focused;
    if (!lost || lost.isConnected) return;
    this.#focused = undefined;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const server = this.#root.querySelector<HTMLElement>(
      `[data-target="server:${this.#receiver}"]`,
    );
    const next = server ?? this.#root.querySelector<HTMLElement>(".playground");
    next?.focus({ preventScroll: true });
  }
}
