// A WebAssembly module: compiled once, instantiated anew after every trap.

/** What this file needs of a module's generated code. */
interface Glue {
  initSync(options: { module: WebAssembly.Module }): unknown;
}

export class Loader<G extends Glue> {
  readonly #moduleUrl: string;
  readonly #glue: (instance: number) => Promise<G>;
  #compiled: Promise<WebAssembly.Module> | undefined;
  #current: Promise<G> | undefined;
  #instances = 0;

  /** Each copy of the generated code holds one instance for good; `glue` returns the n-th copy, from 1. */
  constructor(moduleUrl: string, glue: (instance: number) => Promise<G>) {
    this.#moduleUrl = moduleUrl;
    this.#glue = glue;
  }

  /** Returns the instance that new runs start on. */
  load(): Promise<G> {
    this.#current ??= this.#instantiate().catch((error) => {
      // The next call tries again: the network may be back.
      this.#current = undefined;
      throw error;
    });
    return this.#current;
  }

  /** Discards an instance, which cannot be trusted after a trap; the next run starts on another. */
  discard(): void {
    this.#current = undefined;
  }

  /** The compiled module, for instances in workers. */
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

  /** Compiles without `compileStreaming`, which requires a content type that not every host sends. */
  async #compile(): Promise<WebAssembly.Module> {
    const response = await fetch(this.#moduleUrl);
    const { ok, status, statusText } = response;
    if (!ok) throw new Error(`${status} ${statusText} (${this.#moduleUrl})`);
    return WebAssembly.compile(await response.arrayBuffer());
  }
}
