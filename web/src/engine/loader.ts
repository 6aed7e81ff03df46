// A WebAssembly module: compiled once, instantiated anew after every trap.

/** What the generated code of a module has, whatever else it exports. */
interface Glue {
  initSync(options: { module: WebAssembly.Module }): unknown;
}

export class Loader<G extends Glue> {
  readonly #moduleUrl: string;
  readonly #glue: (instance: number) => Promise<G>;
  #compiled: Promise<WebAssembly.Module> | undefined;
  #current: Promise<G> | undefined;
  #instances = 0;

  /** The generated code holds one instance for good: `glue` gives the code for the n-th, from 1. */
  constructor(moduleUrl: string, glue: (instance: number) => Promise<G>) {
    this.#moduleUrl = moduleUrl;
    this.#glue = glue;
  }

  /** The instance new runs start on. */
  load(): Promise<G> {
    this.#current ??= this.#instantiate().catch((error) => {
      // The next call tries again: the network may be back.
      this.#current = undefined;
      throw error;
    });
    return this.#current;
  }

  /** After a trap an instance cannot be trusted: the next run starts on another one. */
  discard(): void {
    this.#current = undefined;
  }

  /** The module, for instances elsewhere. */
  compiled(): Promise<WebAssembly.Module> {
    this.#compiled ??= this.#compile().catch((error) => {
      this.#compiled = undefined;
      throw error;
    });
    return this.#compiled;
  }

  async #instantiate(): Promise<G> {
    const module = this.compiled();
    const glue = await this.#glue(++this.#instances);
    glue.initSync({ module: await module });
    return glue;
  }

  /** Does without `compileStreaming`, which insists on a content type that not every host sends. */
  async #compile(): Promise<WebAssembly.Module> {
    const response = await fetch(this.#moduleUrl);
    const { ok, status, statusText } = response;
    if (!ok) throw new Error(`${status} ${statusText} (${this.#moduleUrl})`);
    return WebAssembly.compile(await response.arrayBuffer());
  }
}
