// Keeps the focus in the playground when what had it is gone: a message arrives, or is dropped.

import type { Session } from "../engine/session.ts";
import { decode } from "../view/targets.ts";

export class FocusKeeper {
  readonly #root: ShadowRoot;
  #focused: HTMLElement | undefined;
  /** The server that the message with the focus is sent to. */
  #receiver: number | undefined;

  /** `session` is the run that is shown. */
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
      // What is being removed loses it, too: by then it is not connected any more.
      queueMicrotask(() => {
        if (target === this.#focused && this.#focused?.isConnected) this.#focused = undefined;
      });
    });
  }

  /** Gives the focus to the server that a message was for, or to the playground. */
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
