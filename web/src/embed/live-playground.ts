// The playground in another page: it begins no run by itself, and can be read-only.

import type { Session } from "../engine/session.ts";
import { RaftPlayground } from "../raft-playground.ts";
import type { Property } from "../ui/updating-element.ts";
import embeddedStyles from "./embedded-playground.css?inline";

/** Called when something happens to the playground. */
export interface PlaygroundListener {
  /** Called after the run has been drawn. */
  drawn(session: Session): void;
  /** Called with a sentence when something could not be opened. */
  refused(why: string): void;
}

export class LivePlayground extends RaftPlayground {
  static override properties: Record<string, Property> = {
    ...RaftPlayground.properties,
    readonly: { read: (text) => text !== null, reflects: true },
  };
  static override styles: readonly string[] = [...RaftPlayground.styles, embeddedStyles];

  declare readonly: boolean;
  /** Whether `begin` begins a run. Until it is set, the playground only opens what it is given. */
  isFree = false;
  listener: PlaygroundListener | undefined;

  constructor() {
    super();
    this.readonly = false;
  }

  override begin(): Promise<void> {
    return this.isFree ? super.begin() : Promise.resolve();
  }

  drawn(session: Session): void {
    this.listener?.drawn(session);
  }

  refused(why: string): void {
    this.listener?.refused(why);
  }
}
