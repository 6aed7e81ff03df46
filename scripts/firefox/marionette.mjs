// Drives an installed Firefox by the protocol that it has built in, Marionette: JSON over TCP, with its length
// before it. Playwright drives only builds of its own.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../process.mjs";

/** How long Firefox may take to start, and a page to load, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Any free port is taken; and nothing is asked of the network but what the pages ask for. */
const PREFERENCES = {
  "marionette.port": 0,
  "app.normandy.enabled": false,
  "app.update.auto": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
  "toolkit.telemetry.server": "data:,",
};

export class Firefox {
  /** @type {import("node:child_process").ChildProcess} */
  #process;
  #profile;
  /** @type {Connection | undefined} */
  #connection;

  /** @param {string} program the path of Firefox */
  constructor(program) {
    // A Firefox that is shut in may not use the folder for temporary files.
    const folder = join(root, "node_modules/.cache");
    mkdirSync(folder, { recursive: true });
    this.#profile = mkdtempSync(join(folder, "firefox-"));
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(this.#profile, "user.js"), lines.join(""));
    // System access is for the messages on the console.
    const flags = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access"];
    this.#process = spawn(program, [...flags, "--profile", this.#profile], { stdio: "ignore" });
  }

  /** Waits until it can be driven. */
  async start() {
    const file = join(this.#profile, "MarionetteActivePort");
    const deadline = Date.now() + PATIENCE_MS;
    while (!existsSync(file)) {
      if (this.#process.exitCode !== null)
        throw new Error("Firefox ended before it could be driven");
      if (Date.now() > deadline) throw new Error(`Firefox did not start in ${PATIENCE_MS} ms`);
      await wait(50);
    }
    this.#connection = await Connection.open(Number(readFileSync(file, "utf8")));
    await this.#send("WebDriver:NewSession", {});
    await this.#send("WebDriver:SetTimeouts", { script: PATIENCE_MS, pageLoad: PATIENCE_MS });
  }

  /** @param {string} url */
  async open(url) {
    await this.#send("WebDriver:Navigate", { url });
  }

  /**
   * Runs the body of a function in the page, and returns what it returns, or what its promise gives.
   * @param {string} script
   * @param {unknown[]} args
   */
  async evaluate(script, ...args) {
    const { value } = await this.#send("WebDriver:ExecuteScript", { script, args, sandbox: null });
    return value;
  }

  /**
   * Waits until such a script returns something true, and returns it.
   * @param {string} what for the message when that does not come
   * @param {string} script
   * @param {unknown[]} args
   */
  async until(what, script, ...args) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const value = await this.evaluate(script, ...args);
      if (value) return value;
      if (Date.now() > deadline) throw new Error(`not seen in ${PATIENCE_MS} ms: ${what}`);
      await wait(50);
    }
  }

  /**
   * What Firefox has written to the console about pages of this site: uncaught errors, files that did not come,
   * what a policy has stopped.
   * @param {string} site
   * @returns {Promise<string[]>}
   */
  async complaints(site) {
    await this.#send("Marionette:SetContext", { value: "chrome" });
    const script = `
      return Services.console.getMessageArray()
        .filter((message) => message instanceof Components.interfaces.nsIScriptError)
        .filter(({ sourceName }) => sourceName.startsWith(arguments[0]))
        .map(({ errorMessage }) => errorMessage);`;
    const complaints = await this.evaluate(script, site);
    await this.#send("Marionette:SetContext", { value: "content" });
    return complaints;
  }

  async close() {
    this.#connection?.close();
    const ended = once(this.#process, "exit");
    if (this.#process.exitCode === null && this.#process.kill()) await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /**
   * @param {string} name
   * @param {object} parameters
   */
  #send(name, parameters) {
    if (!this.#connection) throw new Error("start() first");
    return this.#connection.send(name, parameters);
  }
}

/** One command at a time, each with its answer. */
class Connection {
  #socket;
  #received = Buffer.alloc(0);
  #number = 0;
  /** @type {{ resolve: (message: any[]) => void, reject: (error: Error) => void } | undefined} */
  #waiting;

  /** @param {import("node:net").Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on("error", (error) => this.#waiting?.reject(error));
    socket.on("close", () => this.#waiting?.reject(new Error("Firefox has gone")));
    socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#read();
    });
  }

  /**
   * Connects, and takes the greeting.
   * @param {number} port
   */
  static async open(port) {
    const socket = connect(port, "127.0.0.1");
    const connection = new Connection(socket);
    await connection.#next();
    return connection;
  }

  /**
   * @param {string} name
   * @param {object} parameters
   */
  async send(name, parameters) {
    const text = JSON.stringify([0, ++this.#number, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await this.#next();
    if (error) throw new Error(`${name}: ${error.message}`);
    return result;
  }

  close() {
    this.#socket.destroy();
  }

  /** @returns {Promise<any[]>} the next message */
  #next() {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #read() {
    const colon = this.#received.indexOf(":");
    if (colon < 0) return;
    const start = colon + 1;
    const end = start + Number(this.#received.subarray(0, colon).toString());
    if (this.#received.length < end) return;
    const message = JSON.parse(this.#received.subarray(start, end).toString());
    this.#received = this.#received.subarray(end);
    this.#waiting?.resolve(message);
  }
}
