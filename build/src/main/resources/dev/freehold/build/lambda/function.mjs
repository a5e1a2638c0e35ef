// One function: its runtime processes, each with one invocation at a time, and the line of invocations
// that wait for one.
import { RuntimeProcess } from "./runtime.mjs";

const LONGEST_LINE = 1000;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;

export class LambdaFunction {
  name;
  path;
  #settings;
  #processes = new Set();
  #line = [];
  #failures = 0;
  #pausedUntil = 0;
  #lastError;
  #ended = false;

  constructor(settings) {
    this.name = settings.name;
    this.path = settings.path;
    this.#settings = settings;
  }

  /** Whether it answers at its path, or below it. */
  answers(url) {
    const path = this.path.replace(/\/$/, "");
    return url === path || url.startsWith(`${path}/`);
  }

  /** Takes an invocation, or says false where too many wait. */
  invoke(invocation) {
    if (this.#line.length >= LONGEST_LINE) {
      return false;
    }
    if (this.#processes.size === 0 && Date.now() < this.#pausedUntil) {
      invocation.failed(this.#lastError);
      return true;
    }
    this.#line.push(invocation);
    this.#settle();
    return true;
  }

  /** Starts a process before anybody asks. */
  warm() {
    if (this.#processes.size === 0 && !this.#ended) {
      this.#start();
    }
  }

  end() {
    this.#ended = true;
    this.#processes.forEach((one) => one.kill());
  }

  // What a process tells.

  ready(process) {
    this.#failures = 0;
    const next = this.#next();
    if (next) {
      process.run(next);
    }
  }

  /** @param error why, where it never came to work */
  gone(process, error) {
    this.#processes.delete(process);
    if (this.#ended) {
      return;
    }
    if (!error) {
      this.#settle();
      this.warm();
      return;
    }
    this.#pause(error);
    if (this.#processes.size === 0) {
      this.#line.splice(0).forEach((invocation) => invocation.failed(error));
    }
  }

  /** Each failure in a row doubles the time until the next try. */
  #pause(error) {
    const pause = Math.min(FIRST_PAUSE * 2 ** this.#failures++, LONGEST_PAUSE);
    this.#lastError = error;
    this.#pausedUntil = Date.now() + pause;
    console.error(`function ${this.name} did not start (${error.errorMessage}); next try in ${pause} ms at the earliest`);
  }

  #settle() {
    for (const process of this.#processes) {
      const next = process.idle ? this.#next() : undefined;
      if (next) {
        process.run(next);
      }
    }
    const starting = [...this.#processes].filter((one) => one.starting).length;
    const missing = Math.min(this.#line.length - starting, this.#settings.concurrency - this.#processes.size);
    for (let i = 0; i < missing && Date.now() >= this.#pausedUntil; i++) {
      this.#start();
    }
  }

  #start() {
    const process = new RuntimeProcess(this.#settings, this);
    this.#processes.add(process);
    process.start();
  }

  #next() {
    let next = this.#line.shift();
    while (next?.abandoned) {
      next = this.#line.shift();
    }
    return next;
  }
}
